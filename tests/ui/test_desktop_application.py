"""Files that macOS hands over while the program runs.

There is one application in a process, and it is the tests' own, so this one runs in a process.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROGRAM = """
import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QUrl
from PySide6.QtGui import QFileOpenEvent

from iaia_desktop.ui.desktop_application import DesktopApplication

application = DesktopApplication(sys.argv[:1])
wanted = []
application.opening_requested.connect(wanted.append)

application.sendEvent(application, QFileOpenEvent(sys.argv[1]))
application.sendEvent(application, QFileOpenEvent(QUrl.fromLocalFile(sys.argv[1])))
application.sendEvent(application, QFileOpenEvent(QUrl("other:place")))
application.sendEvent(application, QEvent(QEvent.Type.User))
assert wanted == [Path(sys.argv[1])] * 2, wanted
print("told")
"""


def test_a_file_that_the_system_hands_over_is_asked_for(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", PROGRAM, str(tmp_path / "Fotos zwölf.iaia")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == "told\n"
