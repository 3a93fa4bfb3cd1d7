"""What all encoders that run on torch share: batches, precision, memory, words for faults."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
import torch
from PIL import Image

from iaia_desktop.core.errors import DeviceError, EncoderError
from iaia_desktop.core.saying import Saying
from iaia_desktop.core.types import Vector
from iaia_desktop.encoders.base import Prepared
from iaia_desktop.encoders.batching import BatchSizer
from iaia_desktop.encoders.device import is_out_of_memory, release_memory
from iaia_desktop.encoders.framing import trim_long_image
from iaia_desktop.encoders.pauses import Pauses
from iaia_desktop.encoders.precisions import ID_WORDS, Precision
from iaia_desktop.encoders.preparation import split_preprocessing, stack_on
from iaia_desktop.encoders.reduced import reduced

_Item = TypeVar("_Item")

# First and largest batch; the sizer finds what lies between.
_BATCHES = {"cuda": (64, 256), "mps": (16, 64), "cpu": (4, 32)}

_PATIENCE_S = 0.2
_PATIENCE_WITH_PAUSES_S = 1.2
"""How long a batch may take. Where it pauses, only its own images wait for its end; and on two old
cores a batch of 8, which takes 0.7 s, needs two thirds of the time for an image that one of 1 or 2
does."""


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
    network : torch.nn.Module, optional
        What ``embed`` runs: between its layers a long batch can be stopped, or let others pass.
    """

    embed: Callable[[torch.Tensor], torch.Tensor]
    preprocess: Callable[[Image.Image], torch.Tensor]
    input_size_px: int
    crops_centre: bool
    network: torch.nn.Module | None = None


