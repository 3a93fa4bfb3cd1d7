"""What all encoders that run on torch share: batches, precision, memory, words for faults."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import torch
from PIL import Image

from iaia_desktop.core.errors import EncoderError
from iaia_desktop.core.types import Vector
from iaia_desktop.encoders.batching import BatchSizer
from iaia_desktop.encoders.device import is_out_of_memory, release_memory
from iaia_desktop.encoders.framing import trim_long_image

_Item = TypeVar("_Item")

# First and largest batch; the sizer finds what lies between.
_BATCHES = {"cuda": (64, 256), "mps": (16, 64), "cpu": (4, 32)}


@dataclass(frozen=True, slots=True)
class Backbone:
    """A frozen network with its own preprocessing, as its library gives them.

    Attributes
    ----------
    embed : callable
        Maps a batch of preprocessed images, on the device, to embeddings of shape (n, d).
    preprocess : callable
        Maps one RGB image to a tensor of shape (3, height, width).
    input_size_px : int
        Side of what ``preprocess`` gives.
    crops_centre : bool
        Whether it resizes the short side and takes the middle.
    """

    embed: Callable[[torch.Tensor], torch.Tensor]
    preprocess: Callable[[Image.Image], torch.Tensor]
    input_size_px: int
    crops_centre: bool


class TorchEncoder:
    """Embed images with a torch network; see ``base.Encoder``.

    Safe from several threads: a batch at a time goes through the network, whoever sends it, and
    batches are short. So texts may be embedded while images are, and memory that runs out is
    always that of the batch at hand.

    Parameters
    ----------
    backbone : Backbone
        On the device, in evaluation mode.
    name : str
        What the numbers depend on, but for the precision.
    spec, title, device : str
        As in ``base.Encoder``.
    half : bool, optional
        Whether to compute in half precision; on CUDA by default. A network that half precision
        overflows is used in full precision.
    clock : callable, optional
        Seconds, for the batch size.

    Raises
    ------
    EncoderError
        When the network does not map an image to one embedding.
    """

    def __init__(
        self,
        backbone: Backbone,
        *,
        name: str,
        spec: str,
        title: str,
        device: str,
        half: bool | None = None,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._backbone = backbone
        self._spec = spec
        self._title = title
        self._device = device
        self._half = device == "cuda" if half is None else half
        self._clock = clock
        start, limit = _BATCHES[device]
        self._sizer = BatchSizer(start=start, limit=limit)
        self._one_batch = threading.Lock()
        self._dim = self._probe()
        self._encoder_id = f"{name}@{'fp16' if self._half else 'fp32'}"

    @property
    def encoder_id(self) -> str:
        """Family, model, weights and precision."""
        return self._encoder_id

    @property
    def spec(self) -> str:
        """The spec string that loads this encoder again."""
        return self._spec

    @property
    def title(self) -> str:
        """Short name for the status bar."""
        return self._title

    @property
    def dim(self) -> int:
        """Length of an embedding."""
        return self._dim

    @property
    def input_size_px(self) -> int:
        """Side of the square the network looks at."""
        return self._backbone.input_size_px

    @property
    def device(self) -> str:
        """``cuda``, ``mps`` or ``cpu``."""
        return self._device

    @property
    def batch_size(self) -> int:
        """How many images to hand over at once, to take less than 200 ms."""
        return self._sizer.size

    def encode_images(self, images: Sequence[Image.Image]) -> Vector:
        """Embed images; see ``base.Encoder.encode_images``.

        Parameters
        ----------
        images : sequence of PIL.Image.Image
            Mode RGB, upright, any size.

        Returns
        -------
        ndarray, shape (n, d), float32
            In the order given, not normalised.

        Raises
        ------
        EncoderError
            When not even one image fits into memory, or the network fails.
        """
        return self._in_batches(images, self._embed_images, self._sizer)

    def _in_batches(
        self,
        items: Sequence[_Item],
        embed: Callable[[Sequence[_Item]], torch.Tensor],
        sizer: BatchSizer,
    ) -> Vector:
        """Embed items in batches that fit into memory, halving them until they do."""
        parts: list[Vector] = []
        position = 0
        while position < len(items):
            with self._one_batch:
                part = self._sized_batch(items, position, embed, sizer)
            if part is not None:
                parts.append(part)
                position += len(part)
        return np.concatenate(parts) if parts else np.zeros((0, self._dim), np.float32)

    def _sized_batch(
        self,
        items: Sequence[_Item],
        position: int,
        embed: Callable[[Sequence[_Item]], torch.Tensor],
        sizer: BatchSizer,
    ) -> Vector | None:
        """Embed the batch from a position on; None when a smaller one is worth a try."""
        batch = items[position : position + sizer.limit]
        started = self._clock()
        part = self._try_batch(batch, embed)
        if part is None:
            # Here, not where the error is caught: the error holds on to the batch's memory.
            release_memory(self._device)
            if sizer.halve(len(batch)):
                return None
            raise EncoderError(
                f"There is too little memory for {self._title} on {self._device}.",
                "Close other programs, or choose a smaller encoder.",
            )
        sizer.observe(len(batch), self._clock() - started)
        return part

    def _try_batch(
        self, batch: Sequence[_Item], embed: Callable[[Sequence[_Item]], torch.Tensor]
    ) -> Vector | None:
        """Embed one batch; None when memory ran out."""
        try:
            with torch.inference_mode():
                embeddings = embed(batch).float().cpu().numpy()
        except (RuntimeError, MemoryError) as error:
            if is_out_of_memory(error):
                return None
            raise EncoderError(
                f"{self._title} failed on {self._device} ({_first_line(error)}).",
                "Try again on the processor (device cpu), or choose another encoder.",
            ) from error
        if not np.isfinite(embeddings).all():
            raise EncoderError(
                f"{self._title} gives embeddings that are not numbers.",
                "Its weights may be damaged; choose another encoder.",
            )
        return np.ascontiguousarray(embeddings, dtype=np.float32)

    def _embed_images(self, images: Sequence[Image.Image]) -> torch.Tensor:
        return self._embed(torch.stack([self._preprocess(image) for image in images]))

    def _preprocess(self, image: Image.Image) -> torch.Tensor:
        image = image if image.mode == "RGB" else image.convert("RGB")
        if self._backbone.crops_centre:
            image = trim_long_image(image)
        return self._backbone.preprocess(image)

    def _embed(self, batch: torch.Tensor) -> torch.Tensor:
        batch = batch.to(self._device)
        if not self._half:
            return self._backbone.embed(batch)
        with torch.autocast(self._device, dtype=torch.float16):
            embeddings = self._backbone.embed(batch).float()
        # The rare image whose activations half precision cannot hold is done again in full.
        overflowed = ~torch.isfinite(embeddings).all(dim=1)
        if bool(overflowed.any()):
            embeddings[overflowed] = self._backbone.embed(batch[overflowed]).float()
        return embeddings

    def _probe(self) -> int:
        """Embed one picture to see that all works; return the length of its embedding."""
        size_px = self._backbone.input_size_px
        noise = np.random.default_rng(0).integers(0, 256, (size_px, size_px, 3), np.uint8)
        picture = Image.fromarray(noise)
        if self._half:
            with torch.inference_mode(), torch.autocast(self._device, dtype=torch.float16):
                batch = self._preprocess(picture)[None].to(self._device)
                self._half = bool(torch.isfinite(self._backbone.embed(batch)).all())
        with torch.inference_mode():
            shape = tuple(self._embed_images([picture]).shape)
        if len(shape) != 2 or shape[0] != 1 or shape[1] < 1:
            raise EncoderError(
                f"{self._title} gives no embedding, but numbers of shape {shape}.",
                "Choose another encoder.",
            )
        return int(shape[1])


def _first_line(error: BaseException) -> str:
    words = (str(error).splitlines() or [""])[0].strip().rstrip(".")
    return words or type(error).__name__
