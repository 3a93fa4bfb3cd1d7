"""Finding images below a folder."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import CancelledError, FolderError
from iaia_desktop.images.formats import sniff_format
from iaia_desktop.images.scan import (
    looks_like_image,
    natural_key,
    require_folder,
    scan_folder,
)

PNG_HEAD = b"\x89PNG\r\n\x1a\n" + b"\0" * 24


def _touch(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


def _paths(root: Path) -> list[str]:
    return [path for batch in scan_folder(root) for path in batch.paths]


def test_natural_order_with_folders_among_the_files(tmp_path: Path) -> None:
    _touch(tmp_path, "img10.jpg", "img2.jpg", "IMG1.JPG", "img3/b.png", "img3/a.png", "zebra.gif")
    assert _paths(tmp_path) == [
        "IMG1.JPG", "img2.jpg", "img3/a.png", "img3/b.png", "img10.jpg", "zebra.gif",
    ]  # fmt: skip


def test_a_plain_name_comes_before_its_copies(tmp_path: Path) -> None:
    _touch(tmp_path, "a (1).jpg", "a.jpg", "a (10).jpg", "a (2).jpg", "a.png")
    assert _paths(tmp_path) == ["a.jpg", "a.png", "a (1).jpg", "a (2).jpg", "a (10).jpg"]


@given(st.lists(st.integers(0, 10**30), min_size=2, max_size=6))
def test_numbers_in_names_sort_as_numbers(numbers: list[int]) -> None:
    names = sorted((f"x{number}y.jpg" for number in numbers), key=natural_key)
    assert [int(name[1:-5]) for name in names] == sorted(numbers)


@given(st.text(max_size=20), st.text(max_size=20))
def test_the_order_is_total(first: str, second: str) -> None:
    assert (natural_key(first) == natural_key(second)) == (first == second)


@settings(max_examples=30, deadline=None)
@given(
    st.sampled_from(["IMG_{0:04d}.jpg", "{0:04d}.{1:02d}.JPG", "a{1:02d}ß{0:04d}.png", "x{0}.gif"]),
    st.sets(st.tuples(st.integers(0, 9999), st.integers(0, 99)), max_size=20),
)
def test_names_as_a_camera_gives_them_are_sorted_as_all_others(
    tmp_path_factory: pytest.TempPathFactory, shape: str, numbers: set[tuple[int, int]]
) -> None:
    root = tmp_path_factory.mktemp("camera")
    names = {shape.format(*pair) for pair in numbers}
    _touch(root, *names)
    assert _paths(root) == sorted(names, key=natural_key)


def test_a_folder_is_required_without_being_read(tmp_path: Path) -> None:
    require_folder(tmp_path)
    _touch(tmp_path, "a.jpg")
    with pytest.raises(FolderError, match="is a file"):
        require_folder(tmp_path / "a.jpg")
    with pytest.raises(FolderError, match="does not exist"):
        require_folder(tmp_path / "nowhere")


def test_batches(tmp_path: Path) -> None:
    _touch(tmp_path, *(f"{number}.jpg" for number in range(23)))
    batches = list(scan_folder(tmp_path, batch_size=8, first_batch_size=3))
    assert [len(batch.paths) for batch in batches] == [3, 8, 8, 4]
    assert [path for batch in batches for path in batch.paths] == [f"{n}.jpg" for n in range(23)]


def test_the_first_batch_comes_before_the_rest_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _touch(tmp_path, "a/1.jpg", "a/2.jpg", "b/3.jpg", "c/4.jpg")
    looked_into: list[str] = []
    real = os.scandir

    def spy(path: str) -> object:
        looked_into.append(Path(path).name)
        return real(path)

    monkeypatch.setattr(os, "scandir", spy)
    scan = scan_folder(tmp_path, first_batch_size=2)
    assert next(scan).paths == ("a/1.jpg", "a/2.jpg")
    assert looked_into == [tmp_path.name, "a"]


def test_droppings_and_other_files_are_passed_over(tmp_path: Path) -> None:
    _touch(
        tmp_path, "a.jpg", ".hidden.jpg", "._a.jpg", "Thumbs.db", "notes.txt", ".git/x.png",
        "__MACOSX/a.jpg", "@eaDir/a.jpg", "clip.mp4", "paper.pdf",
    )  # fmt: skip
    batches = list(scan_folder(tmp_path))
    assert [batch.paths for batch in batches] == [("a.jpg",)]
    assert sum(batch.ignored for batch in batches) == 6


def test_a_folder_without_images_says_what_it_ignored(tmp_path: Path) -> None:
    assert list(scan_folder(tmp_path)) == []
    _touch(tmp_path, "notes.txt", "empty/more.txt")
    (batch,) = scan_folder(tmp_path)
    assert (batch.paths, batch.ignored) == ((), 2)


def test_files_without_a_suffix_are_judged_by_their_first_bytes(tmp_path: Path) -> None:
    (tmp_path / "photo").write_bytes(PNG_HEAD)
    (tmp_path / "README").write_bytes(b"BM is how this text begins, and it goes on")
    (tmp_path / "empty").write_bytes(b"")
    assert _paths(tmp_path) == ["photo"]


@pytest.mark.parametrize("name", ["a.JPG", "b.Jpeg", "x.y.webp", "p.heic", "t.TIFF", "\udcff.png"])
def test_suffixes_of_images(name: str) -> None:
    assert looks_like_image(name)


@pytest.mark.parametrize("name", ["a.pdf", "b.eps", "jpg", "c.txt", "", "d.jpg.txt", "e.svg"])
def test_suffixes_of_other_files(name: str) -> None:
    assert not looks_like_image(name)


@given(st.binary(max_size=40))
def test_sniffing_never_fails(head: bytes) -> None:
    sniff_format(head)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_names_that_are_not_utf8_survive(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.jpg")).write_bytes(b"x")
    _touch(tmp_path, "new\nline.jpg", "-dash.jpg", "🙂.png", "שלום.gif", "back\\slash.jpg")
    found = _paths(tmp_path)
    assert len(found) == 6
    assert all((tmp_path / path).read_bytes() == b"x" for path in found)
    assert b"caf\xe9.jpg" in [os.fsencode(path) for path in found]


def test_a_link_to_an_enclosing_folder_ends(tmp_path: Path) -> None:
    root = tmp_path / "root"
    _touch(root, "a/b/1.jpg")
    (root / "a" / "b" / "loop").symlink_to(root)
    (root / "a" / "up").symlink_to(tmp_path)
    (root / "self").symlink_to(root / "self")
    assert _paths(root) == ["a/b/1.jpg"]


def test_links_that_point_at_each_other_from_outside_end(tmp_path: Path) -> None:
    root, far, near = tmp_path / "root", tmp_path / "far", tmp_path / "near"
    _touch(root, "0.jpg")
    _touch(far, "1.jpg")
    _touch(near, "2.jpg")
    (root / "far").symlink_to(far)
    (far / "near").symlink_to(near)
    (near / "far").symlink_to(far)
    assert _paths(root) == ["0.jpg", "far/1.jpg", "far/near/2.jpg"]


def test_a_folder_that_is_listed_anyway_is_not_listed_twice(tmp_path: Path) -> None:
    _touch(tmp_path, "a/1.jpg", ".kept/2.jpg")
    (tmp_path / "0 link").symlink_to(tmp_path / "a")
    (tmp_path / "b").symlink_to(tmp_path / ".kept")
    assert _paths(tmp_path) == ["a/1.jpg", "b/2.jpg"]


def test_links_to_files_and_to_nothing_are_listed(tmp_path: Path) -> None:
    _touch(tmp_path, "a.jpg")
    (tmp_path / "b.jpg").symlink_to(tmp_path / "a.jpg")
    (tmp_path / "broken.jpg").symlink_to(tmp_path / "gone.jpg")
    (tmp_path / "broken").symlink_to(tmp_path / "gone")
    assert _paths(tmp_path) == ["a.jpg", "b.jpg", "broken.jpg"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_pipes_and_sockets_are_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link.jpg").symlink_to(tmp_path / "pipe.jpg")
    (tmp_path / "link").symlink_to(tmp_path / "pipe")
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("s.png")
        assert _paths(tmp_path) == []


def test_a_folder_that_may_not_be_read_costs_only_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _touch(tmp_path, "a.jpg", "locked/b.jpg", "z.jpg")
    real = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", refuse)
    (batch,) = scan_folder(tmp_path)
    assert batch.paths == ("a.jpg", "z.jpg")
    assert [(problem.path, problem.reason) for problem in batch.problems] == [
        ("locked", "no permission")
    ]


def test_a_deep_tree(tmp_path: Path) -> None:
    folder = "/".join("d" for _ in range(300))
    _touch(tmp_path, f"{folder}/deep.jpg")
    assert _paths(tmp_path) == [f"{folder}/deep.jpg"]


@pytest.mark.parametrize("kind", ["missing", "file", "locked", "nul"])
def test_a_root_that_cannot_be_scanned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    root = tmp_path / "there"
    if kind == "file":
        root.write_bytes(b"x")
    elif kind == "locked":
        root.mkdir()

        def refuse(path: str) -> object:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(os, "scandir", refuse)
    elif kind == "nul":
        root = tmp_path / "a\0b"
    with pytest.raises(FolderError) as caught:
        list(scan_folder(root))
    assert caught.value.what.endswith(".")
    assert caught.value.remedy


def test_cancel(tmp_path: Path) -> None:
    _touch(tmp_path, *(f"{number}.jpg" for number in range(10)))
    token = CancelToken()
    scan = scan_folder(tmp_path, first_batch_size=2, cancel=token)
    next(scan)
    token.cancel()
    with pytest.raises(CancelledError):
        next(scan)