class TorchEncoder:
    """Embed images with a torch network; see ``base.Encoder``.

    Safe from several threads: a batch at a time goes through the network, whoever sends it; a batch
    in the background lets others pass between two layers. So texts, and the image on screen, may be
    embedded while a folder is.

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
    precision : Precision, optional
        What the CPU computes in; in full by default.
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
        precision: Precision = Precision.FLOAT32,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._backbone = backbone
        self._spec = spec
        self._title = title
        self._device = device
        self._half = device == "cuda" if half is None else half
        self._clock = clock
        self._preparation = split_preprocessing(backbone.preprocess, device)
        if precision is not Precision.FLOAT32:
            self._backbone = self._reduce(backbone, precision)
        self._pauses = Pauses()
        # A graphics card is quick, and works behind: there is nothing to pause.
        pausing = device == "cpu" and self._pauses.watch(backbone.network)
        start, limit = _BATCHES[device]
        patience_s = _PATIENCE_WITH_PAUSES_S if pausing else _PATIENCE_S
        self._sizer = BatchSizer(start=start, limit=limit, target_s=patience_s)
        self._dim = self._probe()
        self._encoder_id = f"{name}@{'fp16' if self._half else ID_WORDS[precision]}"

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
        """How many images to hand over at once: as many as pay, within patience and memory."""
        return self._sizer.size

    @property
    def batches_at_once(self) -> int:
        """Two for a graphics card: the next batch is on its way while one is computed."""
        return 2 if self._device == "cuda" else 1

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
            When not even one image fits into memory, or the network fails; a DeviceError where the
            processor may do better.
        """
        return self._in_batches(images, self._stack_images, self._embed_stack, self._sizer)

    def prepare(self, image: Image.Image) -> Prepared:
        """Scale and cut an image as the network wants it; see ``base.PreparingEncoder``.

        Safe from any thread; nothing of it waits for the network.
        """
        image = image if image.mode == "RGB" else image.convert("RGB")
        if self._backbone.crops_centre:
            image = trim_long_image(image)
        return self._preparation.prepare(image)

    def encode_prepared(
        self, prepared: Sequence[Prepared], pause: Callable[[], None] | None = None
    ) -> Vector:
        """Embed prepared images; see ``base.PreparingEncoder``.

        Parameters
        ----------
        prepared : sequence of ndarray
            As ``prepare`` gives them.
        pause : callable, optional
            Called between the layers on the CPU, and before each batch; what it raises ends the
            work. With it, calls without it pass.

        Returns
        -------
        ndarray, shape (n, d), float32
            In the order given, not normalised.

        Raises
        ------
        EncoderError
            As ``encode_images``.
        """
        return self._in_batches(prepared, self._stack, self._embed_stack, self._sizer, pause)

    def _in_batches(
        self,
        items: Sequence[_Item],
        stage: Callable[[Sequence[_Item]], torch.Tensor],
        embed: Callable[[torch.Tensor], torch.Tensor],
        sizer: BatchSizer,
        pause: Callable[[], None] | None = None,
    ) -> Vector:
        """Embed items in batches that fit into memory, halving them until they do.

        ``stage`` brings a batch to the device, while another one may be computed; ``embed`` has the
        network to itself.
        """
        parts: list[Vector] = []
        position = 0
        while position < len(items):
            batch = items[position : position + sizer.limit]
            part = self._try_batch(batch, stage, embed, sizer, pause)
            if part is not None:
                parts.append(part)
                position += len(part)
                continue
            # Here, not where the error is caught: the error holds on to the batch's memory.
            release_memory(self._device)
            if not sizer.halve(len(batch)):
                raise self._fault(
                    Saying(
                        "There is too little memory for {title} on {device}.",
                        title=self._title,
                        device=self._device,
                    ),
                    Saying("Close other programs, or choose a smaller encoder."),
                )
        return np.concatenate(parts) if parts else np.zeros((0, self._dim), np.float32)

    def _try_batch(
        self,
        batch: Sequence[_Item],
        stage: Callable[[Sequence[_Item]], torch.Tensor],
        embed: Callable[[torch.Tensor], torch.Tensor],
        sizer: BatchSizer,
        pause: Callable[[], None] | None,
    ) -> Vector | None:
        """Embed one batch; None when memory ran out."""
        try:
            with torch.inference_mode():
                staged = stage(batch)
                with self._pauses.turn(pause) as turn:
                    started = self._clock()
                    embeddings = embed(staged).float().cpu().numpy()
                    seconds = self._clock() - started - turn.seconds_aside
        except (RuntimeError, MemoryError) as error:
            if is_out_of_memory(error):
                return None
            raise self._fault(
                Saying(
                    "{title} failed on {device} ({reason}).",
                    title=self._title,
                    device=self._device,
                    reason=_first_line(error),
                ),
                Saying("Try again on the processor (device cpu), or choose another encoder."),
            ) from error
        if not np.isfinite(embeddings).all():
            raise EncoderError(
                Saying("{title} gives embeddings that are not numbers.", title=self._title),
                Saying("Its weights may be damaged; choose another encoder."),
            )
        sizer.observe(len(batch), seconds)
        return np.ascontiguousarray(embeddings, dtype=np.float32)

    def _fault(self, what: Saying, remedy: Saying) -> EncoderError:
        return (EncoderError if self._device == "cpu" else DeviceError)(what, remedy)

    def _stack_images(self, images: Sequence[Image.Image]) -> torch.Tensor:
        return self._stack([self.prepare(image) for image in images])

    def _stack(self, prepared: Sequence[Prepared]) -> torch.Tensor:
        return stack_on(self._device, prepared)

    def _embed_stack(self, stack: torch.Tensor) -> torch.Tensor:
        return self._embed(self._preparation.finish(stack))

    def _embed(self, batch: torch.Tensor) -> torch.Tensor:
        if not self._half:
            return self._backbone.embed(batch)
        with torch.autocast(self._device, dtype=torch.float16):
            embeddings = self._backbone.embed(batch).float()
        # The rare image whose activations half precision cannot hold is done again in full.
        overflowed = ~torch.isfinite(embeddings).all(dim=1)
        if bool(overflowed.any()):
            embeddings[overflowed] = self._backbone.embed(batch[overflowed]).float()
        return embeddings

    def _reduce(self, backbone: Backbone, precision: Precision) -> Backbone:
        with torch.inference_mode():
            pictures = self._preparation.finish(self._stack_images(_pictures(backbone)))
        embed = reduced(backbone.embed, backbone.network, precision, self._title, pictures)
        return replace(backbone, embed=embed)

    def _probe(self) -> int:
        """Embed one picture to see that all works; return the length of its embedding."""
        with torch.inference_mode():
            batch = self._preparation.finish(self._stack_images(_pictures(self._backbone)[:1]))
            if self._half:
                with torch.autocast(self._device, dtype=torch.float16):
                    self._half = bool(torch.isfinite(self._backbone.embed(batch)).all())
            shape = tuple(self._embed(batch).shape)
        if len(shape) != 2 or shape[0] != 1 or shape[1] < 1:
            raise EncoderError(
                Saying(
                    "{title} gives no embedding, but numbers of shape {shape}.",
                    title=self._title,
                    shape=shape,
                ),
                Saying("Choose another encoder."),
            )
        return int(shape[1])


def _pictures(backbone: Backbone) -> list[Image.Image]:
    """Return pictures to try a network with: noise, and slopes of colours with ever less of it."""
    rng = np.random.default_rng(0)
    size_px = backbone.input_size_px
    slope = np.linspace(0, 1, size_px)[:, None, None]
    noise = [rng.integers(0, 256, (size_px, size_px, 3), np.uint8) for _ in range(4)]
    return [
        Image.fromarray((layer / strength + slope * (255 - 255 / strength) * colour).astype("u1"))
        for layer, strength, colour in zip(noise, (1, 4, 16, 64), rng.random((4, 3)), strict=True)
    ]


def _first_line(error: BaseException) -> str:
    words = (str(error).splitlines() or [""])[0].strip().rstrip(".")
    return words or type(error).__name__
