"""Decode pictures for the screen on threads of their own, the wanted ones first."""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from PIL import Image
from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage

from iaia_desktop.core.errors import ImageError
from iaia_desktop.core.saying import Saying
from iaia_desktop.jobs.decode_threads import step_back

_STRIP_PIXELS = 1 << 17
_CLOSING_S = 1.0
_NOT_SHOWN = Saying("the picture cannot be shown (details are in the log)")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Picture:
    """A decoded picture.

    Attributes
    ----------
    image : QImage
        RGB32 or premultiplied ARGB32, upright, perhaps smaller than the file's picture.
    full_size : QSize
        Upright size of the file's picture.
    resting : QImage or None
        A smooth copy of the size at which it is shown at first, where that is another one.
    """

    image: QImage
    full_size: QSize
    resting: QImage | None = None

    @property
    def bytes_held(self) -> int:
        """Memory of the pixels."""
        return self.image.sizeInBytes() + (self.resting.sizeInBytes() if self.resting else 0)


def to_qimage(image: Image.Image) -> QImage:
    """Return a Pillow image of mode RGB or RGBA as a QImage that owns its pixels. Any thread."""
    if image.mode == "RGBA":
        data = image.tobytes()
        view = QImage(
            data, image.width, image.height, 4 * image.width, QImage.Format.Format_RGBA8888
        )
        return view.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    made = QImage(image.width, image.height, QImage.Format.Format_RGB32)
    pixels = memoryview(made.bits())
    rows = max(1, _STRIP_PIXELS // max(1, image.width))
    for top in range(0, image.height, rows):
        # In strips, for the pixels are copied with Python's lock held: a large picture at once
        # would keep the window waiting.
        strip = image.crop((0, top, image.width, min(image.height, top + rows)))
        data = strip.convert("RGB").convert("RGBA").tobytes("raw", "BGRA")
        start = 4 * image.width * top
        pixels[start : start + len(data)] = data
    return made


class PictureLoader(QObject):
    """Load what is wanted now, in order of wish, and keep the latest within a memory budget.

    A new wish list replaces the old one, so that nobody waits for pictures passed by long ago.
    Lives on the GUI thread; ``load`` is called on its own threads.

    Parameters
    ----------
    load : callable
        Takes a key, returns a :class:`Picture`, raises ImageError for a bad file.
    budget_bytes : int
        Memory for pictures that are kept.
    threads : int
        How many threads decode.
    name : str
        For the threads' names.
    polite : bool
        Whether the threads stand back for others of the program that want the processor.
    """

    loaded = Signal(object, object)
    """key, Picture."""

    failed = Signal(object, object)
    """key, reason: a ``Saying`` where one was given, which a signal of ``str`` would flatten."""

    _arrived = Signal(object, object)

    def __init__(
        self,
        load: Callable[[Hashable], Picture],
        *,
        budget_bytes: int,
        threads: int = 2,
        name: str = "pictures",
        polite: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._load = load
        self._budget_bytes = budget_bytes
        self._polite = polite
        self._pictures: OrderedDict[Hashable, Picture] = OrderedDict()
        self._failures: OrderedDict[Hashable, str] = OrderedDict()
        self._held_bytes = 0
        self._wanted: list[Hashable] = []
        # By key, the number of the try whose outcome counts: an older one is thrown away.
        self._in_work: dict[Hashable, int] = {}
        self._tries = 0
        self._closed = False
        self._condition = threading.Condition()
        self._arrived.connect(self._take_in)
        self._threads = [
            threading.Thread(target=self._work, name=f"{name}-{number}", daemon=True)
            for number in range(threads)
        ]
        for thread in self._threads:
            thread.start()

    def get(self, key: Hashable) -> Picture | None:
        """Return the picture if it is here. GUI thread."""
        picture = self._pictures.get(key)
        if picture is not None:
            self._pictures.move_to_end(key)
        return picture

    def held_keys(self) -> tuple[Hashable, ...]:
        """Return the keys of all pictures that are here. GUI thread."""
        return tuple(self._pictures)

    def failure(self, key: Hashable) -> str | None:
        """Return why the picture could not be loaded, if it was tried. GUI thread."""
        return self._failures.get(key)

    def want(self, keys: Sequence[Hashable]) -> None:
        """Ask for these pictures, the first one foremost, and for no others. GUI thread."""
        missing = [key for key in keys if key not in self._pictures and key not in self._failures]
        for key in reversed(keys):
            if key in self._pictures:
                self._pictures.move_to_end(key)
        with self._condition:
            self._wanted = [key for key in missing if key not in self._in_work]
            self._condition.notify_all()

    def want_also(self, key: Hashable, *, limit: int) -> None:
        """Ask for one more picture, before the others; the oldest wishes beyond ``limit`` go."""
        if key in self._pictures or key in self._failures:
            return
        with self._condition:
            if key in self._in_work:
                return
            if key in self._wanted:
                self._wanted.remove(key)
            self._wanted.insert(0, key)
            del self._wanted[limit:]
            self._condition.notify()

    def forget_failures(self) -> tuple[Hashable, ...]:
        """Try again what could not be loaded, when it is wanted again; return it. GUI thread."""
        failed = tuple(self._failures)
        self._failures.clear()
        return failed

    def forget(self, key: Hashable) -> None:
        """Drop a picture or a failure, so that the next wish loads it anew. GUI thread."""
        picture = self._pictures.pop(key, None)
        if picture is not None:
            self._held_bytes -= picture.bytes_held
        self._failures.pop(key, None)
        with self._condition:
            self._in_work.pop(key, None)

    def clear(self) -> None:
        """Forget everything, for another folder; what is being decoded now is thrown away."""
        with self._condition:
            self._wanted.clear()
            self._in_work.clear()
        self._pictures.clear()
        self._failures.clear()
        self._held_bytes = 0

    def close(self) -> None:
        """Stop the threads and wait for them, but not for long.

        One that hangs on a disk or in a decoder cannot be stopped; it ends by itself, unheard.
        """
        with self._condition:
            self._closed = True
            self._wanted.clear()
            self._condition.notify_all()
        until = time.monotonic() + _CLOSING_S
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))
            if thread.is_alive():
                _log.warning("%s still loads a picture", thread.name)

    # --- on the loader's threads --------------------------------------------------------------

    def _work(self) -> None:
        if self._polite:
            step_back()
        while True:
            with self._condition:
                while not self._wanted and not self._closed:
                    self._condition.wait()
                if self._closed:
                    return
                key = self._wanted.pop(0)
                self._tries += 1
                number = self._tries
                self._in_work[key] = number
            outcome: Picture | str
            try:
                outcome = self._load(key)
            except ImageError as error:
                outcome = error.what
            except Exception:  # noqa: BLE001 - the thread's outermost frame: it must live on
                _log.exception("loading %r failed", key)
                outcome = _NOT_SHOWN
            if not self._is_closed():
                self._arrived.emit(key, (number, outcome))

    def _is_closed(self) -> bool:
        with self._condition:
            return self._closed

    # --- on the GUI thread --------------------------------------------------------------------

    def _take_in(self, key: Hashable, result: tuple[int, Picture | str]) -> None:
        number, outcome = result
        with self._condition:
            if self._closed or self._in_work.get(key) != number:
                return
            del self._in_work[key]
        if isinstance(outcome, str):
            self._failures[key] = outcome
            while len(self._failures) > 10_000:
                self._failures.popitem(last=False)
            self.failed.emit(key, outcome)
            return
        self._pictures[key] = outcome
        self._held_bytes += outcome.bytes_held
        while self._held_bytes > self._budget_bytes and len(self._pictures) > 1:
            _, oldest = self._pictures.popitem(last=False)
            self._held_bytes -= oldest.bytes_held
        self.loaded.emit(key, outcome)
