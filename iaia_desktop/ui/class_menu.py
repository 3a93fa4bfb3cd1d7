"""The menu of one class: rename, key, colour, merge, delete."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QWidget

from iaia_desktop.core.palette import CLASS_COLOURS
from iaia_desktop.session.views import ClassRow
from iaia_desktop.ui.icons import icon
from iaia_desktop.ui.row_painting import draw_dot
from iaia_desktop.ui.theme import tokens_of

HUES = (
    (15, "Red"),
    (45, "Orange"),
    (70, "Yellow"),
    (165, "Green"),
    (200, "Teal"),
    (255, "Blue"),
    (290, "Purple"),
    (345, "Pink"),
    (360, "Red"),
)


class ClassMenu(QMenu):
    """Offer what can be done with a class; the owner connects the actions.

    Parameters
    ----------
    row : ClassRow
        The class.
    other_classes : int
        How many others there are; without any there is nothing to merge into.
    parent : QWidget, optional
        Owner.
    """

    def __init__(self, row: ClassRow, other_classes: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setToolTipsVisible(True)
        name = shortened(row.name)
        self.label_action = self.addAction(
            icon("tag"), self.tr("Label the image “{name}”").format(name=name)
        )
        self.addSeparator()
        self.rename_action = self.addAction(icon("pencil"), self.tr("Rename"))
        self.rename_action.setToolTip(self.tr("F2"))
        self.key_action = self.addAction(icon("key"), self.tr("Change key…"))
        self.colour_menu = ColourMenu(row.colour, self)
        self.addMenu(self.colour_menu)
        self.merge_action = self.addAction(icon("merge"), self.tr("Merge into…"))
        self.merge_action.setEnabled(other_classes > 0)
        self.merge_action.setToolTip(
            self.tr("Give its images the label of another class; undo takes it back")
        )
        self.addSeparator()
        self.delete_action = self.addAction(icon("trash"), delete_text(row))
        self.delete_action.setToolTip(
            self.tr("Its images become unlabelled. No file is touched, and undo takes it back.")
        )


class ColourMenu(QMenu):
    """Offer the colours of classes, each with its name, and any other."""

    def __init__(self, present: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("Change colour"))
        self.chosen_colour = ""
        for colour in CLASS_COLOURS:
            entry = self.addAction(_swatch(colour, self), colour_name(colour))
            entry.setData(colour)
            entry.setCheckable(colour == present)
            entry.setChecked(colour == present)
        self.addSeparator()
        self.other_action = self.addAction(self.tr("Another colour…"))


def delete_text(row: ClassRow) -> str:
    """Return what deleting a class does, in the words of its menu."""
    name = shortened(row.name)
    if row.count == 0:
        words = QCoreApplication.translate("ClassMenu", "Delete “{name}”")
    elif row.count == 1:
        words = QCoreApplication.translate("ClassMenu", "Delete “{name}” and remove its label")
    else:
        words = QCoreApplication.translate("ClassMenu", "Delete “{name}” and remove its {n} labels")
    return words.format(name=name, n=row.count)


def colour_name(colour: str) -> str:
    """Return a word for a colour ``#rrggbb``, for those who cannot see its dot."""
    shade = QColor(colour)
    hue = shade.hslHue()
    if hue < 0 or shade.hslSaturation() < 30:
        return QCoreApplication.translate("ClassMenu", "Grey")
    english = next(word for limit, word in HUES if hue < limit)
    return QCoreApplication.translate("ClassMenu", english)


def shortened(name: str) -> str:
    """Return a name fit for a menu: no mnemonic in it, and not endless."""
    short = name if len(name) <= 32 else f"{name[:31]}…"
    return short.replace("&", "&&")


def _swatch(colour: str, widget: QWidget) -> QIcon:
    ratio = widget.devicePixelRatioF()
    pixmap = QPixmap(round(16 * ratio), round(16 * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(QColor(0, 0, 0, 0))
    painter = QPainter(pixmap)
    rect = pixmap.rect()
    rect.setSize(pixmap.deviceIndependentSize().toSize())
    draw_dot(painter, rect, colour, tokens_of(widget))
    painter.end()
    return QIcon(pixmap)
