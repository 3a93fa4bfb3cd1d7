"""Exports in processes that are killed: this one is started once, and forks for each of them."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path

from iaia_desktop.export import lots, placing, workshop
from iaia_desktop.export.rows import ExportMode
from tests.stress.export_scene import ExportScene, go_on
from tests.stress.faulty_files import FaultyFiles


class Deadly(FaultyFiles):
    """Kill the process at one operation."""

    def __init__(self, *folders: Path, die_at: int) -> None:
        super().__init__(*folders)
        self._die_at = die_at

    def check(self, name: str, where: str) -> None:
        """Count, and die when it is time."""
        del name, where
        self.count += 1
        if self.count == self._die_at:
            os.kill(os.getpid(), signal.SIGKILL)


def prepare() -> None:
    """Settle every few files, and keep every unfinished export, so that there is much to break."""
    lots.LOT_FILES = 3
    placing.CHUNK_BYTES = 1_000
    workshop.KEEP_FROM_FILES = 1


def main() -> None:
    """Read wishes from standard input, and answer each with the signal that ended its process."""
    folder, pictures, seed, largest = Path(sys.argv[1]), *map(int, sys.argv[2:5])
    scene = ExportScene(folder, pictures=pictures, seed=seed, largest=largest)
    prepare()
    for line in sys.stdin:
        wish = json.loads(line)
        child = os.fork()
        if child == 0:
            request = replace(scene.request(ExportMode(wish["mode"])), verify=wish["verify"])
            deadly = Deadly(scene.home, scene.root, die_at=wish["die_at"])
            with deadly.installed():
                go_on(scene, request)
            os._exit(0)
        if wish["die_after_s"]:
            time.sleep(wish["die_after_s"])
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        ended = os.WTERMSIG(status) if os.WIFSIGNALED(status) else -os.WEXITSTATUS(status)
        sys.stdout.write(f"{ended}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
