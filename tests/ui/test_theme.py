from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import asdict

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from iaia_desktop.core.palette import CLASS_COLOURS
from iaia_desktop.ui.theme import Theme, set_role, style_sheet, text_scale_of, tokens_of
from iaia_desktop.ui.theme_tokens import (
    DARK,
    LIGHT,
    Tokens,
    class_colour,
    contrast,
    text_on,
)

SCHEMES = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    """Give the application back as it was."""
    palette, sheet, style = qapp.palette(), qapp.styleSheet(), qapp.style().objectName()
    yield qapp
    qapp.setStyleSheet(sheet)
    qapp.setStyle(style)
    qapp.setPalette(palette)


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@SCHEMES
def test_words_reach_aa_on_every_ground(tokens: Tokens) -> None:
    grounds = [tokens.window, tokens.surface, tokens.raised, tokens.sunken, tokens.canvas]
    inks = [tokens.text, tokens.muted, tokens.accent, tokens.success, tokens.warning, tokens.error]
    for ink, ground in itertools.product(inks, grounds):
        assert contrast(ink, ground) >= 4.5, (ink, ground)


@SCHEMES
def test_words_reach_aa_on_tints_and_controls(tokens: Tokens) -> None:
    pairs = [
        (tokens.accent, tokens.accent_soft),
        (tokens.success, tokens.success_soft),
        (tokens.warning, tokens.warning_soft),
        (tokens.error, tokens.error_soft),
        *((tokens.text, soft) for soft in (tokens.accent_soft, tokens.warning_soft)),
        *((tokens.text, ground) for ground in (tokens.error_soft, tokens.hover, tokens.pressed)),
        *((tokens.on_accent, x) for x in (tokens.accent, tokens.accent_hover)),
        (tokens.on_accent, tokens.accent_pressed),
    ]
    for ink, ground in pairs:
        assert contrast(ink, ground) >= 4.5, (ink, ground)


@SCHEMES
def test_outlines_and_the_focus_ring_can_be_seen(tokens: Tokens) -> None:
    for ground in (tokens.window, tokens.surface, tokens.raised):
        assert contrast(tokens.border_strong, ground) >= 3, ground
        assert contrast(tokens.focus, ground) >= 3, ground


def test_class_colours_show_on_both_schemes_and_differ() -> None:
    assert len(set(CLASS_COLOURS)) == 24
    for colour in CLASS_COLOURS:
        assert contrast(colour, LIGHT.surface) >= 3, colour
        assert contrast(colour, DARK.surface) >= 3, colour
    for one, other in itertools.combinations(CLASS_COLOURS, 2):
        channels = ((int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
        assert sum(abs(left - right) for left, right in channels) > 30, (one, other)
    assert class_colour(25) == class_colour(1)


def test_text_on_a_class_colour_is_readable() -> None:
    assert text_on("#000000") == "#ffffff"
    for colour in CLASS_COLOURS:
        assert contrast(text_on(colour), colour) >= 4.5, colour


@SCHEMES
def test_the_style_sheet_is_complete(tokens: Tokens) -> None:
    sheet = style_sheet(tokens)
    assert "$" not in sheet
    colours = set(re.findall(r"#[0-9a-f]{6}\b", sheet))
    assert colours <= set(asdict(tokens).values())


def test_type_grows_with_the_systems_own_text(qapp: QApplication) -> None:
    assert "font-size: 13px" in style_sheet(LIGHT)
    assert "font-size: 20px" in style_sheet(LIGHT, 1.5)
    font = QFont()
    font.setPixelSize(26)
    assert text_scale_of(font) == 1.6
    font.setPixelSize(9)
    assert text_scale_of(font) == 1.0


def test_it_follows_the_system_until_the_person_chooses(
    dressed: QApplication, qtbot: QtBot
) -> None:
    theme = Theme(dressed, scheme="light")
    hints = dressed.styleHints()
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme.tokens == LIGHT, "the person's choice holds"
    theme.set_scheme("system")
    with qtbot.waitSignal(theme.changed):
        hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme.tokens == DARK
    assert dressed.palette().color(QPalette.ColorRole.Window).name() == DARK.window
    with qtbot.waitSignal(theme.changed):
        hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert theme.tokens == LIGHT


def test_a_new_scheme_reaches_living_widgets(dressed: QApplication, qtbot: QtBot) -> None:
    theme = Theme(dressed, scheme="light")
    label = QLabel("words")
    qtbot.addWidget(label)
    assert tokens_of(label) == LIGHT
    theme.set_scheme("dark")
    assert tokens_of(label) == DARK


def test_only_three_words_name_a_scheme(dressed: QApplication) -> None:
    theme = Theme(dressed, scheme="dark")
    with pytest.raises(ValueError, match="sepia"):
        theme.set_scheme("sepia")
    assert theme.scheme == "dark"


def test_a_role_changes_the_looks_at_once(dressed: QApplication, qtbot: QtBot) -> None:
    Theme(dressed, scheme="light")
    label = QLabel("words")
    qtbot.addWidget(label)
    label.show()
    before = label.sizeHint().height()
    set_role(label, "display")
    assert label.sizeHint().height() > before
