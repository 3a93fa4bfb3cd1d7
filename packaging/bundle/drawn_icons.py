"""The program's icon in the files that systems ask for, drawn from the one SVG at build time."""

from __future__ import annotations

import shutil
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

DRAWING = Path(__file__).resolve().parents[2] / "resources" / "icons" / "iaia.svg"
SIDES_PX = (16, 22, 24, 32, 48, 64, 128, 256, 512)
"""Sizes of the icon theme hicolor."""

_ICO_SIDES_PX = (16, 24, 32, 48, 64, 128, 256)
_ICNS_SIDE_PX = 1024


def draw(side_px: int) -> Image.Image:
    """Draw the icon with transparent corners.

    Parameters
    ----------
    side_px : int
        Width and height.

    Returns
    -------
    Image
        In mode RGBA.
    """
    canvas = QImage(side_px, side_px, QImage.Format.Format_RGBA8888)
    canvas.fill(Qt.GlobalColor.transparent)
    painter = QPainter(canvas)
    QSvgRenderer(str(DRAWING)).render(painter, QRectF(0, 0, side_px, side_px))
    painter.end()
    return Image.frombytes("RGBA", (side_px, side_px), bytes(canvas.constBits()))


def write_ico(folder: Path) -> Path:
    """Write the icon for Windows into a folder, and return its path."""
    path = _fresh(folder, "iaia-desktop.ico")
    pictures = [draw(side_px) for side_px in _ICO_SIDES_PX]
    sizes = [picture.size for picture in pictures]
    pictures[-1].save(path, sizes=sizes, append_images=pictures[:-1])
    return path


def write_icns(folder: Path) -> Path:
    """Write the icon for macOS into a folder, and return its path."""
    path = _fresh(folder, "iaia-desktop.icns")
    pictures = [draw(side_px) for side_px in (32, 64, 128, 256, 512)]
    draw(_ICNS_SIDE_PX).save(path, append_images=pictures)
    return path


def write_hicolor(folder: Path, name: str) -> None:
    """Write the icon in all sizes, and the drawing itself, as the icon theme hicolor has them.

    Parameters
    ----------
    folder : Path
        Of the theme, ``share/icons/hicolor``.
    name : str
        Of the icon.
    """
    for side_px in SIDES_PX:
        draw(side_px).save(_fresh(folder / f"{side_px}x{side_px}" / "apps", f"{name}.png"))
    shutil.copyfile(DRAWING, _fresh(folder / "scalable" / "apps", f"{name}.svg"))


def _fresh(folder: Path, name: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder / name
