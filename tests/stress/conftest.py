"""Stress in two sizes: a short one with every run of the tests, and the whole with ``--stress``.

What was tried and how it ended is counted by :class:`Figures`, printed at the end of the run, and
written to the file that ``--figures`` names.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

_FULL_TIMEOUT_S = 3_600


class Figures:
    """What was counted, by name, in the order in which it was counted first."""

    def __init__(self) -> None:
        self.counted: dict[str, float] = {}

    def add(self, name: str, number: float = 1) -> None:
        """Add to a count."""
        self.counted[name] = self.counted.get(name, 0) + number

    def largest(self, name: str, number: float) -> None:
        """Keep the largest number that was seen."""
        self.counted[name] = max(self.counted.get(name, number), number)


class Size:
    """How much a test does in this run.

    Parameters
    ----------
    is_full : bool
        Whether ``--stress`` was asked for.
    """

    def __init__(self, is_full: bool) -> None:
        self.is_full = is_full

    def pick(self, short: int, full: int) -> int:
        """Return the number for this run."""
        return full if self.is_full else short


_FIGURES = pytest.StashKey[Figures]()


def pytest_configure(config: pytest.Config) -> None:
    """Begin to count."""
    config.stash[_FIGURES] = Figures()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Give the tests of this folder the time that they need in full size."""
    if config.getoption("--stress"):
        for item in items:
            if Path(__file__).parent in item.path.parents:
                item.add_marker(pytest.mark.timeout(_FULL_TIMEOUT_S))


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Print what was counted."""
    counted = config.stash[_FIGURES].counted
    if counted:
        terminalreporter.section("stress")
        for name, number in counted.items():
            terminalreporter.line(f"{number:>12,.10g}  {name}")
    if (file := config.getoption("--figures")) is not None:
        Path(file).write_text(json.dumps(counted, indent=2) + "\n", encoding="utf-8")


@pytest.fixture(scope="session")
def figures(pytestconfig: pytest.Config) -> Figures:
    """Count for docs/reliability.md."""
    return pytestconfig.stash[_FIGURES]


@pytest.fixture(scope="session")
def size(pytestconfig: pytest.Config) -> Size:
    """Tell how much to do."""
    return Size(bool(pytestconfig.getoption("--stress")))
