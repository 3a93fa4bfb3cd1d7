"""Every encoder behind one door: list them, look for their weights, fetch them, load them.

Importing this module imports neither torch nor any model library; ``load_encoder`` does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import (
    DeviceError,
    EncoderError,
    WeightsDamagedError,
    WeightsUnavailableError,
)
from iaia_desktop.core.saying import Saying
from iaia_desktop.encoders.base import Encoder
from iaia_desktop.encoders.fetch import DEFAULT_PATIENCE, Patience, WeightsProgress
from iaia_desktop.encoders.hub_cache import (
    cached_timm_models,
    cached_weights,
    discard_damaged,
    repo_folder,
)
from iaia_desktop.encoders.local_folder import open_local_folder
from iaia_desktop.encoders.presets import (
    BUILTIN_SPEC,
    DEFAULT_SPEC,
    PRESETS,
    TIMM_FILENAMES,
    HubWeights,
    Preset,
)
from iaia_desktop.encoders.spec import BUILTIN, OPEN_CLIP, EncoderSpec, parse_spec
from iaia_desktop.encoders.torch_environment import prepare_torch_environment
from iaia_desktop.encoders.weights import fetch_weights, hub_weights, weights_present

__all__ = [
    "BUILTIN_SPEC",
    "DEFAULT_SPEC",
    "PRESETS",
    "EncoderListing",
    "Preset",
    "WeightsProgress",
    "fetch_weights",
    "list_encoders",
    "load_encoder",
    "weights_present",
]


@dataclass(frozen=True, slots=True)
class EncoderListing:
    """One line of the list of encoders.

    Attributes
    ----------
    spec : str
        The spec string.
    title : str
        For menus.
    licence : str
        Of the weights; "" when it is not known here.
    present : bool
        Whether the weights are on this machine, or none are needed.
    location : Path or None
        The file with the weights, or the folder they would be fetched into; None when none are
        needed.
    size_bytes : int or None
        On disk, or the approximate size of the download; None when none are needed.
    note : str
        One sentence: when to take it.
    preset : str
        The name of the preset; "" for others.
    """

    spec: str
    title: str
    licence: str
    present: bool
    location: Path | None
    size_bytes: int | None
    note: str
    preset: str = ""


def list_encoders() -> list[EncoderListing]:
    """List the presets, then timm's models that lie in the hub's cache.

    Touches neither torch nor the network.

    Returns
    -------
    list of EncoderListing
        Presets in their own order, then the others by name.
    """
    listings = [_preset_listing(preset) for preset in PRESETS.values()]
    listed = {listing.spec for listing in listings}
    for name in cached_timm_models():
        spec = f"timm:{name}"
        weights = cached_weights(HubWeights(f"timm/{name}", TIMM_FILENAMES))
        if spec not in listed and weights is not None:
            size_bytes = weights.stat().st_size
            listings.append(
                EncoderListing(
                    spec,
                    name,
                    "",
                    present=True,
                    location=weights,
                    size_bytes=size_bytes,
                    note=Saying("Fetched earlier."),
                )
            )
    return listings


def _preset_listing(preset: Preset) -> EncoderListing:
    weights = cached_weights(preset.hub) if preset.hub is not None else None
    location, size_bytes = weights, preset.size_bytes
    if weights is not None:
        size_bytes = weights.stat().st_size
    elif preset.hub is not None:
        location = repo_folder(preset.hub.repo_id)
    return EncoderListing(
        spec=preset.spec,
        title=preset.title,
        licence=preset.licence,
        present=preset.hub is None or weights is not None,
        location=location,
        size_bytes=size_bytes,
        note=preset.note,
        preset=preset.name,
    )


def load_encoder(
    spec: str,
    *,
    device: str = "auto",
    allow_download: bool = False,
    progress: Callable[[WeightsProgress], None] | None = None,
    cancel: CancelToken | None = None,
    patience: Patience = DEFAULT_PATIENCE,
) -> Encoder:
    """Load an encoder, fetching its weights first where that is allowed and needed.

    Takes seconds, and imports torch: call it in a worker thread.

    Parameters
    ----------
    spec : str
        A spec string or the name of a preset.
    device : str
        ``auto`` (CUDA, then MPS, then CPU), ``cuda``, ``mps`` or ``cpu``.
    allow_download : bool
        Whether weights that are not on this machine may be fetched.
    progress : callable, optional
        Told how far the download is, in the calling thread.
    cancel : CancelToken, optional
        Stops a download within 200 ms; looked at between the steps of loading.
    patience : Patience
        How long a silent connection is borne.

    Returns
    -------
    Encoder
        Ready to embed. Its ``spec`` names a folder by its absolute path.

    Raises
    ------
    WeightsUnavailableError
        When the weights are not on this machine and may not or cannot be fetched now.
    WeightsDamagedError
        When those in the hub's cache were damaged, and were thrown away.
    EncoderError
        When the string names no encoder, the device is missing or fails, or the weights are
        damaged.
    CancelledError
        When cancelled.
    """
    parsed = parse_spec(spec).absolute()
    if parsed.family == BUILTIN:
        from iaia_desktop.encoders.builtin import BuiltinEncoder  # noqa: PLC0415 - often not needed

        return BuiltinEncoder()
    weights = _weights_for(parsed, allow_download, progress, cancel, patience)
    if cancel is not None:
        cancel.raise_if_cancelled()
    prepare_torch_environment()
    try:
        return _load(parsed, weights, device)
    except DeviceError:
        raise
    except EncoderError as error:
        if parsed.folder is not None or not discard_damaged(weights):
            raise
        raise WeightsDamagedError(
            Saying(
                "The weights of {title} were damaged on this disk, and were thrown away.",
                title=parsed.title,
            ),
            Saying("Try again: they are fetched anew."),
        ) from error


def _load(spec: EncoderSpec, weights: Path, device: str) -> Encoder:
    if spec.family == OPEN_CLIP:
        from iaia_desktop.encoders.openclip import load_open_clip  # noqa: PLC0415 - imports torch

        return load_open_clip(spec, weights, device=device)
    from iaia_desktop.encoders.timm_encoder import load_timm  # noqa: PLC0415 - imports torch

    return load_timm(spec, weights, device=device)


def _weights_for(
    spec: EncoderSpec,
    allow_download: bool,
    progress: Callable[[WeightsProgress], None] | None,
    cancel: CancelToken | None,
    patience: Patience,
) -> Path:
    if spec.folder is not None:
        return open_local_folder(spec).weights
    if allow_download:
        return fetch_weights(str(spec), progress=progress, cancel=cancel, patience=patience)
    weights = cached_weights(hub_weights(spec))
    if weights is None:
        raise WeightsUnavailableError(
            Saying("The weights of {spec} are not on this machine.", spec=spec),
            Saying("Fetch them, or use a folder with weights."),
        )
    return weights
