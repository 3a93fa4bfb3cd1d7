from __future__ import annotations

import gc
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QImage, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from iaia_desktop.resource_files import read_resource, resource_path, resources_folder
from iaia_desktop.session.actions import ACTIONS
from iaia_desktop.ui.icons import application_icon, icon, icon_pixmap

NAMES = sorted(path.stem for path in (resources_folder() / "icons").glob("*.svg"))


def inks(image: QImage) -> set[str]:
    """Return the colours of the pixels that are wholly covered."""
    return {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }


def test_every_action_has_its_icon() -> None:
    assert {row.icon for row in ACTIONS if row.icon} <= set(NAMES)


@pytest.mark.parametrize("name", [name for name in NAMES if name != "iaia"])
def test_icons_are_of_one_style(name: str, qapp: QApplication) -> None:
    root = ET.fromstring(read_resource(f"icons/{name}.svg"))  # noqa: S314 - our own file
    assert root.attrib["viewBox"] == "0 0 24 24"
    assert root.attrib["stroke"] == "currentColor"
    assert root.attrib["stroke-linecap"] == "round"
    assert 1.75 <= float(root.attrib["stroke-width"]) <= 2
    image = icon_pixmap(name, 48, "#ff0000").toImage()
    covered = sum(image.pixelColor(x, y).alpha() > 0 for x in range(48) for y in range(48))
    assert 48 < covered < 48 * 48 / 2
    assert inks(image) <= {"#ff0000"}


def test_an_unknown_icon_is_a_bug_that_shows_at_once(qapp: QApplication) -> None:
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon")
    with pytest.raises(FileNotFoundError):
        resource_path("icons/no-such-icon.svg")
    assert icon("").isNull()


def test_a_pixmap_has_the_device_pixels_of_its_screen(qapp: QApplication) -> None:
    for ratio in (1.0, 1.25, 1.5, 2.0):
        pixmap = icon_pixmap("check", 20, "#000000", ratio)
        assert pixmap.width() == round(20 * ratio)
        assert pixmap.devicePixelRatio() == ratio
    assert icon("check").pixmap(QSize(20, 20), 2.0).width() == 40


def test_an_icon_takes_the_colours_of_the_palette_of_the_moment(qapp: QApplication) -> None:
    before = QGuiApplication.palette()
    check = icon("check")
    try:
        for ink, resting in (("#112233", "#99aabb"), ("#ddeeff", "#445566")):
            palette = QPalette(before)
            palette.setColor(QPalette.ColorRole.ButtonText, QColor(ink))
            disabled = QPalette.ColorGroup.Disabled
            palette.setColor(disabled, QPalette.ColorRole.Text, QColor(resting))
            qapp.setPalette(palette)
            assert inks(check.pixmap(48, 48).toImage()) == {ink}
            faint = check.pixmap(48, 48, QIcon.Mode.Disabled)
            assert inks(faint.toImage()) == {resting}
        assert inks(icon("check", colour="#fedcba").pixmap(48, 48).toImage()) == {"#fedcba"}
    finally:
        qapp.setPalette(before)


def test_an_icon_that_is_copied_and_changed_survives_the_collector(qapp: QApplication) -> None:
    original = icon("check")
    copies = []
    for _ in range(50):
        copy = QIcon(original)
        copy.addPixmap(QPixmap(4, 4))  # detaches: Qt clones the engine
        copies.append(copy)
    del original
    gc.collect()
    assert all(not copy.pixmap(16, 16).isNull() for copy in copies)


def test_the_mark_of_the_program_has_sizes_for_window_systems(qapp: QApplication) -> None:
    sizes = {size.width() for size in application_icon().availableSizes()}
    assert {16, 32, 48, 256} <= sizes
