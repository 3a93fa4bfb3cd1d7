"""Exports killed at any operation and at any moment, also while they go on after a kill."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from iaia_desktop.export import lots, placing, workshop
from iaia_desktop.export.rows import ExportMode
from tests.stress.conftest import Figures, Size
from tests.stress.export_scene import ExportScene, go_on, run_to_end, snapshot
from tests.stress.faulty_files import FaultyFiles

SEED = 40_961
PICTURES = 24
LARGEST = 60_000
MODES = (ExportMode.COPY, ExportMode.HARDLINK, ExportMode.SYMLINK)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="forks, and kills with a signal")


class Killer:
    """Run exports in processes of their own, and kill them."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def run(self, mode: ExportMode, *, verify: bool, die_at: int = 0, after_s: float = 0) -> bool:
        """Run an export; return whether it was killed (it may have been done before)."""
        wish = {"mode": mode.value, "verify": verify, "die_at": die_at, "die_after_s": after_s}
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(wish) + "\n")
        self._process.stdin.flush()
        ended = int(self._process.stdout.readline())
        assert ended in {0, signal.SIGKILL}
        return ended == signal.SIGKILL


@contextmanager
def killer(folder: Path) -> Iterator[Killer]:
    command = [sys.executable, "-m", "tests.stress.export_child", str(folder)]
    command += [str(number) for number in (PICTURES, SEED, LARGEST)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        cwd=Path(__file__).parents[2],
    ) as process:  # fmt: skip
        yield Killer(process)
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(60) == 0


def test_killed_at_any_moment(
    tmp_path: Path, size: Size, figures: Figures, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not there or whole; no source changed; going on gives what an undisturbed export gives."""
    monkeypatch.setattr(lots, "LOT_FILES", 3)
    monkeypatch.setattr(placing, "CHUNK_BYTES", 1_000)
    monkeypatch.setattr(workshop, "KEEP_FROM_FILES", 1)
    scene = ExportScene(tmp_path, pictures=PICTURES, seed=SEED, largest=LARGEST)
    before = snapshot(scene.root)
    chance = random.Random(SEED)  # noqa: S311 - reproducible, not secret
    measured = {}
    for mode in MODES:
        wanted = scene.reference(mode)
        counting = FaultyFiles(scene.home, scene.root)
        began = time.perf_counter()
        with counting.installed():
            run_to_end(replace(scene.request(mode), verify=True))
        measured[mode] = wanted, counting.count, time.perf_counter() - began
        scene.clean()
    with killer(tmp_path) as kills:
        for number in range(size.pick(4, 90)):
            where = f"seed {SEED}, export {number}"
            mode, verify = chance.choice(MODES), chance.random() < 0.5
            wanted, operations, seconds = measured[mode]
            is_inside = chance.random() < 0.5
            if is_inside:
                scene.output.mkdir(parents=True)
            for _ in range(chance.choice([1, 1, 2, 3])):
                if chance.random() < 0.7:
                    killed = kills.run(mode, verify=verify, die_at=chance.randrange(1, operations))
                else:
                    after_s = chance.uniform(0.001, seconds)
                    killed = kills.run(mode, verify=verify, after_s=after_s)
                assert snapshot(scene.root) == before, where
                found = snapshot(scene.output)
                is_marked = is_inside and any(".unfinished-export" in name for name in found)
                assert is_marked or found in ({}, wanted), where
                if not killed or (found and not is_marked):
                    break  # it had come to its end
                figures.add("exports: killed")
            if snapshot(scene.output) != wanted or scene.leftovers():
                report = go_on(scene, replace(scene.request(mode), verify=verify))
                figures.add("exports: gone on with after kills")
                kept = 0 if report is None else report.resumed
                figures.add("exports: files kept when going on after kills", kept)
            assert snapshot(scene.output) == wanted, where
            assert scene.leftovers() == [], where
            assert snapshot(scene.root) == before, where
            scene.clean()
