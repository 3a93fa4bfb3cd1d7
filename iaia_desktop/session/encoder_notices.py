"""What the person hears of the encoder: that it cannot be had, fails, hangs, or works again."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from iaia_desktop.core.errors import (
    DeviceError,
    EncoderError,
    KnownError,
    WeightsUnavailableError,
)
from iaia_desktop.core.saying import Saying
from iaia_desktop.encoders.absent import AbsentEncoder
from iaia_desktop.encoders.base import Encoder
from iaia_desktop.encoders.spec import parse_spec
from iaia_desktop.session.encoder_feed import BUILTIN_SPEC, EncoderFeed
from iaia_desktop.session.notices import Notice, NoticeAction, NoticeKind

WAYS_ON = (
    NoticeAction(Saying("Try again"), "retry_encoder"),
    NoticeAction(Saying("Use a folder with weights…"), "choose_weights_folder"),
)
"""What is offered when an encoder's weights are not to be had."""

_LABELS_GO_ON = Saying("Labelling goes on, without new suggestions.")


class EncoderNotices(QObject):
    """Put what becomes of the encoder into sentences. Lives on the GUI thread.

    Parameters
    ----------
    encoders : EncoderFeed
        Runs the encoder.
    """

    noticed = Signal(object)
    """Notice for the message area."""

    def __init__(self, encoders: EncoderFeed, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._encoders = encoders
        self._warned = False
        encoders.encoder_changed.connect(self._on_encoder)
        encoders.unavailable.connect(self._on_unavailable)
        encoders.failed.connect(self._on_failed)
        encoders.moved_to_processor.connect(self._on_moved_to_processor)
        encoders.watch.fell_silent.connect(self._on_silence)
        encoders.watch.cache_failed.connect(self._on_cache_failed)

    def _on_encoder(self, encoder: Encoder) -> None:
        if self._warned and encoder.spec == self._encoders.wanted_spec:
            self._warned = False
            text = Saying(
                "The encoder {encoder} is in use now; every label stays.", encoder=encoder.title
            )
            self.noticed.emit(Notice(NoticeKind.INFO, text, "encoder"))

    def _on_unavailable(self, spec: str, error: Exception) -> None:
        if isinstance(error, WeightsUnavailableError) and error.reason:
            why: str = Saying(
                "{encoder} cannot be fetched now: {reason}.",
                encoder=parse_spec(spec).title,
                reason=error.reason,
            )
        else:
            why = error.what if isinstance(error, KnownError) else str(error)
        in_use = self._encoders.encoder
        if isinstance(in_use, AbsentEncoder):
            going_on = Saying(
                "What was embedded elsewhere serves; other images get no suggestions."
            )
        elif in_use is None or in_use.spec == BUILTIN_SPEC:
            going_on = Saying("The built-in encoder goes on.")
        else:
            going_on = Saying("{encoder} goes on.", encoder=in_use.title)
        self._warn(NoticeKind.WARNING, Saying.joined((why, going_on)), WAYS_ON)

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, KnownError):
            text = error.words
        else:
            reason = str(error) or type(error).__name__
            text = Saying("The encoder failed: {reason}.", reason=reason)
        broken = self._encoders.encoder
        replaced = broken is not None and broken.spec != BUILTIN_SPEC
        going_on = Saying("The built-in one goes on.") if replaced else _LABELS_GO_ON
        actions = WAYS_ON if isinstance(error, EncoderError) else WAYS_ON[:1]
        self._warn(NoticeKind.ERROR, Saying.joined((text, going_on)), actions)

    def _on_moved_to_processor(self, error: DeviceError) -> None:
        instead = Saying("It is used on the processor instead, which is slower; labels stay.")
        text = Saying.joined((error.what, instead))
        self.noticed.emit(Notice(NoticeKind.WARNING, text, "encoder"))

    def _on_silence(self) -> None:
        encoder = self._encoders.encoder
        if encoder is None:
            text = Saying("The encoder has not answered for a minute.")
        else:
            text = Saying(
                "The encoder {encoder} has not answered for a minute.", encoder=encoder.title
            )
        self._warn(NoticeKind.WARNING, Saying.joined((text, _LABELS_GO_ON)), WAYS_ON[:1])

    def _on_cache_failed(self, problem: str) -> None:
        again = Saying("They are computed again the next time; labels are not concerned.")
        text = Saying.joined((problem, again))
        self.noticed.emit(Notice(NoticeKind.WARNING, text, "embedding-cache"))

    def _warn(self, kind: NoticeKind, text: Saying, actions: tuple[NoticeAction, ...]) -> None:
        self._warned = True
        self.noticed.emit(Notice(kind, text, "encoder", actions))
