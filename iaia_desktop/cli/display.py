"""Whether a window can be shown here, found out before Qt ends the process over it."""

from __future__ import annotations

import ctypes
import importlib.util
import re
import socket
from collections.abc import Mapping
from pathlib import Path

from iaia_desktop.cli.console import PROGRAM
from iaia_desktop.core.errors import KnownError

_NEEDS_X11 = ("", "xcb")
_CONNECT_TIMEOUT_S = 3.0
_X11_FOLDER = Path("/tmp/.X11-unix")  # noqa: S108 - where X servers put their sockets
_FIRST_X11_PORT = 6000
_LIBRARY = re.compile(r"(lib[\w.+-]+\.so[.\d]*)")

_REMEDY = (
    "Start it on the desktop, or run it through “xvfb-run -a”; "
    f"without a window there are {PROGRAM} annotate, export and others, see {PROGRAM} --help."
)
_PACKAGES = (
    "libegl1 libgl1 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1 libxcb-cursor0 libxcb-icccm4 "
    "libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 "
    "libxcb-xinerama0 libxcb-xkb1"
)


def require_display(environment: Mapping[str, str], system: str) -> None:
    """Refuse to open a window where there is no screen for it.

    Parameters
    ----------
    environment : mapping
        The variables of the process.
    system : str
        As ``sys.platform``; only Linux and its relatives can be without a display.

    Raises
    ------
    KnownError
        When there is no display, none that answers, or a library that Qt needs for it is missing.
    """
    if system in {"win32", "cygwin", "darwin"}:
        return
    platform = environment.get("QT_QPA_PLATFORM", "").partition(";")[0].partition(":")[0].strip()
    if platform not in _NEEDS_X11 and not platform.startswith("wayland"):
        return  # offscreen, vnc and the like need no display
    wayland = environment.get("WAYLAND_DISPLAY", "")
    display = environment.get("DISPLAY", "")
    if wayland and platform != "xcb":
        return
    if not display or platform.startswith("wayland"):
        raise KnownError("There is no display to show a window on.", _REMEDY)
    if not _answers(display):
        raise KnownError(f"The display “{display}” does not answer.", _REMEDY)
    missing = _missing_library()
    if missing is not None:
        raise _library_error(missing)


def explain_import_error(error: ImportError) -> KnownError | None:
    """Return an import of Qt that failed as words for the user; None when it is a bug."""
    if isinstance(error, ModuleNotFoundError):
        if (error.name or "").partition(".")[0] == "PySide6":
            return KnownError(
                "PySide6, which shows the window, is not installed.",
                "Install iaia-desktop again with its dependencies.",
            )
        return None
    found = _LIBRARY.search(str(error))
    if found is None or "cannot open shared object" not in str(error):
        return None
    return _library_error(found[1])


def _library_error(library: str) -> KnownError:
    return KnownError(
        f"The system library {library}, which Qt needs to show a window, is missing.",
        f"Install it; on Debian and Ubuntu: sudo apt install {_PACKAGES}",
    )


def _answers(display: str) -> bool:
    """Tell whether an X server listens; True where that cannot be found out."""
    host, separator, rest = display.rpartition(":")
    number = rest.partition(".")[0]
    if not separator or not number.isdigit() or host.startswith("/"):
        return True  # an unusual name: let Qt make of it what it can
    if host in {"", "unix"}:
        path = str(_X11_FOLDER / f"X{number}")
        family = getattr(socket, "AF_UNIX", None)
        # Linux servers also listen under an abstract name, without a file.
        return family is None or any(_connects(family, name) for name in (path, f"\0{path}"))
    try:
        with socket.create_connection(
            (host.strip("[]"), _FIRST_X11_PORT + int(number)), _CONNECT_TIMEOUT_S
        ):
            return True
    except (OSError, OverflowError):
        return False


def _connects(family: socket.AddressFamily, address: str) -> bool:
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.settimeout(_CONNECT_TIMEOUT_S)
            probe.connect(address)
    except (OSError, ValueError):
        return False
    return True


def _missing_library() -> str | None:
    """Return the library that Qt's plug-in for X11 lacks; without it Qt aborts the process."""
    spec = importlib.util.find_spec("PySide6")
    for location in (spec.submodule_search_locations or ()) if spec is not None else ():
        plugin = Path(location) / "Qt" / "plugins" / "platforms" / "libqxcb.so"
        if plugin.is_file():
            try:
                ctypes.CDLL(str(plugin))
            except OSError as error:
                found = _LIBRARY.search(str(error))
                return found[1] if found is not None else None
    return None
