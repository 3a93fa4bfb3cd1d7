"""Found many classes by their names alone, before any image has a label."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from iaia_desktop.core.saying import Saying
from iaia_desktop.core.state import MAX_NAME_LENGTH
from iaia_desktop.core.types import Decision, DecisionKind
from iaia_desktop.session.annotation_session import AnnotationSession
from iaia_desktop.session.encoder_feed import EncoderFeed
from iaia_desktop.session.notices import Notice, NoticeAction, NoticeKind
from iaia_desktop.session.text_feed import TextFeed


@dataclass(frozen=True, slots=True)
class NamingView:
    """What the dialog for names shows.

    Attributes
    ----------
    existing : tuple of str
        Names of the classes there are, oldest first.
    can_read : bool or None
        Whether the encoder in use reads names; None while none is ready.
    encoder : str
        Its title.
    most_characters : int
        Of a name.
    """

    existing: tuple[str, ...]
    can_read: bool | None
    encoder: str
    most_characters: int = MAX_NAME_LENGTH


class ClassNames(QObject):
    """Make classes of a list of names, in one step for undo. Lives on the GUI thread.

    Parameters
    ----------
    session : AnnotationSession
        Decides.
    texts : TextFeed
        Knows whether names are read.
    encoders : EncoderFeed
        Knows the encoder in use.
    clock : callable
        Returns seconds since the epoch, UTC.
    class_keys : callable
        Returns the characters that may become class keys, in order.
    """

    noticed = Signal(object)
    """Notice for the message area."""

    def __init__(
        self,
        session: AnnotationSession,
        texts: TextFeed,
        encoders: EncoderFeed,
        *,
        clock: Callable[[], float],
        class_keys: Callable[[], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._texts = texts
        self._encoders = encoders
        self._clock = clock
        self._class_keys = class_keys

    def view(self) -> NamingView:
        """Return what the dialog shows."""
        encoder = self._encoders.encoder
        return NamingView(
            tuple(row.name for row in self._session.state.classes()),
            self._texts.can_read,
            "" if encoder is None else encoder.title,
        )

    def create(self, names: Sequence[str]) -> bool:
        """Found the classes that do not exist yet, as one decision; return whether it stands."""
        before = len(self._session.state.classes())
        if not self._session.decide(lambda: self._plan(names)):
            return False
        made = len(self._session.state.classes()) - before
        if made and self._texts.can_read is False:
            classes = Saying.counted(made, "1 class was made.", "{n:,} classes were made.")
            encoder = self._encoders.encoder
            if encoder is None:
                cannot_read = Saying(
                    "This encoder cannot read names, so suggestions begin with your first labels; "
                    "CLIP encoders read them."
                )
            else:
                cannot_read = Saying(
                    "This encoder ({title}) cannot read names, so suggestions begin with your "
                    "first labels; CLIP encoders read them.",
                    title=encoder.title,
                )
            text = Saying.joined((classes, cannot_read))
            ways = (NoticeAction(Saying("Settings…"), "open_settings"),)
            self.noticed.emit(Notice(NoticeKind.INFO, text, "names", ways))
        return True

    def _plan(self, names: Sequence[str]) -> Decision:
        plan = self._session.state.plan_import(
            [], at=self._clock(), keys=self._class_keys(), class_names=names
        )
        return replace(plan, kind=DecisionKind.CREATE_CLASS)
