"""The looks: one style sheet made from the tokens, light or dark as the system is.

A widget says what it *is* and the style sheet does the rest::

    set_role(label, "headline")   # display, headline, title, section, muted, small, mono, keycap,
                                  # pill, error-text
    set_role(button, "primary")   # primary, quiet, danger, link; none is the standard button
    set_role(frame, "card")       # card, tile, panel, canvas, separator, drop-target, flat-list
    set_tone(label, "success")    # accent, success, warning, error: on pill, card and bars

Code that paints asks :func:`tokens_of` for the colours that fit its widget.
"""

from __future__ import annotations

from dataclasses import asdict
from string import Template

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from iaia_desktop.resource_files import read_resource, resource_path
from iaia_desktop.ui.theme_tokens import FONT_PX, RADIUS, SPACE, Tokens, tokens_for

SCHEMES = ("system", "light", "dark")
"""What the person can choose."""


class Theme(QObject):
    """Dress the application, and follow the system's light or dark as it changes.

    Parameters
    ----------
    app : QApplication
        Gets the Fusion style, a palette and the style sheet.
    scheme : {"system", "light", "dark"}
        What the person chose.
    parent : QObject, optional
        Owner.

    Attributes
    ----------
    changed : Signal()
        Other colours hold from now on. Widgets repaint without it; it is for cached drawings.
    """

    changed = Signal()

    def __init__(
        self, app: QApplication, *, scheme: str = "system", parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._app = app
        self._text_scale = text_scale_of(app.font())
        self._system_is_dark = app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        self._scheme = _checked(scheme)
        app.setStyle(QStyleFactory.create("Fusion"))
        self._ask_platform()
        self._tokens = tokens_for(dark=self._wants_dark())
        self._dress()
        app.styleHints().colorSchemeChanged.connect(self._follow_system)

    @property
    def tokens(self) -> Tokens:
        """The colours in force."""
        return self._tokens

    @property
    def is_dark(self) -> bool:
        """Whether the dark scheme is in force."""
        return self._tokens.is_dark

    @property
    def scheme(self) -> str:
        """What the person chose: system, light or dark."""
        return self._scheme

    def set_scheme(self, scheme: str) -> None:
        """Take the person's choice: system, light or dark.

        Raises
        ------
        ValueError
            For any other word.
        """
        self._scheme = _checked(scheme)
        self._ask_platform()
        self._update()

    def _wants_dark(self) -> bool:
        return self._system_is_dark if self._scheme == "system" else self._scheme == "dark"

    def _ask_platform(self) -> None:
        # Title bars and native dialogs follow too, where Qt can ask for it (6.8 and later).
        ask = getattr(self._app.styleHints(), "setColorScheme", None)
        if ask is not None:
            ask(
                {
                    "system": Qt.ColorScheme.Unknown,
                    "light": Qt.ColorScheme.Light,
                    "dark": Qt.ColorScheme.Dark,
                }[self._scheme]
            )

    def _follow_system(self, colours: Qt.ColorScheme) -> None:
        # With a choice of the person in force, the platform reports that choice, not the system.
        if self._scheme == "system":
            self._system_is_dark = colours == Qt.ColorScheme.Dark
            self._update()

    def _update(self) -> None:
        tokens = tokens_for(dark=self._wants_dark())
        if tokens != self._tokens:
            self._tokens = tokens
            self._dress()
            self.changed.emit()

    def _dress(self) -> None:
        self._app.setPalette(palette_of(self._tokens))
        self._app.setStyleSheet(style_sheet(self._tokens, self._text_scale))


def set_role(widget: QWidget, role: str) -> None:
    """Say what a widget is; see the top of this file for the roles."""
    _set_dressing_property(widget, "role", role)


def set_tone(widget: QWidget, tone: str) -> None:
    """Give a widget a tone: accent, success, warning, error, or "" for none."""
    _set_dressing_property(widget, "tone", tone)


def tokens_of(widget: QWidget) -> Tokens:
    """Return the tokens that fit a widget, for code that paints.

    They are asked of its window: a widget that the style sheet makes transparent says that its
    ground is black.
    """
    ground = widget.window().palette().color(QPalette.ColorRole.Window)
    return tokens_for(dark=ground.lightness() < 128)


def palette_of(tokens: Tokens) -> QPalette:
    """Return the palette that says to Qt what the tokens say."""
    role = QPalette.ColorRole
    palette = QPalette()
    for name, colour in (
        (role.Window, tokens.window),
        (role.WindowText, tokens.text),
        (role.Base, tokens.surface),
        (role.AlternateBase, tokens.window),
        (role.Text, tokens.text),
        (role.PlaceholderText, tokens.muted),
        (role.Button, tokens.surface),
        (role.ButtonText, tokens.text),
        (role.BrightText, tokens.error),
        (role.ToolTipBase, tokens.text),
        (role.ToolTipText, tokens.surface),
        (role.Highlight, tokens.accent),
        (role.HighlightedText, tokens.on_accent),
        (role.Accent, tokens.accent),
        (role.Link, tokens.accent),
        (role.LinkVisited, tokens.accent),
        (role.Light, tokens.raised),
        (role.Midlight, tokens.hover),
        (role.Mid, tokens.border),
        (role.Dark, tokens.border_strong),
        (role.Shadow, tokens.sunken),
    ):
        palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(tokens.disabled))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(tokens.border))
    return palette


def style_sheet(tokens: Tokens, text_scale: float = 1.0) -> str:
    """Return the style sheet of the application.

    Parameters
    ----------
    tokens : Tokens
        The colours.
    text_scale : float
        Factor on the scale of type, 1 for a system font of 13 pixels.
    """
    folder = resource_path(f"themes/{'dark' if tokens.is_dark else 'light'}/check.svg").parent
    values = {name: value for name, value in asdict(tokens).items() if name != "is_dark"}
    values |= {f"space_{name}": f"{value}px" for name, value in asdict(SPACE).items()}
    values |= {f"radius_{name}": f"{value}px" for name, value in asdict(RADIUS).items()}
    values |= {
        f"font_{name}": f"{round(value * text_scale)}px" for name, value in asdict(FONT_PX).items()
    }
    # A style sheet's url() takes forward slashes on every system.
    return Template(read_resource("themes/style.qss")).substitute(values, glyphs=folder.as_posix())


def text_scale_of(font: QFont) -> float:
    """Return how much larger than 13 pixels the system's own text is, 1.0 to 1.6.

    Parameters
    ----------
    font : QFont
        The system's font.
    """
    return min(1.6, max(1.0, QFontInfo(font).pixelSize() / FONT_PX.body))


def _checked(scheme: str) -> str:
    if scheme not in SCHEMES:
        raise ValueError(f"a scheme is one of {', '.join(SCHEMES)}, not {scheme!r}")
    return scheme


def _set_dressing_property(widget: QWidget, name: str, value: str) -> None:
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()
