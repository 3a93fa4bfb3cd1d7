"""The design tokens: spaces, radii, sizes of type, the neutral colours, and the class colours.

Plain values without Qt, so that anything can be checked with arithmetic alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from iaia_desktop.core.palette import CLASS_COLOURS


@dataclass(frozen=True, slots=True)
class Space:
    """Distances between things, in logical pixels."""

    xs: int = 4
    s: int = 8
    m: int = 12
    l: int = 16  # noqa: E741 - the sizes are named as clothes are
    xl: int = 24


@dataclass(frozen=True, slots=True)
class Radius:
    """Radii of corners, in logical pixels."""

    s: int = 4
    m: int = 6
    l: int = 10  # noqa: E741 - the sizes are named as clothes are


@dataclass(frozen=True, slots=True)
class FontPx:
    """The scale of type, in logical pixels, for a system font of 13 pixels."""

    small: float = 12
    body: float = 13
    title: float = 15
    headline: float = 20
    display: float = 28


SPACE = Space()
RADIUS = Radius()
FONT_PX = FontPx()


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one scheme, each ``#rrggbb``.

    Attributes
    ----------
    window, surface, raised, sunken : str
        Grounds: the window, panels and fields, cards, and wells such as the track of a bar.
    canvas : str
        The calm ground behind the image.
    hover, pressed : str
        Grounds of a quiet control under the mouse, and while it is pressed.
    border, border_strong : str
        Lines that part things, and outlines of controls (3:1 against the grounds).
    text, muted, disabled : str
        Words, secondary words, and words of controls that rest.
    accent, accent_hover, accent_pressed, accent_soft, on_accent : str
        The one accent, a tint of it to lie under text, and the text upon the full accent.
    success, warning, error : str
        Readable as text on every ground.
    success_soft, warning_soft, error_soft : str
        Tints to lie under that text.
    focus : str
        The ring round the control that has the keyboard.
    check_light, check_dark : str
        The two squares of the board that shows through transparent images.
    """

    is_dark: bool
    window: str
    surface: str
    raised: str
    sunken: str
    canvas: str
    hover: str
    pressed: str
    border: str
    border_strong: str
    text: str
    muted: str
    disabled: str
    accent: str
    accent_hover: str
    accent_pressed: str
    accent_soft: str
    on_accent: str
    success: str
    success_soft: str
    warning: str
    warning_soft: str
    error: str
    error_soft: str
    focus: str
    check_light: str
    check_dark: str


LIGHT = Tokens(
    is_dark=False,
    window="#f4f5f7",
    surface="#ffffff",
    raised="#ffffff",
    sunken="#e9ebef",
    canvas="#e6e8ec",
    hover="#e9ebef",
    pressed="#dcdfe5",
    border="#d9dce2",
    border_strong="#858c99",
    text="#1a1d24",
    muted="#565d6b",
    disabled="#9aa0ab",
    accent="#3457d5",
    accent_hover="#2b4abb",
    accent_pressed="#233d9e",
    accent_soft="#e4eafc",
    on_accent="#ffffff",
    success="#17703c",
    success_soft="#e0f2e7",
    warning="#855200",
    warning_soft="#fbefd8",
    error="#b3261e",
    error_soft="#fbe7e5",
    focus="#3457d5",
    check_light="#ffffff",
    check_dark="#d5d8de",
)
"""Dark words on light grounds."""

DARK = Tokens(
    is_dark=True,
    window="#1a1c20",
    surface="#212429",
    raised="#282c32",
    sunken="#15171a",
    canvas="#121316",
    hover="#2e3239",
    pressed="#383d45",
    border="#363b43",
    border_strong="#7c8493",
    text="#e8eaee",
    muted="#a6adba",
    disabled="#6b727f",
    accent="#8ea7ff",
    accent_hover="#a5b9ff",
    accent_pressed="#b8c8ff",
    accent_soft="#2a3355",
    on_accent="#101736",
    success="#6fcf97",
    success_soft="#1d3a2a",
    warning="#f0b95b",
    warning_soft="#3d3018",
    error="#ff8f86",
    error_soft="#462523",
    focus="#8ea7ff",
    check_light="#3a3e45",
    check_dark="#2a2d33",
)
"""Light words on dark grounds."""


def tokens_for(*, dark: bool) -> Tokens:
    """Return the tokens of the dark or the light scheme."""
    return DARK if dark else LIGHT


def class_colour(index: int) -> str:
    """Return the colour ``#rrggbb`` of the class with this place in the order; they repeat.

    Parameters
    ----------
    index : int
        From 0.
    """
    return CLASS_COLOURS[index % len(CLASS_COLOURS)]


def relative_luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb``, 0 to 1, as WCAG 2.2 defines it."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours ``#rrggbb``, 1 to 21, as WCAG 2.2 defines it."""
    low, high = sorted((relative_luminance(one), relative_luminance(other)))
    return (high + 0.05) / (low + 0.05)


def text_on(colour: str) -> str:
    """Return the colour of text, black or white, that reads better upon ``colour``.

    The better of the two reaches at least 4.58:1 on any colour; with a near black it would not.
    """
    dark, light = "#000000", "#ffffff"
    return dark if contrast(dark, colour) >= contrast(light, colour) else light
