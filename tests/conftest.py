"""Fixtures shared by all tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the optional folder of real pictures, or skip the test where there is none.

    It is named by the environment variable ``IAIA_SHARED``; without it, a folder ``shared`` beside
    the repository is looked for. No test needs it to say that the program works.
    """
    named = os.environ.get("IAIA_SHARED")
    folder = Path(named) if named else Path(__file__).resolve().parents[2] / "shared"
    if not (folder / "data").is_dir():
        pytest.skip(f"no folder of real pictures at {folder} (set IAIA_SHARED to use one)")
    return folder
