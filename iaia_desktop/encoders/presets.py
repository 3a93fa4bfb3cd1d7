"""The encoders the program recommends, as plain data.

The choice weighs three things: a licence that anyone may use (MIT or ours), the cost on a
processor without a graphics card, and published zero-shot accuracy as a stand-in for how well
classes separate. ViT-B-32-256 gives the best accuracy for its cost (72.8 % ImageNet zero-shot at
11.5 GFLOPs an image). TinyCLIP's 40M tower costs a third of it. EVA02-B-16 costs three times as
much and equals ViT-L-14 on CIFAR-100 (87.7 against 87.4 %), which would cost fourteen times as
much. MobileCLIP is no faster on desktop processors, and its licence is for research only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class HubWeights:
    """Where weights lie on a hub.

    Attributes
    ----------
    repo_id : str
        ``owner/name``.
    filenames : tuple of str
        Names of the same weights, best first (safetensors before pickled files).
    """

    repo_id: str
    filenames: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preset:
    """An encoder with a short name, for people who do not want to know more.

    Attributes
    ----------
    name : str
        ``fast``, ``balanced``, ``accurate`` or ``builtin``; also understood as a spec string.
    title : str
        For menus.
    spec : str
        The spec string it stands for.
    note : str
        One sentence: when to take it.
    licence : str
        Of the weights.
    hub : HubWeights or None
        Where the weights lie; None when none are needed.
    size_bytes : int or None
        Approximate size of the download; None when there is none.
    """

    name: str
    title: str
    spec: str
    note: str
    licence: str
    hub: HubWeights | None = None
    size_bytes: int | None = None


OPEN_CLIP_FILENAMES = ("open_clip_model.safetensors", "open_clip_pytorch_model.bin")
"""What open_clip calls its weights on a hub."""

TIMM_FILENAMES = ("model.safetensors", "pytorch_model.bin")
"""What timm calls its weights on a hub."""

DEFAULT_SPEC = "open_clip:ViT-B-32-256/datacomp_s34b_b86k"
"""The encoder of a new session."""

BUILTIN_SPEC = "builtin"
"""The encoder that needs no weights."""

PRESETS: Mapping[str, Preset] = MappingProxyType(
    {
        preset.name: preset
        for preset in (
            Preset(
                name="fast",
                title="Fast (TinyCLIP 40M)",
                spec="timm:vit_medium_patch32_clip_224.tinyclip_laion400m",
                note="About three times as fast as balanced, for large folders on a slow machine.",
                licence="MIT",
                hub=HubWeights(
                    "timm/vit_medium_patch32_clip_224.tinyclip_laion400m", TIMM_FILENAMES
                ),
                size_bytes=159_000_000,
            ),
            Preset(
                name="balanced",
                title="Balanced (CLIP ViT-B-32-256)",
                spec=DEFAULT_SPEC,
                note="The default: the best accuracy for its cost.",
                licence="MIT",
                hub=HubWeights(
                    "laion/CLIP-ViT-B-32-256x256-DataComp-s34B-b86K", OPEN_CLIP_FILENAMES
                ),
                size_bytes=605_000_000,
            ),
            Preset(
                name="accurate",
                title="Accurate (CLIP EVA02-B-16)",
                spec="open_clip:EVA02-B-16/merged2b_s8b_b131k",
                note="About a third as fast as balanced, for classes that look alike.",
                licence="MIT",
                hub=HubWeights(
                    "timm/eva02_base_patch16_clip_224.merged2b_s8b_b131k", OPEN_CLIP_FILENAMES
                ),
                size_bytes=600_000_000,
            ),
            Preset(
                name="builtin",
                title="Built in (no download)",
                spec=BUILTIN_SPEC,
                note="Works at once and without a connection; suggestions are less accurate.",
                licence="MIT",
            ),
        )
    }
)
"""The presets by name, in the order menus show them."""
