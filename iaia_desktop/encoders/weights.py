"""Weights: whether an encoder's are on this machine, where, and how to fetch them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import EncoderError, WeightsUnavailableError
from iaia_desktop.core.saying import Saying
from iaia_desktop.encoders.fetch import (
    DEFAULT_PATIENCE,
    Patience,
    WeightsProgress,
    fetch_from_hub,
)
from iaia_desktop.encoders.hub_cache import cached_weights
from iaia_desktop.encoders.local_folder import open_local_folder
from iaia_desktop.encoders.presets import PRESETS, TIMM_FILENAMES, HubWeights
from iaia_desktop.encoders.spec import BUILTIN, OPEN_CLIP, EncoderSpec, parse_spec
from iaia_desktop.encoders.torch_environment import prepare_torch_environment

__all__ = [
    "Patience",
    "WeightsProgress",
    "fetch_weights",
    "find_weights",
    "hub_weights",
    "weights_present",
]


def weights_present(spec: str) -> bool:
    """Return whether an encoder could be loaded without a network.

    Needs neither torch nor a network for presets, folders, the built-in encoder and timm's tagged
    models. Any other model is looked up in its library, whose import takes seconds: ask in a
    worker thread.

    Parameters
    ----------
    spec : str
        A spec string or the name of a preset.

    Raises
    ------
    EncoderError
        When the string names no encoder, or its library knows no such model.
    """
    parsed = parse_spec(spec)
    if parsed.family == BUILTIN:
        return True
    try:
        return find_weights(parsed) is not None
    except EncoderError:
        if parsed.folder is not None:
            return False
        raise


def find_weights(spec: EncoderSpec) -> Path | None:
    """Return the file with an encoder's weights on this machine, or None.

    Parameters
    ----------
    spec : EncoderSpec
        Of any family but the built-in one.

    Raises
    ------
    EncoderError
        When the spec's folder lacks a file, or its library knows no such model.
    """
    if spec.folder is not None:
        return open_local_folder(spec).weights
    hub = known_hub_weights(spec)
    return cached_weights(hub or hub_weights(spec))


def fetch_weights(
    spec: str,
    *,
    progress: Callable[[WeightsProgress], None] | None = None,
    cancel: CancelToken | None = None,
    patience: Patience = DEFAULT_PATIENCE,
) -> Path:
    """Fetch an encoder's weights from the hub, unless they are on this machine already.

    Parameters
    ----------
    spec : str
        A spec string or the name of a preset.
    progress : callable, optional
        Called in the calling thread.
    cancel : CancelToken, optional
        Takes effect within 200 ms; what has arrived is kept for the next try.
    patience : Patience
        How long a silent connection is borne.

    Returns
    -------
    Path
        The file with the weights.

    Raises
    ------
    WeightsUnavailableError
        When they cannot be had now; within 10 s where the connection does nothing.
    EncoderError
        When the string names no encoder, the encoder has no weights, or a folder lacks a file.
    CancelledError
        When cancelled.
    """
    parsed = parse_spec(spec)
    if parsed.family == BUILTIN:
        raise EncoderError(
            Saying("The built-in encoder needs no weights."), Saying("It works at once.")
        )
    if parsed.folder is not None:
        return open_local_folder(parsed).weights
    hub = hub_weights(parsed)
    return cached_weights(hub) or fetch_from_hub(
        hub, progress=progress, cancel=cancel, patience=patience
    )


def known_hub_weights(spec: EncoderSpec) -> HubWeights | None:
    """Return where a preset's or a tagged timm model's weights lie, without asking a library."""
    text = str(spec.in_full())
    for preset in PRESETS.values():
        if preset.spec == text:
            return preset.hub
    if spec.family != OPEN_CLIP and "." in spec.model:
        # True of all but a few of timm's models; those are looked up when they are loaded.
        return HubWeights(f"timm/{spec.model}", TIMM_FILENAMES)
    return None


def hub_weights(spec: EncoderSpec) -> HubWeights:
    """Return where an encoder's weights lie on the hub; imports its library if need be.

    Raises
    ------
    EncoderError
        When the library knows no such model.
    WeightsUnavailableError
        When the model's weights lie elsewhere.
    """
    text = str(spec.in_full())
    for preset in PRESETS.values():
        if preset.spec == text and preset.hub is not None:
            return preset.hub
    prepare_torch_environment()
    if spec.family == OPEN_CLIP:
        from iaia_desktop.encoders.openclip import hub_location  # noqa: PLC0415 - imports torch
    else:
        from iaia_desktop.encoders.timm_encoder import hub_location  # noqa: PLC0415
    hub = hub_location(spec)
    if hub is None:
        raise WeightsUnavailableError(
            Saying("The weights of {spec} do not lie on the hub.", spec=spec),
            Saying("Fetch them yourself and name their folder, or choose another encoder."),
        )
    return hub
