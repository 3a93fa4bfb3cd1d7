from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import ExifTags, Image
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage

from iaia_desktop.workers.frame import Frame
from iaia_desktop.workers.picture_loader import Picture
from iaia_desktop.workers.pictures import load_fitted, load_view


def photo(path: Path, width: int, height: int, *, orientation: int = 1) -> Path:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    Image.new("RGB", (width, height), (200, 30, 40)).save(path, exif=exif)
    return path


@pytest.mark.parametrize("kind", ["jpg", "png"])
@pytest.mark.parametrize("orientation", [1, 6])
@pytest.mark.parametrize("ratio", [1.0, 1.5])
def test_a_picture_comes_in_the_very_size_in_which_it_fits(
    kind: str, orientation: int, ratio: float, tmp_path: Path, qapp: object
) -> None:
    frame = Frame(120, 100, ratio, max_zoom=32.0)
    path = photo(tmp_path / f"a.{kind}", 800, 301, orientation=orientation)
    picture = load_fitted(path, frame)
    upright = QSize(800, 301) if orientation == 1 else QSize(301, 800)
    assert picture.full_size == upright
    assert picture.image.size() == frame.fitted(upright)
    assert abs(picture.image.pixelColor(5, 5).red() - 200) < 4


def test_a_small_picture_is_not_enlarged(tmp_path: Path, qapp: object) -> None:
    path = photo(tmp_path / "a.png", 8, 6)
    assert load_fitted(path, Frame(100, 100, 1.0, max_zoom=32.0)).image.size() == QSize(8, 6)


@pytest.mark.parametrize("size", [(3000, 1), (1, 3000)])
def test_the_oddest_shapes_keep_a_pixel(
    size: tuple[int, int], tmp_path: Path, qapp: object
) -> None:
    path = photo(tmp_path / "a.png", *size)
    image = load_fitted(path, Frame(100, 100, 1.0, max_zoom=32.0)).image
    assert max(image.width(), image.height()) == 100
    assert min(image.width(), image.height()) == 1


def test_every_pixel_brings_the_copy_for_the_screen_along(tmp_path: Path, qapp: object) -> None:
    frame = Frame(120, 100, 1.0, max_zoom=32.0)
    picture = load_view(photo(tmp_path / "a.png", 600, 300), 1 << 16, frame)
    assert picture.image.size() == QSize(600, 300)
    assert picture.resting is not None
    assert picture.resting.size() == frame.fitted(QSize(600, 300)) == QSize(120, 60)
    assert picture.resting.pixelColor(3, 3) == QColor(200, 30, 40)
    assert picture.bytes_held == 4 * (600 * 300 + 120 * 60)


def test_clear_pixels_lend_their_colour_to_no_neighbour(tmp_path: Path, qapp: object) -> None:
    image = Image.new("RGBA", (400, 400), (0, 255, 0, 0))
    image.paste((200, 0, 0, 255), (200, 0, 400, 400))
    image.save(tmp_path / "a.png")
    resting = load_view(tmp_path / "a.png", 1 << 16, Frame(99, 99)).resting
    assert resting is not None
    half = [resting.pixelColor(x, 50) for x in range(99)]
    assert {colour.green() for colour in half if colour.alpha() > 20} <= {0, 1, 2}


def test_a_picture_counts_its_memory(qapp: object) -> None:
    image = QImage(10, 10, QImage.Format.Format_RGB32)
    assert Picture(image, QSize(10, 10)).bytes_held == 400
    assert Frame(30, 20, 2.0).most_bytes == 4 * 60 * 40


def test_a_large_picture_is_the_same_in_strips(qapp: object) -> None:
    pixels = Image.effect_noise((1100, 400), 80).convert("RGB")
    data = io.BytesIO()
    pixels.save(data, "PNG")
    from iaia_desktop.workers.picture_loader import to_qimage

    whole = QImage.fromData(data.getvalue()).convertToFormat(QImage.Format.Format_RGB32)
    assert to_qimage(pixels) == whole
