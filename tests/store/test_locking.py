"""A file system that has no locks is told in words."""

from __future__ import annotations

from pathlib import Path

import pytest
from filelock import FileLock

from iaia_desktop.core.errors import SessionFileError
from iaia_desktop.store.session_file import SessionStore


def test_a_share_without_locks_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "s.iaia"
    SessionStore.create(path, folder=tmp_path, created_at=0.0).close()

    def refuse(_self: FileLock) -> None:
        raise NotImplementedError("FileSystem does not appear to support flock")

    monkeypatch.setattr(FileLock, "_acquire", refuse)
    with pytest.raises(SessionFileError, match="cannot be locked on this drive"):
        SessionStore.open(path)
    SessionStore.open(path, read_only=True).close()
