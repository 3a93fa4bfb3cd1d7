"""Turn a frozen network's linear layers into 8-bit ones, where that pays and changes little."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

import torch

from iaia_desktop.core.errors import EncoderError
from iaia_desktop.core.saying import Saying
from iaia_desktop.encoders.int8_linear import Int8Linear, Int8SelfAttention, kernels_work

LEAST_COSINE = 0.98
"""Embeddings that differ by more from the network's own are not its embeddings any more."""

_LEAST_SHARE = 0.5
"""Share of the work that linear layers must do. With half of it twice as fast, a quarter of the
time is saved; less is not worth another set of embeddings."""


class _Work:
    """What one pass through a network calls, and how many products that takes."""

    def __init__(self) -> None:
        self.replaceable: dict[torch.nn.Module, int] = {}
        self.other = 0

    @property
    def share(self) -> float:
        """The share of the products that can be made with 8 bits."""
        done = sum(self.replaceable.values())
        return done / max(1, done + self.other)

    def note(self, layer: torch.nn.Module, inputs: Any, named: Any, outputs: Any) -> None:
        """Take note of a call; a hook after each layer."""
        if type(layer) is torch.nn.Linear:
            products = outputs.numel() * layer.in_features
            self.replaceable[layer] = self.replaceable.get(layer, 0) + products
        elif isinstance(layer, torch.nn.MultiheadAttention):
            products = 4 * inputs[0].numel() * layer.embed_dim
            if _attends_to_itself(layer, inputs, named):
                self.replaceable[layer] = self.replaceable.get(layer, 0) + products
            else:
                self.other += products
        elif isinstance(layer, torch.nn.Conv1d | torch.nn.Conv2d | torch.nn.Conv3d):
            self.other += outputs.numel() * layer.weight[0].numel()


def to_int8(network: torch.nn.Module, embed: Callable[[], torch.Tensor], title: str) -> None:
    """Replace the linear layers of a network, in place.

    Only layers that ``embed`` really calls are replaced: some networks read a layer's weights past
    the layer, and those would be missed.

    Parameters
    ----------
    network : torch.nn.Module
        On the CPU, in evaluation mode.
    embed : callable
        Embeds some pictures with the network; called before and after.
    title : str
        The encoder's short name.

    Raises
    ------
    EncoderError
        When the kernels do not work here, the network is not made of linear layers, or its
        embeddings would change by too much. The network is then of no more use.
    """
    if not kernels_work():
        raise EncoderError(
            Saying("int8 does not work with this processor and this PyTorch."),
            Saying("Choose float32."),
        )
    with torch.inference_mode():
        work, before = _watch(network, embed)
        if work.share < _LEAST_SHARE:
            raise EncoderError(
                Saying(
                    "{title} is made of other layers than int8 makes faster ({share:.0%} of "
                    "its work is in linear ones).",
                    title=title,
                    share=work.share,
                ),
                Saying(
                    "Choose float32, or an encoder that is a transformer (fast, balanced, "
                    "accurate)."
                ),
            )
        _replace_in(network, set(work.replaceable))
        after = embed()
        cosine = float(torch.nn.functional.cosine_similarity(before, after, dim=1).min())
    if not cosine >= LEAST_COSINE:
        raise EncoderError(
            Saying(
                "int8 would change the embeddings of {title} by too much (a cosine of "
                "{cosine:.3f} to float32).",
                title=title,
                cosine=cosine,
            ),
            Saying("Choose float32."),
        )


def _watch(
    network: torch.nn.Module, embed: Callable[[], torch.Tensor]
) -> tuple[_Work, torch.Tensor]:
    work = _Work()
    with ExitStack() as hooks:
        for layer in network.modules():
            handle = layer.register_forward_hook(work.note, with_kwargs=True)
            hooks.callback(handle.remove)
        return work, embed()


def _replace_in(module: torch.nn.Module, layers: set[torch.nn.Module]) -> None:
    for name, part in list(module.named_children()):
        if part not in layers:
            _replace_in(part, layers)
        elif isinstance(part, torch.nn.MultiheadAttention):
            setattr(module, name, Int8SelfAttention(part))
        elif isinstance(part, torch.nn.Linear):
            setattr(module, name, Int8Linear(part.weight, part.bias))


def _attends_to_itself(
    layer: torch.nn.MultiheadAttention, inputs: tuple[Any, ...], named: dict[str, Any]
) -> bool:
    """Tell whether a call is one that :class:`Int8SelfAttention` can answer."""
    names = ("query", "key", "value", "key_padding_mask")
    given: dict[str, Any] = dict(zip(names, inputs, strict=False)) | named
    query: torch.Tensor = given["query"]
    return bool(
        given.get("key") is query
        and given.get("value") is query
        and query.dim() == 3
        and given.get("attn_mask") is None
        and given.get("key_padding_mask") is None
        and given.get("need_weights") is False
        and layer.batch_first
        and layer.kdim == layer.vdim == layer.embed_dim
        and layer.bias_k is None
        and not layer.add_zero_attn
    )
