"""Have a network compute in another precision than full."""

from __future__ import annotations

from collections.abc import Callable

import torch

from iaia_desktop.core.errors import EncoderError
from iaia_desktop.core.saying import Saying
from iaia_desktop.encoders.device import pick_device
from iaia_desktop.encoders.int8_network import to_int8
from iaia_desktop.encoders.precisions import Precision, obstacle
from iaia_desktop.encoders.processor import Processor, this_processor

Embed = Callable[[torch.Tensor], torch.Tensor]


def device_for(precision: Precision, wanted: str) -> str:
    """Choose the device as ``pick_device`` does; the reduced precisions are the processor's.

    Raises
    ------
    EncoderError
        When another device is asked for by name, or is not there.
    """
    if precision is Precision.FLOAT32:
        return pick_device(wanted)
    if wanted not in {"auto", "cpu"}:
        raise EncoderError(
            Saying(
                "{precision} is a precision of the processor, and {device} was asked for.",
                precision=precision,
                device=wanted,
            ),
            Saying(
                "Choose float32, which a graphics card computes in half precision, or the "
                "device cpu."
            ),
        )
    return "cpu"


def reduced(
    embed: Embed,
    network: torch.nn.Module | None,
    precision: Precision,
    title: str,
    pictures: torch.Tensor,
    processor: Processor | None = None,
) -> Embed:
    """Return a network's function, computing in a precision; the network itself may be changed.

    Parameters
    ----------
    embed : callable
        Maps a batch to embeddings, on the CPU.
    network : torch.nn.Module or None
        What it runs.
    precision : Precision
        The one that is wanted.
    title : str
        The encoder's short name.
    pictures : torch.Tensor
        A batch to try it with.
    processor : Processor, optional
        This machine's by default.

    Raises
    ------
    EncoderError
        When the precision does not serve for this network on this machine.
    """
    if precision is Precision.FLOAT32:
        return embed
    why_not = obstacle(precision, processor or this_processor())
    if why_not:
        raise EncoderError(
            Saying(
                "{precision} is not for this machine. {why_not}",
                precision=precision,
                why_not=why_not,
            ),
            Saying("Choose float32."),
        )
    if precision is Precision.BFLOAT16:
        return _in_bfloat16(embed)
    if network is None:
        raise EncoderError(
            Saying("The layers of {title} cannot be told apart.", title=title),
            Saying("Choose float32."),
        )
    to_int8(network, lambda: embed(pictures), title)
    return embed


def _in_bfloat16(embed: Embed) -> Embed:
    def embed_so(batch: torch.Tensor) -> torch.Tensor:
        with torch.autocast("cpu", dtype=torch.bfloat16):
            return embed(batch).float()

    return embed_so
