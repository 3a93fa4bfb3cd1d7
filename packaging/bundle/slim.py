"""Make a bundle for Linux smaller, and look whether everything that it loads is still there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FROM_THE_SYSTEM = re.compile(
    r"ld-linux.*|lib(c|m|dl|pthread|rt|util|resolv|anl)\.so.*"  # the C library
    r"|lib(GL|EGL|GLX|OpenGL|GLESv2|gbm|drm|vulkan)\.so.*"  # the graphics driver's
    r"|libxcb\.so\.1|libwayland-.*\.so.*"  # the display's; PyInstaller leaves it out for that
)
"""Libraries that must be those of the machine where the bundle runs."""

_ELF = b"\x7fELF"
_MANGLED = re.compile(r"-[0-9a-f]{8}\.so")
"""A wheel that brings a library of others renames it, by means that later stripping can break."""

_SYMBOLS_KEPT_BELOW_BYTES = 1 << 20
"""There is little to be had from small files."""


@dataclass(frozen=True, slots=True)
class Slimmed:
    """What was taken off.

    Attributes
    ----------
    orphans : tuple of str
        Libraries that nothing in the bundle needed.
    symbol_bytes : int
        Debugging symbols.
    """

    orphans: tuple[str, ...]
    symbol_bytes: int


def slim(bundle: Path) -> Slimmed:
    """Remove libraries that nothing needs, and the names of functions for debuggers."""
    return Slimmed(tuple(_drop_orphans(bundle)), _strip(bundle))


def missing_libraries(bundle: Path) -> dict[str, list[str]]:
    """Return what is needed and neither in the bundle nor the system's.

    Returns
    -------
    dict of str to list of str
        The missing libraries, each with the files that need it.
    """
    files = list(_elf_files(bundle))
    present = {name for path in bundle.rglob("*") for name in (path.name,)}
    missing: dict[str, list[str]] = {}
    for path in files:
        for name in _needed(path):
            if name not in present and not FROM_THE_SYSTEM.fullmatch(name):
                missing.setdefault(name, []).append(path.relative_to(bundle).as_posix())
    return missing


def oldest_c_library(bundle: Path) -> str:
    """Return the version of the C library that the bundle needs at least, as "2.35"."""
    newest = (0, 0)
    for path in _elf_files(bundle):
        found = re.findall(r"Name: GLIBC_(\d+)\.(\d+)", _readelf("-V", path))
        newest = max([newest, *((int(major), int(minor)) for major, minor in found)])
    return "{}.{}".format(*newest)


def _drop_orphans(bundle: Path) -> Iterator[str]:
    """Remove what only files that have been left out needed; again, until nothing is found."""
    internal = bundle / "_internal"
    while True:
        needed = {name for path in _elf_files(bundle) for name in _needed(path)}
        orphans = [
            path
            for path in internal.glob("lib*.so*")
            # The bundle's starter opens Python's library by itself.
            if path.name not in needed and not path.name.startswith("libpython")
        ]
        if not orphans:
            return
        for path in sorted(orphans):
            target = path.resolve()
            path.unlink()
            yield path.name
            # A link from here was how a plugin found a library that lies in another folder.
            if target != path and target.exists() and target.name not in needed:
                target.unlink()


def _strip(bundle: Path) -> int:
    tool = shutil.which("strip")
    if tool is None:
        return 0
    saved = 0
    for path in _elf_files(bundle):
        before = path.stat().st_size
        if before < _SYMBOLS_KEPT_BELOW_BYTES or _MANGLED.search(path.name):
            continue
        if path.parent == bundle:
            # The program itself carries the modules behind its end.
            continue
        subprocess.run([tool, "--strip-unneeded", str(path)], check=True)
        saved += before - path.stat().st_size
    return saved


def _elf_files(bundle: Path) -> Iterator[Path]:
    for folder, _, names in os.walk(bundle):
        for name in names:
            path = Path(folder, name)
            if path.is_symlink():
                continue
            with path.open("rb") as stream:
                if stream.read(4) == _ELF:
                    yield path


def _needed(path: Path) -> list[str]:
    return re.findall(r"\(NEEDED\).*\[(.+?)\]", _readelf("-d", path))


def _readelf(option: str, path: Path) -> str:
    done = subprocess.run(
        ["readelf", "-W", option, str(path)],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "LC_ALL": "C"},
    )
    return done.stdout
