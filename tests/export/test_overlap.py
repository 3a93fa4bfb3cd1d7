"""No export lies in a folder of images, around it, or among the program's own files."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest

from iaia_desktop.core.errors import ExportError
from iaia_desktop.export import overlap
from iaia_desktop.export.folders import ExportReport, ExportRequest
from iaia_desktop.export.mounts import TruePlace, true_place
from iaia_desktop.export.overlap import GuardedFolder

Make = Callable[..., ExportRequest]
Finish = Callable[[ExportRequest], ExportReport]

MOUNTS = b"""\
22 1 8:1 / / rw - ext4 /dev/sda1 rw
40 22 8:2 / /data rw - ext4 /dev/sdb1 rw
41 22 8:2 /photos/2024 /mnt/this\\040year rw - ext4 /dev/sdb1 rw
42 22 0:40 /@home /home rw - btrfs /dev/sdc1 rw
a line that makes no sense
43 22 8:9 / /data/usb rw - vfat /dev/sdd1 rw
44 22 8:7 / /data/usb rw - vfat /dev/sde1 rw
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "mountinfo"
    path.write_bytes(MOUNTS)
    return path


@pytest.mark.parametrize(
    ("path", "device", "within"),
    [
        ("/etc/x", "8:1", "/etc/x"),
        ("/data/photos/2024/out", "8:2", "/photos/2024/out"),
        ("/mnt/this year/out", "8:2", "/photos/2024/out"),
        ("/home/me", "0:40", "/@home/me"),
        ("/data/usb/x", "8:7", "/x"),
        ("/data/usbstick", "8:2", "/usbstick"),
    ],
)
def test_a_path_has_one_place_in_its_file_system(
    table: Path, path: str, device: str, within: str
) -> None:
    assert true_place(Path(path), table) == TruePlace(device, PurePosixPath(within))


def test_where_there_is_no_list_of_mounts_nothing_is_claimed(tmp_path: Path) -> None:
    assert true_place(tmp_path, tmp_path / "none") is None


def test_this_system_knows_where_its_root_is() -> None:
    if Path("/proc/self/mountinfo").exists():
        assert true_place(Path("/")) is not None


@pytest.mark.parametrize(
    ("output", "words"),
    [("second/sub/out", "inside the folder"), ("second", "inside the folder")],
)
def test_a_way_into_the_source_through_a_second_mount_is_refused(
    make_request: Make,
    finish: Finish,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    output: str,
    words: str,
) -> None:
    """A folder below the source is mounted elsewhere: neither names nor inodes on the way tell."""
    request = make_request({"sub/a.jpg": "cat"})
    second = tmp_path / "second"

    def place(path: Path) -> TruePlace:
        if path.is_relative_to(second):
            path = request.root / "sub" / path.relative_to(second)
        return TruePlace("8:1", PurePosixPath(path))

    monkeypatch.setattr(overlap, "true_place", place)
    with pytest.raises(ExportError, match=words):
        finish(replace(request, output=tmp_path / output))


def test_a_folder_of_images_with_two_names_is_refused(
    make_request: Make, finish: Finish, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = make_request({"sub/deep/a.jpg": "cat"})
    other = tmp_path / "other"
    other.mkdir()
    twin = os.stat(request.root / "sub")  # noqa: PTH116
    real = Path.stat

    def stat(self: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        return twin if self == other else real(self, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(Path, "stat", stat)
    monkeypatch.setattr(overlap, "true_place", lambda _: None)
    with pytest.raises(ExportError, match="holds images to export"):
        finish(replace(request, output=other / "out"))


def test_the_programs_own_folders_are_refused(
    make_request: Make, finish: Finish, tmp_path: Path
) -> None:
    backups = GuardedFolder(tmp_path / "s.iaia.backups", "the folder with the backups")
    missing = GuardedFolder(tmp_path / "nowhere", "a folder that is not there")
    request = make_request({"a.jpg": "cat"}, guarded=(missing, backups))
    backups.folder.mkdir()
    (tmp_path / "way").symlink_to(backups.folder)
    for output in ("s.iaia.backups", "s.iaia.backups/out", "way/out", "nowhere/out"):
        with pytest.raises(ExportError, match="lies inside"):
            finish(replace(request, output=tmp_path / output))
    assert list(backups.folder.iterdir()) == []
    assert finish(request).exported == 1


def test_a_relative_path_is_no_way_in(
    make_request: Make, finish: Finish, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = make_request({"sub/a.jpg": "cat"})
    monkeypatch.chdir(request.root / "sub")
    for output in ("out", "../out", ".", ".."):
        with pytest.raises(ExportError, match=r"inside the folder|contains the folder"):
            finish(replace(request, output=Path(output)))
    with pytest.raises(ExportError, match="contains the folder"):
        finish(replace(request, output=Path("../..")))
