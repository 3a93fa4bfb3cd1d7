"""What the program asks of an encoder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from PIL import Image

from iaia_desktop.core.types import Vector


class Encoder(Protocol):
    """Map images to embeddings with a frozen backbone (Phi of the paper).

    Attributes
    ----------
    encoder_id : str
        Names everything that changes the numbers (family, model, weights, precision where it
        matters), so that embeddings with equal ids may be compared.
    spec : str
        The spec string that loads this encoder again.
    title : str
        Short name for the status bar.
    dim : int
        Length d of an embedding.
    input_size_px : int
        Side of the square the encoder looks at; images may be decoded at twice this size.
    device : str
        ``cuda``, ``mps`` or ``cpu``.
    """

    @property
    def encoder_id(self) -> str: ...
    @property
    def spec(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def dim(self) -> int: ...
    @property
    def input_size_px(self) -> int: ...
    @property
    def device(self) -> str: ...

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
class TextEncoder(Protocol):
    """An encoder that also has a text side (CLIP)."""

    def encode_texts(self, texts: Sequence[str]) -> Vector:
        """Embed texts into the space of the images, shape (n, d), float32."""
        ...
