"""From the key of a class to the next picture painted, while the folder is embedded behind."""

from __future__ import annotations

import io
import statistics
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image
from PySide6.QtCore import QPoint, QRect, QTimer
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from benchmarks.harness.bench import Bench, percentile
from benchmarks.harness.measurement import Measurement, Target
from benchmarks.harness.window import WaitedTooLongError, WindowDriver
from benchmarks.material.folders import large_photos
from benchmarks.material.models import vit_b_32
from iaia_desktop.core.types import ImageId
from iaia_desktop.jobs.embed_queue import EmbedItem
from iaia_desktop.session.workspace import Workspace
from iaia_desktop.ui.image_view import ImageView, Shown

_CLASSES = ("this", "that")
_ORIGINALS = 12
"""``large_photos`` takes so many different pictures in turn, so neighbours never look alike."""

_GRID = (24, 18)
"""Points of a picture that are compared: the middles of so many cells."""

_SAME_LEVELS = 4.0
"""Two pictures are the same one up to this mean difference of the points, in grey levels."""

_LINE = 60
_RHYTHM_S = (0.7, 1.3)
_BURST_S = (0.2, 0.3)

_Points = npt.NDArray[np.float32]


def measure(bench: Bench) -> list[Measurement]:
    """Press keys at a person's rhythm, then in a hurry, and look at what gets painted."""
    folder = large_photos(bench.data, bench.scaled(240, 24))
    spec = "builtin" if bench.quick else f"open_clip:local-dir:{vit_b_32(bench.data)}"
    eye = _Eye()
    eye.install()
    driver = WindowDriver(spec)
    # The offscreen screen is small; this leaves a megapixel to the picture.
    driver.window.resize(1600, 1000)
    # Nothing is remembered, so that the folder can be embedded again and again: as long as keys
    # are pressed, the encoder computes.
    driver.application.embeddings.get_many = lambda *_: {}  # type: ignore[method-assign]
    driver.open(folder)
    driver.until(lambda: not driver.workspace.folder.scanning, "the folder is scanned")
    mill = _Treadmill(driver.workspace)
    driver.until(lambda: driver.workspace.encoders.encoder is not None, "the encoder is loaded")
    # The words that are proposed as names are embedded once for all sessions, in turns with the
    # images; here it is the images that shall keep the encoder busy.
    driver.workspace.texts.stop()
    driver.until(lambda: mill.embedded > 8, "the encoder is at work")
    for name in _CLASSES:
        driver.see_image()
        driver.name_class(name)
        driver.live(0.5)
    eye.follow(driver)
    dice = np.random.default_rng(0)
    calm = _press(driver, eye, mill, dice, bench.scaled(40, 6), _RHYTHM_S)
    hurried = _press(driver, eye, mill, dice, bench.scaled(60, 6), _BURST_S)
    back = _undo(driver, eye, bench.scaled(8, 2))
    plain = _decode_and_paint(driver, folder, bench.scaled(15, 3))
    mill.stop()
    driver.quit()
    return [*calm.rows("a key a second", plain), *hurried.rows("4 keys a second", plain), back]


class _Eye:
    """See what the image view has painted, and when."""

    def __init__(self) -> None:
        self.painted: list[tuple[float, QImage | None]] = []
        """When something was painted, and its pixels; None for a note or a placeholder."""

        self._view: QWidget | None = None
        self._references: dict[int, _Points] = {}

    def install(self) -> None:
        """Look over the shoulder of every image view that is made from now on."""
        paint = ImageView.paintEvent
        eye = self

        def paint_and_note(view: ImageView, event: QPaintEvent) -> None:
            paint(view, event)
            if view is eye._view:
                moment = time.perf_counter()
                is_picture = view.shown is Shown.IMAGE
                eye.painted.append((moment, _pixels_of(view) if is_picture else None))

        ImageView.paintEvent = paint_and_note  # type: ignore[method-assign, assignment]

    def follow(self, driver: WindowDriver) -> None:
        """Note what the view of a window paints, and learn what the pictures look like."""
        self._view = driver.page.view
        session = driver.session
        for image_id in session.navigator.order.ids[:_ORIGINALS]:
            path = session.store.folder / session.state.path(image_id)
            self._references[_original(driver, image_id)] = _points(Image.open(path))

    def shows(self, driver: WindowDriver, image_id: ImageId, pixels: QImage | None) -> bool:
        """Tell whether what was painted is this image."""
        if pixels is None:
            return False
        place = driver.page.view.viewport.target().toAlignedRect()
        shown = _points(_as_pillow(pixels.copy(place)))
        wanted = self._references[_original(driver, image_id)]
        return float(np.abs(shown - wanted).mean()) < _SAME_LEVELS


