"""Icons: one set of drawings, tinted with the palette, sharp at every scale of the screen."""

from __future__ import annotations

import ctypes

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QIcon,
    QIconEngine,
    QPainter,
    QPalette,
    QPixmap,
    QPixmapCache,
)
from PySide6.QtSvg import QSvgRenderer

from iaia_desktop.resource_files import read_resource


class TintedIconEngine(QIconEngine):
    """Draw an icon in the colour that the palette has at the moment of drawing.

    So light, dark and disabled need neither other files nor another icon.

    Parameters
    ----------
    name : str
        Of the drawing, without folder and suffix.
    role : QPalette.ColorRole
        The colour of the palette to draw with.
    colour : str
        A colour of its own, ``#rrggbb``, used instead of the palette's unless disabled.
    """

    def __init__(
        self,
        name: str,
        role: QPalette.ColorRole = QPalette.ColorRole.ButtonText,
        colour: str = "",
    ) -> None:
        super().__init__()
        self._name = name
        self._role = role
        self._colour = colour

    def key(self) -> str:
        """Return the kind of the engine, as Qt asks for it."""
        return "iaia-tinted"

    def clone(self) -> QIconEngine:
        """Return a copy, as Qt asks for it when an icon is changed."""
        copy = TintedIconEngine(self._name, self._role, self._colour)
        # Qt owns the copy from here on, but the binding does not know: without a reference that
        # is never given back, Python would free it while an icon still draws with it.
        ctypes.pythonapi.Py_IncRef(ctypes.py_object(copy))
        return copy

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw the icon into a rectangle of logical pixels."""
        del state
        ratio = painter.device().devicePixelRatioF()
        side_px = min(rect.width(), rect.height())
        pixmap = icon_pixmap(self._name, side_px, self._tint(mode), ratio)
        corner = rect.center() - QPoint((side_px - 1) // 2, (side_px - 1) // 2)
        painter.drawPixmap(corner, pixmap)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return the icon in device pixels for a screen of ratio 1."""
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(  # noqa: N802 - Qt's name
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        """Return the icon; ``size`` is in logical pixels, ``scale`` the device pixel ratio.

        Before Qt 6.8 the size came in device pixels; what is too large then is drawn smaller.
        """
        del state
        side_px = min(size.width(), size.height())
        return icon_pixmap(self._name, side_px, self._tint(mode), scale)

    def _tint(self, mode: QIcon.Mode) -> str:
        palette = QGuiApplication.palette()
        if mode == QIcon.Mode.Disabled:
            return palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text).name()
        if self._colour:
            return self._colour
        return palette.color(QPalette.ColorGroup.Active, self._role).name()


def icon(
    name: str,
    *,
    role: QPalette.ColorRole = QPalette.ColorRole.ButtonText,
    colour: str = "",
) -> QIcon:
    """Return the icon of a name, in the colour of a palette role or in one of its own.

    Parameters
    ----------
    name : str
        A file of ``resources/icons`` without its suffix; "" gives an empty icon.
    role : QPalette.ColorRole
        ``HighlightedText`` for a primary button.
    colour : str
        ``#rrggbb``.

    Raises
    ------
    FileNotFoundError
        When there is no such icon.
    """
    if not name:
        return QIcon()
    read_resource(f"icons/{name}.svg")  # a wrong name shows here, not when something is painted
    return QIcon(TintedIconEngine(name, role, colour))


def icon_pixmap(name: str, size_px: float, colour: str, device_pixel_ratio: float = 1.0) -> QPixmap:
    """Return a drawing as a pixmap; Qt's pixmap cache keeps it.

    Parameters
    ----------
    name : str
        A file of ``resources/icons`` without its suffix.
    size_px : float
        Side in logical pixels.
    colour : str
        ``#rrggbb``, for the lines.
    device_pixel_ratio : float
        Device pixels for each logical one.

    Raises
    ------
    FileNotFoundError
        When there is no such icon.
    """
    side = max(1, round(size_px * device_pixel_ratio))
    key = f"iaia-icon:{name}:{side}:{colour}:{device_pixel_ratio}"
    pixmap = QPixmap()
    if QPixmapCache.find(key, pixmap):
        return pixmap
    drawing = read_resource(f"icons/{name}.svg").replace("currentColor", QColor(colour).name())
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    pixmap.setDevicePixelRatio(device_pixel_ratio)
    QPixmapCache.insert(key, pixmap)
    return pixmap


def application_icon() -> QIcon:
    """Return the mark of the program in the sizes that window systems ask for."""
    mark = QIcon()
    for side_px in (16, 24, 32, 48, 64, 128, 256):
        mark.addPixmap(icon_pixmap("iaia", side_px, "#000000"))
    return mark
