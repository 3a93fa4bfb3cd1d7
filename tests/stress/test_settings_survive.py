"""Settings survive a kill at any moment: the file holds the last ones saved, or those before."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

from iaia_desktop.session.settings import SettingsFile
from tests.stress.conftest import Figures, Size

_CHANGING = """
import sys
from pathlib import Path
from iaia_desktop.session.settings import SettingsFile
settings = SettingsFile(Path(sys.argv[1]))
number = int(settings.value.open_folder or 0)
while True:
    number += 1
    settings.change(open_folder=str(number), export_folder="x" * (number * 997 % 60_000))
    print(number, flush=True)
"""


def test_killed_while_saving(tmp_path: Path, size: Size, figures: Figures) -> None:
    path = tmp_path / "config" / "settings.json"
    draws = random.Random(3)  # noqa: S311
    acknowledged = 0
    for _ in range(size.pick(3, 60)):
        with subprocess.Popen(
            [sys.executable, "-c", _CHANGING, str(path)], stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout is not None
            for _ in range(draws.randrange(1, 20)):
                acknowledged = int(process.stdout.readline())
            time.sleep(draws.random() * 0.01)
            process.kill()
            acknowledged = max([acknowledged, *map(int, process.stdout.read().split()[:-1])])
        settings = SettingsFile(path)
        assert not path.with_name(path.name + ".unreadable").exists()
        assert int(settings.value.open_folder) >= acknowledged
        assert len(settings.value.export_folder) == int(settings.value.open_folder) * 997 % 60_000
        figures.add("kills while settings were saved, none lost")
