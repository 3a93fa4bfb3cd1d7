"""Split a network's preprocessing: what an image needs alone, and what a batch can do at once.

Scaling and cutting are done image by image, in the threads that decode. What is left, turning
bytes into numbers and scaling those, is the same sum for every pixel: it is done on the whole
batch, where the network computes. Between the two an image is a small array of bytes, a quarter of
what numbers would take in memory and on the way to a graphics card.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from PIL import Image

from iaia_desktop.encoders.base import Prepared

_ToTensor = Callable[[Image.Image], torch.Tensor]


@dataclass(frozen=True, slots=True)
class Preparation:
    """Preprocessing in two steps, which together give what the library's own gives.

    Attributes
    ----------
    prepare : callable
        Maps one RGB image to an array of its own: bytes of shape (height, width, 3), or numbers of
        shape (3, height, width) where the library's steps cannot be told apart. Any thread.
    finish : callable
        Maps a stack of such arrays, on the device, to what the network takes.
    """

    prepare: Callable[[Image.Image], Prepared]
    finish: Callable[[torch.Tensor], torch.Tensor]


def split_preprocessing(preprocess: _ToTensor, device: str = "cpu") -> Preparation:
    """Split the preprocessing of open_clip or timm before its pixels become numbers.

    Parameters
    ----------
    preprocess : callable
        Maps one RGB image to a tensor of shape (3, height, width). What is no chain that ends with
        the usual two steps, or would give other numbers when split, is kept whole.
    device : str, optional
        Where ``finish`` gets its stacks.

    Returns
    -------
    Preparation
        Gives the very numbers of ``preprocess`` on the CPU.
    """
    if _can_be_split(preprocess):
        return _split(preprocess, device)
    return Preparation(lambda image: preprocess(image).numpy(), lambda batch: batch)


def stack_on(
    device: str, prepared: Sequence[Prepared], empty: Callable[..., torch.Tensor] = torch.empty
) -> torch.Tensor:
    """Stack prepared images into one tensor on a device.

    For CUDA they are stacked in pinned memory, and the copy goes on while the caller does: what is
    computed with the tensor waits for it in the card's own order.

    Parameters
    ----------
    device : str
        ``cuda``, ``mps`` or ``cpu``.
    prepared : sequence of ndarray
        All of one shape and type, at least one.
    empty : callable, optional
        Makes the tensor to stack into, as ``torch.empty``.
    """
    first = prepared[0]
    pinned = device == "cuda"
    held = empty(
        (len(prepared), *first.shape),
        dtype=torch.uint8 if first.dtype == np.uint8 else torch.float32,
        pin_memory=pinned,
    )
    np.stack(prepared, out=held.numpy())
    return held if device == "cpu" else held.to(device, non_blocking=pinned)


def _can_be_split(preprocess: _ToTensor) -> bool:
    """Look at the last two steps, and try whether doing them later gives the same numbers."""
    steps = list(getattr(preprocess, "transforms", ()))
    # By name: both libraries have variants of their own of the first.
    if len(steps) < 2 or not _is_a(steps[-2], "ToTensor") or not _is_a(steps[-1], "Normalize"):
        return False
    probe = Image.fromarray(np.random.default_rng(0).integers(0, 256, (37, 53, 3), np.uint8))
    parts = _split(preprocess, "cpu")
    try:
        later = parts.finish(stack_on("cpu", [parts.prepare(probe)]))[0]
        return torch.equal(later, preprocess(probe))
    except (TypeError, ValueError, RuntimeError):
        return False


def _split(preprocess: _ToTensor, device: str) -> Preparation:
    chain: list[Any] = list(getattr(preprocess, "transforms", ()))
    steps, normalise = chain[:-2], chain[-1]
    mean, std = _as_channels(normalise.mean, device), _as_channels(normalise.std, device)

    def prepare(image: Image.Image) -> npt.NDArray[np.uint8]:
        for step in steps:
            image = step(image)
        return np.asarray(image)

    def finish(batch: torch.Tensor) -> torch.Tensor:
        numbers = batch.permute(0, 3, 1, 2).contiguous().to(torch.float32)
        return numbers.div_(255).sub_(mean).div_(std)

    return Preparation(prepare, finish)


def _is_a(step: object, name: str) -> bool:
    return any(kind.__name__ == name for kind in type(step).__mro__)


def _as_channels(values: object, device: str) -> torch.Tensor:
    return torch.as_tensor(values, dtype=torch.float32, device=device).view(-1, 1, 1)
