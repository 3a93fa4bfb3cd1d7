"""Drive a bundle from outside, with the network blocked, and fail when anything fails.

``python packaging/bundle/smoke.py dist/iaia-desktop``, in the environment that built it. Where Xvfb
and xdotool are, labels are given by keys on a screen of its own; elsewhere by the verb
``annotate``, and the window only opens offscreen. With ``--measure`` it says how long the program
takes to start.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import measure
import sizes
import smoke_material
from smoke_checks import Bundle, CheckError, check_contents, check_encoders, check_verbs
from smoke_screen import NotDrawnError, Screen
from smoke_window import check_languages, check_window_by_keys, check_window_offscreen

_BLOCKED = "IAIA_SMOKE_NETWORK"
_NOWHERE = "http://127.0.0.1:9"


def main() -> int:
    """Run every check; return 0 when all of them passed."""
    arguments = _arguments()
    blocked = _block_network()
    print(f"network: {blocked}")
    if arguments.measure:
        print(measure.report(_program(arguments.bundle), arguments.measure))
        return 0
    folder = Path(tempfile.mkdtemp(prefix="iaia-smoke-"))
    bundle = Bundle(_program(arguments.bundle), arguments.bundle, folder)
    try:
        print("material: pictures and tiny encoders")
        _make_material(folder)
        window = check_window_by_keys if Screen.is_possible() else check_window_offscreen
        checks: list[Callable[[Bundle], str]] = [
            check_contents, check_verbs, check_encoders, check_languages, window,
        ]  # fmt: skip
        failures = [check.__name__ for check in checks if not _passes(check, bundle)]
    finally:
        if not arguments.keep:
            shutil.rmtree(folder, ignore_errors=True)
    print(sizes.report(arguments.bundle))
    print(f"FAILED: {', '.join(failures)}" if failures else "all passed")
    return 1 if failures else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("bundle", type=Path, help="the folder of the program, or the .app")
    parser.add_argument("--keep", action="store_true", help="leave what was written in place")
    parser.add_argument(
        "--measure", type=int, metavar="N", help="only start the window N times, with a clock"
    )
    arguments = parser.parse_args()
    arguments.bundle = arguments.bundle.resolve()
    return arguments


def _program(bundle: Path) -> Path:
    for name in ("iaia-desktop", "iaia-desktop.exe", "Contents/MacOS/iaia-desktop"):
        if (bundle / name).is_file():
            return bundle / name
    raise SystemExit(f"smoke.py: there is no program in {bundle}")


def _block_network() -> str:
    """Go on in a place without a network; return in words how that is done."""
    said = os.environ.get(_BLOCKED)
    if said:
        return said
    if sys.platform == "linux" and shutil.which("unshare"):
        # As a user, being root in a namespace of one's own is allowed on most systems.
        for options in (["--net"], ["--net", "--map-root-user"]):
            tried = subprocess.run(
                ["unshare", *options, "true"], stderr=subprocess.DEVNULL, check=False
            )
            if tried.returncode == 0:
                os.environ[_BLOCKED] = "none at all (a namespace of its own, without interfaces)"
                os.execvp("unshare", ["unshare", *options, sys.executable, *sys.argv])
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        os.environ[name] = os.environ[name.upper()] = _NOWHERE
    return f"led to {_NOWHERE} by the proxy variables, where nobody answers"


def _make_material(folder: Path) -> None:
    smoke_material.draw_classes(folder / "classes")
    smoke_material.draw_formats(folder / "formats")
    smoke_material.make_open_clip_folder(folder / "tiny-clip")
    smoke_material.make_timm_folder(folder / "tiny-timm")


def _passes(check: Callable[[Bundle], str], bundle: Bundle) -> bool:
    name = re.sub("_", " ", check.__name__.removeprefix("check_"))
    started = time.monotonic()
    try:
        words = check(bundle)
    except (CheckError, NotDrawnError, OSError, subprocess.SubprocessError) as error:
        print(f"FAILED {name}: {error}")
        return False
    print(f"passed {name} in {time.monotonic() - started:.0f} s: {words}")
    return True


if __name__ == "__main__":
    sys.exit(main())
