"""A folder with what the documents name, made once and the same for every document."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.documents.made_up import make_all
from tests.documents.stand_in import make_missing


@pytest.fixture(scope="session")
def made_up(tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> tuple[Path, Path]:
    """Return where the folder was made, and where it lies untouched."""
    base = tmp_path_factory.mktemp("documents")
    make_all(base / "place")
    shutil.copytree(base / "place", base / "untouched", symlinks=True)
    return base / "place", base / "untouched"


@pytest.fixture
def place(made_up: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder as it was made; it is the current one, with the program's own in it."""
    place, untouched = made_up
    shutil.rmtree(place, ignore_errors=True)
    # The session names the folder by its whole path, so it always lies at the same one.
    shutil.copytree(untouched, place, symlinks=True)
    monkeypatch.chdir(place)
    monkeypatch.setenv("IAIA_HOME", str(place / "home"))
    monkeypatch.setenv("HF_HUB_CACHE", str(place / "hub"))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    make_missing(place / "stand-ins")
    monkeypatch.setenv("PATH", str(place / "stand-ins"), prepend=os.pathsep)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).resolve().parents[2]))
    return place


@pytest.fixture(scope="session")
def opened() -> set[str]:
    """Return the command lines that opened the window so far."""
    return set()
