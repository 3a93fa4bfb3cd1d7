"""Send batches through an encoder such that a bad picture costs nobody but itself."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image

from iaia_desktop.core.errors import CancelledError, EncoderError
from iaia_desktop.core.saying import Saying
from iaia_desktop.core.types import ImageId, Vector
from iaia_desktop.encoders.base import Encoder, PreparingEncoder
from iaia_desktop.images.reasons import REFUSED
from iaia_desktop.jobs.image_reader import ReadImage

_GREY = (128, 128, 128)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Encoded:
    """What became of a batch.

    Attributes
    ----------
    vectors : dict of ImageId to ndarray, shape (d,), float32
        The embeddings that were computed; finite.
    refused : dict of ImageId to str
        Images at which the encoder failed although it works, with the reason.
    """

    vectors: dict[ImageId, Vector]
    refused: dict[ImageId, str]


class SafeEncoding:
    """Compute batches, and find out who is to blame when one fails. Safe from any thread.

    An error in mid-batch is either of one image, or of the encoder. So the images are computed one
    by one then, and where one fails, a plain grey picture tells whether the encoder still works.

    Parameters
    ----------
    encoder : Encoder
        One that prepares is given what it prepared; any other decoded images.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._behind = encoder if isinstance(encoder, PreparingEncoder) else None

    def encode(
        self, reads: Sequence[ReadImage], pause: Callable[[], None] | None = None
    ) -> Encoded:
        """Compute the images in a batch that were decoded.

        Parameters
        ----------
        reads : sequence of ReadImage
            Those without a picture are passed over.
        pause : callable, optional
            As in ``PreparingEncoder.encode_prepared``.

        Raises
        ------
        EncoderError
            When the encoder cannot work, or what it gives are no embeddings.
        CancelledError
            When ``pause`` raises it.
        """
        found = [read for read in reads if read.picture is not None]
        if not found:
            return Encoded({}, {})
        try:
            rows = self._compute([read.picture for read in found], pause)
        except CancelledError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever a library raises: it is looked into
            _log.warning("a batch of %d images failed: %s", len(found), error)
        else:
            numbers = [read.info.image_id for read in found]
            return Encoded(dict(zip(numbers, rows, strict=True)), {})
        # Not where the error is caught: it holds on to the batch's memory.
        return self._one_by_one(found, pause)

    def _one_by_one(self, reads: Sequence[ReadImage], pause: Callable[[], None] | None) -> Encoded:
        encoded = Encoded({}, {})
        for read in reads:
            row = self._on_its_own(read, pause)
            if row is None:
                encoded.refused[read.info.image_id] = REFUSED
            else:
                encoded.vectors[read.info.image_id] = row
        return encoded

    def _on_its_own(self, read: ReadImage, pause: Callable[[], None] | None) -> Vector | None:
        """Compute one image, twice if need be; None when it is to blame that this fails."""
        for is_last in (False, True):
            try:
                return self._first_row(read.picture, pause)
            except CancelledError:
                raise
            except Exception as error:  # noqa: BLE001 - looked into, and logged
                self._require_working(error, pause)
                if is_last:
                    _log.exception("the encoder refused image %d", read.info.image_id)
        return None

    def _require_working(self, error: Exception, pause: Callable[[], None] | None) -> None:
        """Raise ``error`` when not even a plain picture can be embedded."""
        side_px = self._encoder.input_size_px
        grey = Image.new("RGB", (side_px, side_px), _GREY)
        try:
            self._first_row(grey if self._behind is None else self._behind.prepare(grey), pause)
        except CancelledError:
            raise
        except Exception:  # noqa: BLE001 - the encoder is broken; the first error says how
            raise error from None

    def _first_row(self, picture: Any, pause: Callable[[], None] | None) -> Vector:
        row: Vector = self._compute([picture], pause)[0]
        return row

    def _compute(self, pictures: list[Any], pause: Callable[[], None] | None) -> Vector:
        """Return embeddings, shape (n, d), float32, finite."""
        if self._behind is None:
            made = self._encoder.encode_images(pictures)
        else:
            made = self._behind.encode_prepared(pictures, pause)
        rows = np.asarray(made)
        wanted = (len(pictures), self._encoder.dim)
        if rows.shape != wanted or rows.dtype.kind not in "fiu":
            raise EncoderError(
                Saying(
                    "{encoder} gives numbers of shape {shape} and kind {kind} where embeddings of "
                    "shape {wanted} are expected.",
                    encoder=self._encoder.title,
                    shape=str(rows.shape),
                    kind=str(rows.dtype),
                    wanted=str(wanted),
                ),
                Saying("Choose another encoder."),
            )
        with np.errstate(over="ignore"):
            rows = rows.astype(np.float32, copy=False)
        if not np.isfinite(rows).all():
            raise EncoderError(
                Saying(
                    "{encoder} gives embeddings that are not numbers.",
                    encoder=self._encoder.title,
                ),
                Saying("Its weights may be damaged; choose another encoder."),
            )
        return rows
