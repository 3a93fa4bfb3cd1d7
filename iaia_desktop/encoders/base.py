"""What the program asks of an encoder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol, runtime_checkable

import numpy.typing as npt
from PIL import Image

from iaia_desktop.core.types import Vector

Prepared = npt.NDArray[Any]
"""An image as its encoder wants it, but for what is done to a whole batch at once."""


class Encoder(Protocol):
    """Map images to embeddings with a frozen backbone (Phi of the paper)."""

    @property
    def encoder_id(self) -> str:
        """Name of everything that changes the numbers: family, model, weights, precision.

        Embeddings with equal ids may be compared.
        """
        ...

    @property
    def spec(self) -> str:
        """The spec string that loads this encoder again."""
        ...

    @property
    def title(self) -> str:
        """Short name for the status bar; a ``Saying`` where it is no name of a model."""
        ...

    @property
    def dim(self) -> int:
        """Length d of an embedding."""
        ...

    @property
    def input_size_px(self) -> int:
        """Side of the square it looks at; images may be decoded at twice this size."""
        ...

    @property
    def device(self) -> str:
        """``cuda``, ``mps`` or ``cpu``."""
        ...

    @property
    def batch_size(self) -> int:
        """How many images to hand over at once; may shrink after out-of-memory."""
        ...

    def encode_images(self, images: Sequence[Image.Image]) -> Vector:
        """Embed images.

        Parameters
        ----------
        images : sequence of PIL.Image.Image
            Mode RGB, upright, any size.

        Returns
        -------
        ndarray, shape (n, d), float32
            In the order given, as the backbone gives them (not normalised).

        Raises
        ------
        EncoderError
            When the backbone cannot work on this machine.
        """
        ...


@runtime_checkable
class PreparingEncoder(Protocol):
    """An encoder whose preprocessing runs in other threads, and whose batches can be stopped."""

    @property
    def batches_at_once(self) -> int:
        """How many batches to hand over at the same time, so that the device never waits."""
        ...

    def prepare(self, image: Image.Image) -> Prepared:
        """Scale and cut an image as the backbone wants it; from any thread, beside all else.

        Parameters
        ----------
        image : PIL.Image.Image
            Mode RGB, upright, any size.
        """
        ...

    def encode_prepared(
        self, prepared: Sequence[Prepared], pause: Callable[[], None] | None = None
    ) -> Vector:
        """Embed prepared images; from any thread.

        Parameters
        ----------
        prepared : sequence of ndarray
            As ``prepare`` gives them.
        pause : callable, optional
            Called several times on the way where the backbone allows; what it raises ends the
            work. With it the batch is one of many in the background, and lets those without pass.

        Returns
        -------
        ndarray, shape (n, d), float32
            The numbers that ``encode_images`` gives.

        Raises
        ------
        EncoderError
            When the backbone cannot work on this machine.
        """
        ...


@runtime_checkable
class TextEncoder(Protocol):
    """An encoder that also has a text side (CLIP)."""

    @property
    def encoder_id(self) -> str:
        """As in :class:`Encoder`."""
        ...

    @property
    def dim(self) -> int:
        """Length d of an embedding, of a text as of an image."""
        ...

    def encode_texts(self, texts: Sequence[str]) -> Vector:
        """Embed texts into the space of the images, shape (n, d), float32.

        May be called from another thread while images are embedded.
        """
        ...

    def prompts(self, name: str) -> tuple[str, ...]:
        """Return sentences about a picture of what ``name`` says, at least one."""
        ...
