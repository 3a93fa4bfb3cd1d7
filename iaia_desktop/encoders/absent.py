"""An encoder that is known by name only: its embeddings are here, its weights are not."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image

from iaia_desktop.core.errors import EncoderError
from iaia_desktop.core.saying import Saying
from iaia_desktop.core.types import Vector

_COMPARABLE_PRECISIONS = frozenset({"fp16", "fp32"})


class AbsentEncoder:
    """Stand for the encoder whose embeddings were made elsewhere; it embeds nothing.

    The pipeline passes images by that have no embedding elsewhere.

    Parameters
    ----------
    encoder_id : str
        As in :class:`Encoder`; what the embeddings were made with.
    spec : str
        The spec string that would load it.
    dim : int
        Length of an embedding.
    """

    device = ""
    title: str = Saying("Embedded elsewhere")
    batch_size = 32
    input_size_px = 224

    def __init__(self, encoder_id: str, spec: str, dim: int) -> None:
        self.encoder_id = encoder_id
        self.spec = spec
        self.dim = dim

    def encode_images(self, images: Sequence[Image.Image]) -> Vector:
        """Return nothing for no images.

        Raises
        ------
        EncoderError
            When there are images.
        """
        if images:
            raise EncoderError(
                Saying("The encoder {spec} is not on this machine.", spec=self.spec),
                Saying("Only images that were embedded elsewhere can be compared."),
            )
        return np.zeros((0, self.dim), dtype=np.float32)


def may_be_compared(one: str, other: str) -> bool:
    """Tell whether embeddings with these encoder ids lie in one space.

    Equal ids do, and so do ids that differ in half against single precision only: a graphics card
    works in the one and a processor in the other, and the numbers are the same but for rounding.
    Other precisions change the numbers by more, and do not.
    """
    if one == other:
        return True
    name, _, precision = one.rpartition("@")
    other_name, _, other_precision = other.rpartition("@")
    return (
        bool(name) and name == other_name and {precision, other_precision} <= _COMPARABLE_PRECISIONS
    )
