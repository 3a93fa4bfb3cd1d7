"""What the settings dialog takes and returns, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from iaia_desktop.core.method import Method


@dataclass(frozen=True, slots=True)
class EncoderChoice:
    """An encoder that the dialog offers as a card.

    Attributes
    ----------
    spec : str
        The spec string.
    title, note : str
        Its name, and one line about when to choose it.
    licence : str
        Of the weights; "" when unknown.
    present : bool
        Whether its weights are on this machine, or none are needed.
    size_bytes : int or None
        Of the weights; None when none are needed.
    location : str
        Where the weights lie or would lie; "" for none.
    """

    spec: str
    title: str
    note: str
    licence: str = ""
    present: bool = True
    size_bytes: int | None = None
    location: str = ""


@dataclass(frozen=True, slots=True)
class PrecisionChoice:
    """A precision that the dialog offers.

    Attributes
    ----------
    value : str
        Its word in spec strings.
    obstacle : str
        Why it cannot be chosen here, as a sentence (a Saying); "" when it can.
    """

    value: str
    obstacle: str = ""


@dataclass(frozen=True, slots=True)
class SettingsView:
    """The settings that the dialog changes; named as in the settings file.

    Attributes
    ----------
    encoder_spec : str
        The encoder that is wanted.
    method : Method
        Distance, epsilon and normalisation; the dialog hands the rest through.
    theme : str
        ``system``, ``light`` or ``dark``.
    language : str
        Of the window: ``system``, ``en``, ``de`` or ``it``.
    keep_zoom : bool
        Whether the zoom stays between images.
    thumbnail_size_px : int
        Side of the pictures in the film strip.
    keys : mapping of str to tuple of str
        Keys of the actions that were changed, in Qt's portable text.
    """

    encoder_spec: str
    method: Method = field(default_factory=Method)
    theme: str = "system"
    language: str = "system"
    keep_zoom: bool = False
    thumbnail_size_px: int = 76
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SettingsSurroundings:
    """What the dialog must know and does not change.

    Attributes
    ----------
    encoders : tuple of EncoderChoice
        In the order to offer them.
    class_keys : mapping of str to str
        Keys of classes in the open session, with their names.
    precisions : tuple of PrecisionChoice
        What an encoder may compute in; none where there is no choice.
    """

    encoders: tuple[EncoderChoice, ...] = ()
    class_keys: Mapping[str, str] = field(default_factory=dict)
    precisions: tuple[PrecisionChoice, ...] = ()
