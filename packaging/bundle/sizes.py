"""What a bundle consists of, in megabytes."""

from __future__ import annotations

import re
from pathlib import Path

MEGABYTE = 1_000_000

PARTS = (
    ("torch", r"torch(/|-)"),
    ("Qt and PySide6", r"(PySide6|shiboken6|pyside6)|^libQt6|^libicu|^lib(pyside|shiboken)6"),
    ("numpy", r"numpy"),
    ("matplotlib and what it needs", r"matplotlib|contourpy|kiwisolver|fontTools"),
    ("Pillow, HEIC", r"PIL|pillow|pi_heif|_pi_heif"),
    ("open_clip, timm, torchvision", r"open_clip|timm|torchvision"),
    ("Python's standard library", r"python3|libpython|base_library|Python"),
    ("the program's own data", r"iaia_desktop"),
    ("the system's libraries", r"^lib[^/]*\.(so|dylib)|^[^/]*\.dll$"),
)
"""Name and a pattern of paths below the folder of libraries; the first that fits takes a file."""

PROGRAM_PART = "the program, with all modules, compressed"
LICENCES_PART = "licences of others"
OTHER_PART = "everything else"


def parts_of(bundle: Path) -> dict[str, int]:
    """Return how many bytes each part has, the largest first; links count nothing.

    Parameters
    ----------
    bundle : Path
        The folder of the program, or the ``.app`` of macOS.
    """
    sizes: dict[str, int] = {}
    for path in bundle.rglob("*"):
        if path.is_symlink() or not path.is_file():
            continue
        part = _part(path.relative_to(bundle).as_posix())
        sizes[part] = sizes.get(part, 0) + path.stat().st_size
    return dict(sorted(sizes.items(), key=lambda item: -item[1]))


def report(bundle: Path) -> str:
    """Return a table of the parts, with the sum."""
    sizes = parts_of(bundle)
    rows = [*sizes.items(), ("together", sum(sizes.values()))]
    return "\n".join(f"{size / MEGABYTE:8.1f} MB  {name}" for name, size in rows)


def _part(path: str) -> str:
    match = re.match(r"(?:_internal|Contents/(?:Frameworks|Resources))/(.*)", path)
    if match is None:
        return LICENCES_PART if path.startswith("licences/") else PROGRAM_PART
    for name, pattern in PARTS:
        if re.search(rf"^(?:{pattern})", match[1]):
            return name
    return OTHER_PART
