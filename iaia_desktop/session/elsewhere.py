"""Embeddings made elsewhere, in an open session: matched once its images are known, remembered."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from iaia_desktop.core.errors import (
    EmbeddingsError,
    EmbeddingsGoneError,
    SessionFileError,
)
from iaia_desktop.core.saying import Saying
from iaia_desktop.jobs.from_elsewhere import (
    ElsewhereRequest,
    EncoderDiffersError,
    FromElsewhere,
    find_elsewhere_job,
)
from iaia_desktop.jobs.match_embeddings import MatchRequest
from iaia_desktop.jobs.progress import Progress
from iaia_desktop.jobs.stored_method import ELSEWHERE_SETTING
from iaia_desktop.session.annotation_session import AnnotationSession
from iaia_desktop.session.elsewhere_wish import ElsewhereWish
from iaia_desktop.session.encoder_feed import EncoderFeed
from iaia_desktop.session.folder_feed import FolderFeed
from iaia_desktop.session.notices import Notice, NoticeAction, NoticeKind, words_of
from iaia_desktop.workers.task import Task, TaskRunner, is_from

_CHOOSE = (NoticeAction(Saying("Choose others…"), "use_embeddings"),)


class Elsewhere(QObject):
    """Give the encoder feed what was embedded elsewhere, then let it begin. GUI thread.

    Parameters
    ----------
    session : AnnotationSession
        Whose images are matched.
    folder : FolderFeed
        Says when the images of a new folder are known.
    encoders : EncoderFeed
        Begins when it is clear what was made elsewhere.
    runner : TaskRunner
        Starts and keeps tasks.
    is_new : bool
        Whether the session was just begun, so that it takes the encoder that embeddings name.
    """

    progressed = Signal(object)
    """Progress of the matching."""

    ended = Signal()
    """The matching came to an end, well or not."""

    encoder_named = Signal(str)
    """Spec of the encoder that the session wants from now on."""

    noticed = Signal(object)
    """Notice for the message area."""

    def __init__(
        self,
        session: AnnotationSession,
        folder: FolderFeed,
        encoders: EncoderFeed,
        runner: TaskRunner,
        parent: QObject | None = None,
        *,
        is_new: bool,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._folder = folder
        self._encoders = encoders
        self._runner = runner
        self._is_new = is_new
        self._wish: ElsewhereWish | None = None
        self._asked = False
        self._spec = ""
        self._waits = False
        self._task: Task | None = None
        folder.ended.connect(self._on_folder_ended)
        encoders.elsewhere_refused.connect(self._on_refused)

    @property
    def wish(self) -> ElsewhereWish | None:
        """Which embeddings the session uses, or looks for; None for none."""
        return self._wish

    def ask(self, wish: ElsewhereWish) -> None:
        """Say, before the start, which embeddings the person wants."""
        self._wish = wish
        self._asked = True

    def start(self, spec: str) -> None:
        """Find what was made elsewhere, if anything, and let the encoder begin.

        Parameters
        ----------
        spec : str
            The encoder that the session wants.
        """
        self._spec = spec
        if self._wish is None:
            self._wish = self._remembered()
        if self._asked and self._wish is not None and self._wish.spec:
            self._name_encoder(self._wish.spec)
        if self._wish is None:
            self._begin(None)
        elif not len(self._session.state) and self._folder.scanning:
            self._waits = True
        else:
            self._find(self._wish)

    def use(self, wish: ElsewhereWish) -> None:
        """Take embeddings that the person chooses now."""
        self._cancel()
        self._wish = wish
        self._asked = True
        if wish.spec:
            self._name_encoder(wish.spec)
        self._find(wish)

    def do_without(self) -> None:
        """Use nothing that was made elsewhere any more; embeddings at hand stay."""
        self._cancel()
        self._wish = None
        self._remember(None)
        self._begin(None)

    def take_encoder(self, spec: str) -> None:
        """Follow the person to another encoder: what it did not make is refused then."""
        self._spec = spec
        if self._task is None and not self._waits:
            self._encoders.start(self._session.store.folder, spec)

    def cancel(self) -> None:
        """Give the matching up, for now: the images are embedded here."""
        if self._task is not None:
            self._task.cancel()

    def stop(self) -> None:
        """Stop for good."""
        self._cancel()

    # --- finding ------------------------------------------------------------------------------

    def _on_folder_ended(self) -> None:
        if self._waits and self._wish is not None:
            self._waits = False
            self._find(self._wish)

    def _find(self, wish: ElsewhereWish) -> None:
        paths = tuple(self._session.state.paths())
        if not paths:
            self._begin(None)
            return
        request = ElsewhereRequest(
            wish.place, wish.spec, MatchRequest(self._session.store.folder, paths)
        )
        task = self._runner.make("elsewhere", partial(find_elsewhere_job, request))
        task.progressed.connect(self._on_progressed)
        task.succeeded.connect(self._on_found)
        task.failed.connect(self._on_failed)
        task.cancelled.connect(self._on_cancelled)
        self._task = self._runner.start(task)

    def _on_progressed(self, progress: Progress) -> None:
        if is_from(self, self._task):
            self.progressed.emit(progress)

    def _on_found(self, found: FromElsewhere) -> None:
        if not is_from(self, self._task):
            return
        self._end()
        if self._asked and self._is_new and not found.named_spec and found.own_spec:
            self._name_encoder(found.own_spec)
        if self._asked:
            self._remember(self._wish)
        self.noticed.emit(Notice(NoticeKind.INFO, self._words(found), "elsewhere"))
        self._begin(found)

    def _words(self, found: FromElsewhere) -> Saying:
        matched, asked = found.matched.matched, found.matched.asked
        place = found.matched.source.place
        if found.matched.is_complete:
            return Saying.counted(
                asked,
                "The only image has an embedding from “{place}”.",
                "All {n:,} images have embeddings from “{place}”.",
                place=place,
            )
        if found.matched.by_content is not None:
            return Saying.counted(
                asked,
                "The only image has no embedding from “{place}” by its name; it is looked for "
                "there by its content, and embedded here where it is not in it.",
                "{matched:,} of {n:,} images have embeddings from “{place}”; the others are looked "
                "for there by their content, and embedded here where it is not in it.",
                matched=matched,
                place=place,
            )
        return Saying.counted(
            asked,
            "The only image has no embedding from “{place}”; it is embedded here.",
            "{matched:,} of {n:,} images have embeddings from “{place}”; the others are embedded "
            "here.",
            matched=matched,
            place=place,
        )

    def _on_failed(self, error: Exception) -> None:
        if not is_from(self, self._task):
            return
        self._end()
        text = words_of(error, Saying("Matching failed: {reason}", reason=str(error)))
        kind = NoticeKind.ERROR
        if isinstance(error, EmbeddingsGoneError) and not self._asked and self._wish is not None:
            kind = NoticeKind.WARNING
            text = Saying(
                "The embeddings “{place}” that this session uses are not there. "
                "Put them back and open the session again, or choose others.",
                place=self._wish.place,
            )
        self._say_alone(text, kind)
        if self._asked:
            self._wish = self._remembered()
        self._begin(None)

    def _on_cancelled(self) -> None:
        if is_from(self, self._task):
            self._end()
            self._begin(None)

    def _end(self) -> None:
        self._task = None
        self.ended.emit()

    def _cancel(self) -> None:
        task, self._task = self._task, None
        self._waits = False
        if task is not None:
            task.cancel()
            self.ended.emit()

    def _begin(self, found: FromElsewhere | None) -> None:
        self._encoders.use_elsewhere(found)
        self._encoders.start(self._session.store.folder, self._spec)

    # --- what becomes of them -----------------------------------------------------------------

    def _on_refused(self, error: EmbeddingsError) -> None:
        """Go on without embeddings that another encoder made, or that cannot be read any more."""
        self._say_alone(error.words, NoticeKind.ERROR)
        if isinstance(error, EncoderDiffersError):
            self._wish = None
            self._remember(None)

    def _say_alone(self, why: Saying, kind: NoticeKind) -> None:
        text = Saying.joined((why, Saying("Meanwhile images are embedded here.")))
        self.noticed.emit(Notice(kind, text, "elsewhere", _CHOOSE))

    def _name_encoder(self, spec: str) -> None:
        if spec != self._spec:
            self._spec = spec
            self.encoder_named.emit(spec)

    # --- the setting --------------------------------------------------------------------------

    def _remembered(self) -> ElsewhereWish | None:
        match self._session.store.get_setting(ELSEWHERE_SETTING, None):
            case {"place": str(place), "encoder": str(spec)} if place:
                return ElsewhereWish(Path(place), spec)
            case _:
                return None

    def _remember(self, wish: ElsewhereWish | None) -> None:
        if self._session.read_only:
            return
        value = None if wish is None else {"place": str(wish.place), "encoder": wish.spec}
        try:
            self._session.store.set_setting(ELSEWHERE_SETTING, value)
        except SessionFileError as error:
            self.noticed.emit(Notice(NoticeKind.ERROR, error.words, "settings"))
