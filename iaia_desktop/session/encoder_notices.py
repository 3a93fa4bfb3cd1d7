"""What the person hears of the encoder: that it cannot be had, fails, hangs, or works again."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from iaia_desktop.core.errors import (
    DeviceError,
    EncoderError,
    KnownError,
    WeightsUnavailableError,
)
from iaia_desktop.encoders.absent import AbsentEncoder
from iaia_desktop.encoders.base import Encoder
from iaia_desktop.encoders.spec import parse_spec
from iaia_desktop.session.encoder_feed import BUILTIN_SPEC, EncoderFeed
from iaia_desktop.session.notices import Notice, NoticeAction, NoticeKind

WAYS_ON = (
    NoticeAction("Try again", "retry_encoder"),
    NoticeAction("Use a folder with weights…", "choose_weights_folder"),
)
"""What is offered when an encoder's weights are not to be had."""

_LABELS_GO_ON = "Labelling goes on, without new suggestions."


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
            text = f"The encoder {encoder.title} is in use now; every label stays."
            self.noticed.emit(Notice(NoticeKind.INFO, text, "encoder"))

    def _on_unavailable(self, spec: str, error: Exception) -> None:
        if isinstance(error, WeightsUnavailableError) and error.reason:
            why = f"{parse_spec(spec).title} cannot be fetched now: {error.reason}."
        else:
            why = error.what if isinstance(error, KnownError) else str(error)
        in_use = self._encoders.encoder
        stands_in = in_use is None or in_use.spec == BUILTIN_SPEC
        going_on = "The built-in encoder" if stands_in or in_use is None else in_use.title
        text = f"{why} {going_on} goes on."
        if isinstance(in_use, AbsentEncoder):
            text = f"{why} What was embedded elsewhere serves; other images get no suggestions."
        self._warn(NoticeKind.WARNING, text, WAYS_ON)

    def _on_failed(self, error: Exception) -> None:
        words = str(error) or type(error).__name__
        text = words if isinstance(error, KnownError) else f"The encoder failed: {words}."
        broken = self._encoders.encoder
        replaced = broken is not None and broken.spec != BUILTIN_SPEC
        going_on = " The built-in one goes on." if replaced else f" {_LABELS_GO_ON}"
        actions = WAYS_ON if isinstance(error, EncoderError) else WAYS_ON[:1]
        self._warn(NoticeKind.ERROR, text + going_on, actions)

    def _on_moved_to_processor(self, error: DeviceError) -> None:
        text = f"{error.what} It is used on the processor instead, which is slower; labels stay."
        self.noticed.emit(Notice(NoticeKind.WARNING, text, "encoder"))

    def _on_silence(self) -> None:
        encoder = self._encoders.encoder
        title = "The encoder" if encoder is None else f"The encoder {encoder.title}"
        text = f"{title} has not answered for a minute. {_LABELS_GO_ON}"
        self._warn(NoticeKind.WARNING, text, WAYS_ON[:1])

    def _on_cache_failed(self, problem: str) -> None:
        text = f"{problem} They are computed again the next time; labels are not concerned."
        self.noticed.emit(Notice(NoticeKind.WARNING, text, "embedding-cache"))

    def _warn(self, kind: NoticeKind, text: str, actions: tuple[NoticeAction, ...]) -> None:
        self._warned = True
        self.noticed.emit(Notice(kind, text, "encoder", actions))
