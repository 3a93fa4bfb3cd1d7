"""What Windows lacks is asked for by nobody while modules are imported, nor at the start.

Nothing here ran on Windows. A child process takes away what the standard library lacks there,
then imports every module of the program and collects every test.
"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]

POOR = '''
"""Take away what Windows lacks, once the libraries of others are there."""
import importlib, os, pkgutil, signal, socket, sys

LIBRARIES = """
torch open_clip timm PySide6.QtWidgets PySide6.QtTest PySide6.QtSvg matplotlib.figure numpy
PIL.Image PIL.AvifImagePlugin pillow_heif huggingface_hub huggingface_hub.file_download filelock
platformdirs platformdirs.macos platformdirs.unix platformdirs.windows pathvalidate pytest
pytestqt.plugin hypothesis.strategies hypothesis.stateful hypothesis.extra.numpy pyarrow.parquet
yaml asyncio multiprocessing.connection http.server ssl subprocess tempfile shutil
concurrent.futures.thread zipfile tarfile sqlite3 build venv matplotlib.backends.backend_agg
matplotlib.backends.backend_svg tomllib webbrowser
""".split()
from iaia_desktop.encoders.torch_environment import prepare_torch_environment
prepare_torch_environment()
from iaia_desktop.encoders.torchvision_shim import prepare_torchvision
prepare_torchvision()
for name in LIBRARIES:
    try:
        importlib.import_module(name)
    except ImportError:
        pass
for name in ("resource", "fcntl", "pwd", "grp", "termios", "tty", "pty", "syslog"):
    sys.modules[name] = None
for name in ("fork", "mkfifo", "getuid", "geteuid", "getgid", "setuid", "setgid", "setgroups",
             "chown", "fchdir", "pathconf", "sysconf", "statvfs", "fchmod", "posix_fadvise",
             "sched_getaffinity", "WTERMSIG", "WIFSIGNALED", "WEXITSTATUS", "getpgid", "killpg",
             "O_NONBLOCK", "O_NOFOLLOW", "O_CLOEXEC", "O_DIRECTORY", "nice", "uname"):
    if hasattr(os, name):
        delattr(os, name)
for name in ("SIGKILL", "SIGSTOP", "SIGCONT", "SIGPROF", "SIGALRM", "SIGHUP", "SIGUSR1", "SIGUSR2",
             "SIGCHLD", "SIGPIPE", "setitimer", "ITIMER_PROF", "ITIMER_REAL", "alarm"):
    if hasattr(signal, name):
        delattr(signal, name)
del socket.AF_UNIX
# Names are text there.
def decoded(name):
    return name.decode("utf-8", "surrogatepass") if isinstance(name, bytes) else os.fspath(name)
os.fsdecode = decoded
'''

IMPORT_ALL = """
import iaia_desktop

for module in pkgutil.walk_packages(iaia_desktop.__path__, "iaia_desktop."):
    if module.name != "iaia_desktop.__main__":
        importlib.import_module(module.name)
from iaia_desktop.cli import main
sys.exit(main(["--version"]))
"""

COLLECT_ALL = """
options = ["--collect-only", "-qq", "--assert=plain", "-W", "ignore"]
for plugin in ("cacheprovider",):
    options += ["-p", "no:" + plugin]
sys.exit(pytest.main([*options, "tests"]))
"""


def run_poor(script: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", POOR + script],
        cwd=REPOSITORY,
        env={**os.environ, "PYTEST_ADDOPTS": "", "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
        timeout=280,
    )
    assert done.returncode == 0, (done.stdout + done.stderr)[-4_000:]
    return done.stdout


@pytest.mark.slow
def test_every_module_is_imported_without_what_windows_lacks() -> None:
    assert "iaia-desktop" in run_poor(IMPORT_ALL)


@pytest.mark.slow
def test_every_test_is_collected_without_what_windows_lacks() -> None:
    assert "tests/packaging/test_other_systems.py" in run_poor("import pytest\n" + COLLECT_ALL)


def test_files_are_read_as_utf8_on_every_system() -> None:
    """Without an encoding, Windows reads and writes text as its language does."""
    found = []
    for path in sorted((REPOSITORY / "iaia_desktop").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                names = {keyword.arg for keyword in node.keywords}
                if node.func.attr in {"read_text", "write_text"} and "encoding" not in names:
                    found.append(f"{path}:{node.lineno}")
    assert not found
