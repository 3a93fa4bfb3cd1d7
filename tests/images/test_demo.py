"""The demo's pictures."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from PIL import Image

from iaia_desktop.core.errors import FolderError
from iaia_desktop.images.decode import decode_for_view, read_file
from iaia_desktop.images.demo import DEMO_CLASSES, demo_truth, draw_demo, draw_picture
from iaia_desktop.images.scan import scan_folder


def test_the_truth_is_even_and_not_in_the_names() -> None:
    truth = demo_truth()
    counts = Counter(truth.values())
    assert len(truth) == 360
    assert set(counts) == set(DEMO_CLASSES)
    assert len(DEMO_CLASSES) == 8
    assert set(counts.values()) == {45}
    assert not any(name in path for path in truth for name in DEMO_CLASSES)
    assert list(truth.values()) != sorted(truth.values())
    assert demo_truth(seed=8) != truth


def test_pictures_are_drawn_and_sound(tmp_path: Path) -> None:
    assert list(draw_demo(tmp_path / "new" / "demo", count=24, seed=3)) == list(range(1, 25))
    paths = [path for batch in scan_folder(tmp_path / "new" / "demo") for path in batch.paths]
    assert paths == list(demo_truth(24, 3))
    for path in paths:
        view = decode_for_view(read_file(tmp_path / "new" / "demo" / path), max_side_px=2000)
        assert 300 < min(view.image.size) <= max(view.image.size) < 600
        assert len(view.image.resize((16, 16)).getcolors(256) or ()) > 20


def test_some_pictures_lie_on_their_side_and_are_shown_upright(tmp_path: Path) -> None:
    list(draw_demo(tmp_path, count=48))
    turned = 0
    for number, (name, scene) in enumerate(demo_truth(48).items(), start=1):
        with Image.open(tmp_path / name) as image:
            turned += image.getexif().get(0x0112, 1) != 1
        view = decode_for_view(read_file(tmp_path / name), max_side_px=2000)
        if number < 12:
            assert view.image.size == draw_picture(scene, f"7:{number}").size
    assert turned > 0


@pytest.mark.parametrize("scene", DEMO_CLASSES)
def test_the_same_seed_draws_the_same_picture(scene: str) -> None:
    assert draw_picture(scene, "1").tobytes() == draw_picture(scene, "1").tobytes()
    assert draw_picture(scene, "1").tobytes() != draw_picture(scene, "2").tobytes()


def test_a_second_start_draws_only_what_is_missing(tmp_path: Path) -> None:
    list(draw_demo(tmp_path, count=3))
    (tmp_path / "IMG_0002.jpg").unlink()
    (tmp_path / "IMG_0001.jpg").write_bytes(b"mine")
    assert list(draw_demo(tmp_path, count=3)) == [1, 2, 3]
    assert (tmp_path / "IMG_0001.jpg").read_bytes() == b"mine"
    assert (tmp_path / "IMG_0002.jpg").stat().st_size > 1000


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(FolderError, match="cannot be written"):
        list(draw_demo(tmp_path / "file", count=1))
