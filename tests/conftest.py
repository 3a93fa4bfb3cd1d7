"""Fixtures shared by all tests."""

from __future__ import annotations

import gc
import itertools
import os
import sys
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from pytestqt.qtbot import QtBot

# How long an example takes says something about the machine, and nothing about the program.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")
# So does how long a signal or a condition is waited for: five seconds, if nobody says more.
for _wait in (QtBot.waitSignal, QtBot.waitSignals, QtBot.waitUntil, QtBot.waitExposed):
    _wait.__kwdefaults__ = {**(_wait.__kwdefaults__ or {}), "timeout": 60_000}

# Before Qt and huggingface_hub are imported: both look at these once.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("HF_HUB_OFFLINE", "1")
# The window speaks the language of the system: that of tests is English, on every machine.
os.environ["LANGUAGE"] = "en"

# Before numpy is imported, as __main__ does: threads that fight for few cores take a hundred times
# as long.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

_NO_RIGHT_TO_LINK = 1_314


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of ``tests/stress``, which need to be known before it is looked into."""
    group = parser.getgroup("stress", "how much tests/stress does")
    group.addoption(
        "--stress",
        action="store_true",
        help="run tests/stress in full: as often and as long as docs/reliability.md says",
    )
    group.addoption(
        "--figures", metavar="FILE", help="write what tests/stress counted to a JSON file"
    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None, None, None]:
    """Skip what needs a symbolic link, where Windows lets only some people make one."""
    try:
        return (yield)
    except OSError as error:
        if getattr(error, "winerror", None) == _NO_RIGHT_TO_LINK:
            pytest.skip("symbolic links need a right here that this person has not")
        raise


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


@pytest.fixture(scope="session")
def fresh_homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return folders that do not exist yet, one after the other."""
    base = tmp_path_factory.mktemp("homes")
    return (base / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def program_home(fresh_homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep every test away from the person's own sessions, settings and caches."""
    home = next(fresh_homes)
    monkeypatch.setenv("IAIA_HOME", str(home))
    return home


@pytest.fixture(autouse=True)
def _collect_between_tests() -> Iterator[None]:
    """Collect garbage on this thread only, as the program does: a thread must not destroy widgets.

    Whoever collects in the middle of a test does it by hand.
    """
    gc.disable()
    yield
    if "PySide6.QtCore" in sys.modules:
        from iaia_desktop.collector import collect_if_due

        collect_if_due()
    else:
        gc.enable()


@pytest.fixture(autouse=True)
def _close_caches(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Close the caches that a test left open: from Python 3.13 on, SQLite complains of them.

    One that outlives the test opens its files again by itself.
    """
    from iaia_desktop.store.embedding_cache import EmbeddingCache

    made: list[EmbeddingCache] = []
    begin = EmbeddingCache.__init__

    def note(self: EmbeddingCache, *given: object, **named: object) -> None:
        begin(self, *given, **named)  # type: ignore[arg-type] # whatever it takes
        made.append(self)

    monkeypatch.setattr(EmbeddingCache, "__init__", note)
    yield
    for cache in made:
        cache.close()
