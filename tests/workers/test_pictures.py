from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import CancelledError, ImageError
from iaia_desktop.images.thumbnails import ThumbnailCache
from iaia_desktop.workers.pictures import load_thumbnail, load_view
from iaia_desktop.workers.recent_pictures import recent_pictures_job


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "photo.png"
    Image.new("RGB", (400, 200), (200, 30, 40)).save(path)
    return path


def test_a_view_knows_the_full_size_of_what_it_shows_smaller(photo: Path, qapp: object) -> None:
    picture = load_view(photo, 100)
    assert picture.full_size == QSize(400, 200)
    assert max(picture.image.width(), picture.image.height()) <= 100
    assert picture.image.pixelColor(5, 5) == QColor(200, 30, 40)


def test_a_view_is_never_enlarged(photo: Path, qapp: object) -> None:
    assert load_view(photo, 10_000).image.size() == QSize(400, 200)


def test_a_view_keeps_transparency(tmp_path: Path, qapp: object) -> None:
    path = tmp_path / "clear.png"
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(path)
    assert load_view(path, 100).image.hasAlphaChannel()


@pytest.mark.parametrize("content", [b"", b"not an image"])
def test_a_bad_file_is_told_with_its_reason(content: bytes, tmp_path: Path, qapp: object) -> None:
    path = tmp_path / "bad.png"
    path.write_bytes(content)
    with pytest.raises(ImageError):
        load_view(path, 100)
    with pytest.raises(ImageError):
        load_thumbnail(path, 64, None)


def test_a_missing_file_is_told(tmp_path: Path, qapp: object) -> None:
    with pytest.raises(ImageError):
        load_thumbnail(tmp_path / "gone.png", 64, ThumbnailCache(tmp_path / "cache", 1 << 20))


def test_thumbnails_are_kept_and_made_anew_when_the_file_changes(
    photo: Path, tmp_path: Path, qapp: object
) -> None:
    cache = ThumbnailCache(tmp_path / "cache", 1 << 20)
    first = load_thumbnail(photo, 64, cache)
    assert first.image.size() == QSize(64, 32)
    assert cache.size_bytes() > 0
    again = load_thumbnail(photo, 64, cache)
    assert again.image.size() == QSize(64, 32)
    Image.new("RGB", (200, 400), (0, 200, 0)).save(photo)
    changed = load_thumbnail(photo, 64, cache)
    assert changed.image.size() == QSize(32, 64)
    assert changed.image.pixelColor(9, 9).green() > 150


def test_garbage_in_the_cache_is_passed_over(photo: Path, tmp_path: Path, qapp: object) -> None:
    cache = ThumbnailCache(tmp_path / "cache", 1 << 20)
    load_thumbnail(photo, 64, cache)
    for kept in (tmp_path / "cache").rglob("*.jpg"):
        kept.write_bytes(b"garbage")
    assert load_thumbnail(photo, 64, cache).image.size() == QSize(64, 32)


def test_names_that_are_no_text_have_thumbnails(tmp_path: Path, qapp: object) -> None:
    path = tmp_path / "caf\udce9.png"
    try:
        Image.new("RGB", (20, 20)).save(path)
    except OSError:
        pytest.skip("this file system takes only names that are text")
    cache = ThumbnailCache(tmp_path / "cache", 1 << 20)
    assert load_thumbnail(path, 64, cache).image.size() == QSize(20, 20)


def test_the_start_page_gets_pictures_and_passes_bad_ones_over(
    photo: Path, tmp_path: Path, qapp: object
) -> None:
    cache = ThumbnailCache(tmp_path / "cache", 1 << 20)
    wanted = [("a.iaia", tmp_path / "gone.png"), ("b.iaia", photo)]
    found = list(recent_pictures_job(wanted, cache, CancelToken()))
    assert [session for session, _ in found] == ["b.iaia"]
    assert found[0][1].size() == QSize(256, 128)


def test_loading_for_the_start_page_stops_when_told(
    photo: Path, tmp_path: Path, qapp: object
) -> None:
    cancel = CancelToken()
    running = recent_pictures_job(
        [("a", photo), ("b", photo)], ThumbnailCache(tmp_path / "cache", 1 << 20), cancel
    )
    next(running)
    cancel.cancel()
    with pytest.raises(CancelledError):
        next(running)
