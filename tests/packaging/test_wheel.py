"""The wheel holds what it needs, and its window opens in an environment that never saw the source.

A full installation would fetch gigabytes. So the wheel goes into a clean environment without its
dependencies, and a ``.pth`` file lets that environment see the packages installed where the tests
run. Only the folder of packages is seen: ``.pth`` files in it are not followed, so that a checkout
installed in editable mode stays out of sight, and what is imported is the wheel.
"""

from __future__ import annotations

import email
import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest
from PIL import Image

import iaia_desktop

pytestmark = pytest.mark.slow

REPOSITORY = Path(__file__).resolve().parents[2]
TIMEOUT_S = 240

OPEN_AND_QUIT = """
import sys
from pathlib import Path

from PySide6.QtCore import QTimer

from iaia_desktop import app
from iaia_desktop.ui.desktop_application import DesktopApplication
from iaia_desktop.ui.image_view import Shown
from iaia_desktop.ui.main_window import MainWindow


class WatchedApplication(DesktopApplication):
    def __init__(self, argv):
        super().__init__(argv)
        self.watch = QTimer(self, interval=50)
        self.watch.timeout.connect(self.look)
        self.watch.start()

    def look(self):
        for window in self.topLevelWidgets():
            page = window.label_page() if isinstance(window, MainWindow) else None
            if page is not None and page.view.shown is Shown.IMAGE:
                self.watch.stop()
                print("shown from", Path(app.__file__).resolve(), flush=True)
                window.close()


app.DesktopApplication = WatchedApplication
sys.exit(app.run_window(Path(sys.argv[1])))
"""


def run(*command: str | Path, cwd: Path, **variables: str) -> str:
    """Run a program away from the source, and return what it printed."""
    hidden = ("PYTHONPATH", "PYTHONHOME")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    finished = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=environment | variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=TIMEOUT_S,
        check=False,
    )
    assert finished.returncode == 0, finished.stdout
    return finished.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = (sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder)
    run(*build, REPOSITORY, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def clean_environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of programs of an environment with the wheel and nothing of the source."""
    folder = tmp_path_factory.mktemp("environment")
    run(sys.executable, "-m", "venv", folder, cwd=folder)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    python = programs / "python"
    run(python, "-m", "pip", "install", "--no-deps", "--no-index", wheel, cwd=folder)
    own = run(
        python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder
    ).strip()
    seen = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (Path(own) / "packages_of_the_tests.pth").write_text("\n".join(sorted(seen)) + "\n")
    return programs


def test_resources_and_licence_are_inside(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    source = REPOSITORY / "resources"
    resources = {
        f"iaia_desktop/resources/{path.relative_to(source).as_posix()}"
        for path in source.rglob("*")
        if path.is_file()
    }
    assert resources
    assert resources <= names
    assert any(name.endswith("/licenses/LICENSE") for name in names)
    strangers = {name for name in names if not name.startswith("iaia_desktop")}
    assert not strangers


def test_metadata(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        metadata = email.message_from_bytes(archive.read(name))
    assert metadata["Version"] == iaia_desktop.__version__
    assert metadata["License-Expression"] == "MIT"
    assert metadata["Requires-Python"] == ">=3.11"
    assert set(metadata.get_all("Provides-Extra", [])) == {"test", "dev", "parquet"}
    assert metadata["Description-Content-Type"] == "text/markdown"
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith("/entry_points.txt"))
        points = archive.read(name).decode()
    # On Windows the second one opens no console.
    for kind, command in (("console", "iaia-desktop"), ("gui", "iaia-desktop-window")):
        assert f"[{kind}_scripts]\n{command} = iaia_desktop.__main__:main\n" in points


def test_window_opens_from_the_wheel(clean_environment: Path, tmp_path: Path) -> None:
    home, photos, elsewhere = tmp_path / "home", tmp_path / "photos", tmp_path / "elsewhere"
    for folder in (home / "config", photos, elsewhere):
        folder.mkdir(parents=True)
    # Only the way into the window is of interest here, not the encoder's weights.
    (home / "config" / "settings.json").write_text(json.dumps({"encoder_spec": "builtin"}))
    for number, colour in enumerate(("red", "green", "blue"), start=1):
        Image.new("RGB", (64, 48), colour).save(photos / f"{number}.png")

    printed = run(
        clean_environment / "python",
        "-W",
        "error",
        "-c",
        OPEN_AND_QUIT,
        photos,
        cwd=elsewhere,
        IAIA_HOME=str(home),
        QT_QPA_PLATFORM="offscreen",
    )

    # The offscreen platform says what it cannot do; all else that is printed is a fault.
    lines = [line for line in printed.splitlines() if "This plugin does not support" not in line]
    assert len(lines) == 1, printed
    (line,) = lines
    assert line.startswith("shown from ")
    shown_from = Path(line.removeprefix("shown from "))
    assert clean_environment.parent.resolve() in shown_from.parents
    assert len(list((home / "data" / "sessions").glob("*.iaia"))) == 1
    assert not list(elsewhere.iterdir())
    assert {path.name for path in photos.iterdir()} == {"1.png", "2.png", "3.png"}


def test_entry_point(clean_environment: Path, tmp_path: Path) -> None:
    printed = run(clean_environment / "iaia-desktop", "--version", cwd=tmp_path)
    assert iaia_desktop.__version__ in printed
