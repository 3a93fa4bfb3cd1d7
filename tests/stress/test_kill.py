"""Kill the program at any moment: nothing acknowledged is lost, nothing is invented."""

from __future__ import annotations

import math
import signal
from pathlib import Path

import pytest

from tests.stress.conftest import Figures, Size
from tests.stress.kill_chain import make_chain
from tests.stress.kill_life import Drivers
from tests.stress.kill_scenes import SCENES, Scene

pytestmark = pytest.mark.skipif(
    not hasattr(signal, "SIGKILL"), reason="needs a signal that cannot be caught"
)

_FULL_KILLS = 16
"""Of each scene at least, in full."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Let the sessions of a scene be tests of their own; in the short size one of some scenes."""
    if metafunc.config.getoption("--stress"):
        cases = [
            pytest.param(scene, seed, id=f"{scene.name}-{seed}")
            for scene in SCENES
            for seed in range(math.ceil(_FULL_KILLS / scene.lives))
        ]
    else:
        cases = [pytest.param(scene, 0, id=scene.name) for scene in SCENES if scene.in_short]
    metafunc.parametrize(("scene", "seed"), cases)


@pytest.fixture(scope="module")
def drivers() -> Drivers:
    """Return what starts drivers."""
    return Drivers()


def test_nothing_is_lost(
    scene: Scene, seed: int, tmp_path: Path, drivers: Drivers, size: Size, figures: Figures
) -> None:
    chain = make_chain(scene, tmp_path, drivers, seed)
    for _ in range(size.pick(1, scene.lives)):
        life = chain.kill()
        figures.add("kills survived")
        figures.add(f"killed: {scene.name}")
        figures.add("decisions acknowledged before a kill", len(life.done))
    figures.add("prototypes rebuilt after kills", chain.settle())
    chain.clear()
