"""The thumbnail cache: small, and never in the way."""

from __future__ import annotations

import io
import os
import shutil
import threading
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from iaia_desktop.core.errors import ImageError
from iaia_desktop.images.thumbnails import ThumbnailCache, make_thumbnail

KEY = bytes(range(16))


def _noise(seed: int = 0) -> Image.Image:
    rng = np.random.default_rng(seed)
    return Image.fromarray(rng.integers(0, 256, (64, 64, 3), dtype=np.uint8))


def test_thumbnails_are_small_upright_and_opaque() -> None:
    file = io.BytesIO()
    Image.new("RGBA", (400, 200), (0, 0, 0, 0)).save(file, "PNG")
    image = make_thumbnail(file.getvalue(), 100)
    assert (image.size, image.mode, image.getpixel((5, 5))) == ((100, 50), "RGB", (255, 255, 255))
    with pytest.raises(ImageError):
        make_thumbnail(b"nothing", 100)


def test_what_is_put_is_got(tmp_path: Path) -> None:
    cache = ThumbnailCache(tmp_path / "cache", 10**6)
    assert cache.get(KEY, 64) is None
    data = cache.put(KEY, 64, _noise())
    assert cache.get(KEY, 64) == data
    assert cache.get(KEY, 128) is None
    assert Image.open(io.BytesIO(data)).size == (64, 64)
    assert ThumbnailCache(tmp_path / "cache", 10**6).get(KEY, 64) == data
    cache.clear()
    assert cache.get(KEY, 64) is None
    assert cache.size_bytes() == 0


def test_the_longest_unused_go_first(tmp_path: Path) -> None:
    one = len(ThumbnailCache(tmp_path / "a", 10**6).put(KEY, 64, _noise()))
    cache = ThumbnailCache(tmp_path / "b", round(one * 10.5))
    keys = [bytes([number]) * 16 for number in range(11)]
    for age, key in enumerate(keys[:10]):
        cache.put(key, 64, _noise())
        (path,) = (tmp_path / "b" / key.hex()[:2]).glob("*.jpg")
        os.utime(path, (1_000_000 + age, 1_000_000 + age))
    assert cache.get(keys[0], 64) is not None  # now the most recently used
    cache.put(keys[10], 64, _noise())
    assert cache.size_bytes() <= one * 10.5
    kept = [key for key in keys if cache.get(key, 64) is not None]
    assert keys[0] in kept
    assert keys[10] in kept
    assert keys[1] not in kept


def test_deleted_while_in_use(tmp_path: Path) -> None:
    cache = ThumbnailCache(tmp_path / "cache", 10**6)
    cache.put(KEY, 64, _noise())
    shutil.rmtree(tmp_path / "cache")
    assert cache.get(KEY, 64) is None
    data = cache.put(KEY, 64, _noise())
    assert cache.get(KEY, 64) == data


def test_a_place_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "cache").write_bytes(b"a file where the folder should be")
    cache = ThumbnailCache(tmp_path / "cache", 10**6)
    assert cache.put(KEY, 64, _noise())
    assert cache.get(KEY, 64) is None


def test_a_full_disk_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = ThumbnailCache(tmp_path / "cache", 10**6)

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    assert cache.put(KEY, 64, _noise())
    assert [path for path in (tmp_path / "cache").rglob("*") if path.is_file()] == []


def test_left_overs_of_a_killed_process_are_swept_up(tmp_path: Path) -> None:
    cache = ThumbnailCache(tmp_path / "cache", 10**6)
    cache.put(KEY, 64, _noise())
    stale = tmp_path / "cache" / KEY.hex()[:2] / "x.part"
    stale.write_bytes(b"half")
    os.utime(stale, (1_000_000, 1_000_000))
    cache.size_bytes()
    assert not stale.exists()


def test_many_threads(tmp_path: Path) -> None:
    cache = ThumbnailCache(tmp_path / "cache", 60_000)
    pictures = [_noise(number) for number in range(8)]

    def work(number: int) -> None:
        for step in range(15):
            key = bytes([(number + step) % 8]) * 16
            cache.put(key, 64, pictures[key[0]])
            found = cache.get(key, 64)
            assert found is None or found.startswith(b"\xff\xd8")

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert cache.size_bytes() <= 60_000


def test_a_great_many_go_a_few_at_a_time(tmp_path: Path) -> None:
    for number in range(1_000):
        path = tmp_path / f"{number % 256:02x}" / f"{number:062x}_64.jpg"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x" * 100)
        os.utime(path, (number + 1, number + 1))
    cache = ThumbnailCache(tmp_path, 50_000)
    small = Image.new("RGB", (4, 4))
    sizes = []
    for number in range(12):
        cache.put((5_000 + number).to_bytes(32, "big"), 64, small)
        sizes.append(cache.size_bytes())
    assert sizes[0] > 80_000, "the first one waits for no more than a few"
    assert sizes[-1] <= 50_000
    assert (tmp_path / "e7" / f"{999:062x}_64.jpg").exists(), "the latest stay"
    assert not (tmp_path / "00" / f"{0:062x}_64.jpg").exists()