class _Treadmill:
    """Put the folder in line for the encoder again and again, so that it never rests."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.embedded = 0
        workspace.learning.embedded.connect(self._on_embedded)
        self._timer = QTimer(workspace, interval=50)
        self._timer.timeout.connect(self._refill)
        self._timer.start()

    def stop(self) -> None:
        """Let the encoder rest."""
        self._timer.stop()

    def _on_embedded(self, image_ids: Sequence[ImageId]) -> None:
        self.embedded += len(image_ids)

    def _refill(self) -> None:
        if self._workspace.encoders.waiting_count < _LINE:
            session = self._workspace.session
            ids = session.navigator.order.ids
            self._workspace.encoders.add(EmbedItem(i, session.state.path(i)) for i in ids)


class _Sitting:
    """What was measured at one rhythm."""

    def __init__(self) -> None:
        self.paint_ms: list[float] = []
        self.handled_ms: list[float] = []
        self.late = 0
        self.images_per_s = 0.0

    def rows(self, rhythm: str, plain_ms: float) -> list[Measurement]:
        """Return the rows of the table."""
        target = rhythm.startswith("a key")
        behind = f"{self.images_per_s:.1f} images/s embedded behind"
        what = f"decision key to next picture painted, {rhythm}"
        return [
            Measurement(
                what=f"{what}, median",
                value=statistics.median(self.paint_ms),
                unit="ms",
                target=Target(16) if target else None,
                baseline=plain_ms,
                baseline_what="decode in full and paint on the GUI thread",
                note=behind,
                details={"key_handled_median_ms": statistics.median(self.handled_ms)},
            ),
            Measurement(
                what=f"{what}, p95",
                value=percentile(self.paint_ms, 0.95),
                unit="ms",
                target=Target(50) if target else None,
                note=f"longest {max(self.paint_ms):.0f} ms; not ready "
                f"{self.late} of {len(self.paint_ms)} times",
                details={
                    "longest_ms": max(self.paint_ms),
                    "not_ready": self.late,
                    "presses": len(self.paint_ms),
                    "key_handled_p95_ms": percentile(self.handled_ms, 0.95),
                },
            ),
        ]


def _press(
    driver: WindowDriver,
    eye: _Eye,
    mill: _Treadmill,
    dice: np.random.Generator,
    count: int,
    pause_s: tuple[float, float],
) -> _Sitting:
    """Label so many images by the keys of their classes."""
    sitting = _Sitting()
    keys = [row.key for row in driver.session.state.classes()]
    embedded, began = mill.embedded, time.perf_counter()
    for _ in range(count):
        driver.live(dice.uniform(*pause_s))
        driver.see_image()
        current = driver.session.current
        expected = driver.session.navigator.following(was_decided=False)
        if current is None or expected is None:
            raise WaitedTooLongError("no image is left to label")
        eye.painted.clear()
        pressed = time.perf_counter()
        QTest.keyClicks(driver.window, str(dice.choice(keys)))
        sitting.handled_ms.append(1000 * (time.perf_counter() - pressed))
        paint_ms, first = _wait_painted(driver, eye, expected, pressed)
        sitting.paint_ms.append(paint_ms)
        sitting.late += not first
        verdict = driver.session.state.verdict(current)
        if verdict.class_id is None or driver.session.current != expected:
            raise WaitedTooLongError("the decision did not take")
    sitting.images_per_s = (mill.embedded - embedded) / (time.perf_counter() - began)
    if not sitting.images_per_s:
        raise WaitedTooLongError("nothing was embedded behind")
    return sitting


def _undo(driver: WindowDriver, eye: _Eye, count: int) -> Measurement:
    """Take decisions back, each of which shows its image again."""
    took_ms: list[float] = []
    late = 0
    for _ in range(count):
        driver.live(0.5)
        last = driver.session.history.undo_id
        if last is None:
            raise WaitedTooLongError("nothing is left to undo")
        expected = driver.session.store.decision(last).images[0].image_id
        eye.painted.clear()
        pressed = time.perf_counter()
        driver.window.commands.run("undo")
        paint_ms, first = _wait_painted(driver, eye, expected, pressed)
        took_ms.append(paint_ms)
        late += not first
    return Measurement(
        what="undo to the image before painted, median",
        value=statistics.median(took_ms),
        unit="ms",
        note=f"longest {max(took_ms):.0f} ms; not ready {late} of {count} times",
        details={"longest_ms": max(took_ms)},
    )


def _wait_painted(
    driver: WindowDriver, eye: _Eye, expected: ImageId, pressed: float
) -> tuple[float, bool]:
    """Return the ms from a key press until an image was painted, and if it was at once."""
    looked = 0
    found: list[tuple[float, bool]] = []

    def here() -> bool:
        nonlocal looked
        while looked < len(eye.painted):
            moment, pixels = eye.painted[looked]
            looked += 1
            if eye.shows(driver, expected, pixels):
                found.append((1000 * (moment - pressed), looked == 1))
                return True
        return bool(found)

    driver.until(here, "the next picture is painted", timeout_s=20)
    return found[0]


def _decode_and_paint(driver: WindowDriver, folder: Path, count: int) -> float:
    """Return the median ms of the plain way: decode it all with Pillow, make a pixmap, paint it."""
    took_ms = []
    for path in sorted(folder.glob("*/*.jpg"))[-count:]:
        driver.live(0.2)
        canvas = QImage(driver.page.view.size(), QImage.Format.Format_RGB32)
        started = time.perf_counter()
        with Image.open(io.BytesIO(path.read_bytes())) as opened:
            image = opened.convert("RGB")
        pixels = QImage(
            image.tobytes(),
            image.width,
            image.height,
            3 * image.width,
            QImage.Format.Format_RGB888,
        )
        pixmap = QPixmap.fromImage(pixels)
        painter = QPainter(canvas)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(canvas.rect(), pixmap)
        painter.end()
        took_ms.append(1000 * (time.perf_counter() - started))
    return statistics.median(took_ms)


def _pixels_of(view: QWidget) -> QImage:
    """Return the pixels of a view as they are on screen now; a copy, since they change."""
    device = view.window().backingStore().paintDevice()
    if not isinstance(device, QImage):
        raise TypeError("this platform does not paint into an image")
    return device.copy(QRect(view.mapTo(view.window(), QPoint(0, 0)), view.size()))


def _original(driver: WindowDriver, image_id: ImageId) -> int:
    """Return which of the different pictures an image is a copy of."""
    name = Path(driver.session.state.path(image_id)).stem
    return int(name.rsplit("_", 1)[1]) % _ORIGINALS


def _as_pillow(image: QImage) -> Image.Image:
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    return Image.frombytes(
        "RGB",
        (plain.width(), plain.height()),
        bytes(plain.constBits()),
        "raw",
        "RGB",
        plain.bytesPerLine(),
    )


def _points(image: Image.Image) -> _Points:
    """Return the mean colours of a grid of cells, shape (cells, 3)."""
    small = image.convert("RGB").resize(_GRID, Image.Resampling.BOX)
    return np.asarray(small, dtype=np.float32).reshape(-1, 3)
