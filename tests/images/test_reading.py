"""Reading the bytes of image files."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from iaia_desktop.core.errors import ImageError
from iaia_desktop.images import reading
from iaia_desktop.images.decode import MissingImageError, content_hash, read_file


def test_bytes_come_whole(tmp_path: Path) -> None:
    data = os.urandom(300_000)
    (tmp_path / "a.jpg").write_bytes(data)
    assert read_file(tmp_path / "a.jpg") == data
    assert content_hash(data) == hashlib.blake2b(data, digest_size=16).digest()


def test_bytes_that_come_in_drops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.jpg").write_bytes(b"0123456789")
    real = os.read
    monkeypatch.setattr(os, "read", lambda descriptor, size: real(descriptor, min(size, 3)))
    assert read_file(tmp_path / "a.jpg") == b"0123456789"


def test_missing_files(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    (tmp_path / "broken.jpg").symlink_to(tmp_path / "gone.jpg")
    (tmp_path / "self.jpg").symlink_to(tmp_path / "self.jpg")
    for name in ("gone.jpg", "file/below.jpg", "broken.jpg", "self.jpg", "nul\0.jpg"):
        with pytest.raises(MissingImageError):
            read_file(tmp_path / name)


def test_empty_file(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"")
    with pytest.raises(ImageError, match="the file is empty"):
        read_file(tmp_path / "a.jpg")


def test_folder(tmp_path: Path) -> None:
    with pytest.raises(ImageError, match="folder"):
        read_file(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_does_not_make_the_reader_wait(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.jpg")
    with pytest.raises(ImageError, match="not an ordinary file"):
        read_file(tmp_path / "a.jpg")


def test_huge_file(tmp_path: Path) -> None:
    with (tmp_path / "a.jpg").open("wb") as file:
        file.truncate(reading.MAX_FILE_BYTES + 1)  # sparse: takes no room
    with pytest.raises(ImageError, match="too large"):
        read_file(tmp_path / "a.jpg")


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (PermissionError(13, "Permission denied"), "cannot be opened: no permission"),
        (OSError(5, "Input/output error"), "cannot be read: Input/output error"),
    ],
)
def test_disks_that_refuse(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, reason: str
) -> None:
    (tmp_path / "a.jpg").write_bytes(b"x")

    def refuse(*_: object) -> int:
        raise error

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(ImageError) as caught:
        read_file(tmp_path / "a.jpg")
    assert caught.value.what == reason
    assert not isinstance(caught.value, MissingImageError)
