"""Whatever lies in a file: an RGB image or an ImageError, never anything else."""

from __future__ import annotations

import io
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from iaia_desktop.core.errors import ImageError
from iaia_desktop.images.decode import decode_for_view, decode_rgb


def _samples() -> list[bytes]:
    source = Image.linear_gradient("L").resize((24, 16))
    colour = Image.merge("RGB", (source, source.transpose(Image.Transpose.ROTATE_180), source))
    exif = Image.Exif()
    exif[0x0112] = 6
    samples = []
    for image, kind in (
        (colour, "JPEG"), (colour, "PNG"), (colour.quantize(8), "GIF"), (colour, "TIFF"),
        (colour, "BMP"), (colour, "WEBP"), (colour.convert("RGBA"), "PNG"), (colour, "TGA"),
        (colour.convert("RGBA"), "ICO"), (source.convert("I;16"), "PNG"), (colour, "JPEG2000"),
    ):  # fmt: skip
        file = io.BytesIO()
        image.save(file, kind, **({"exif": exif} if kind in {"JPEG", "PNG", "WEBP"} else {}))
        samples.append(file.getvalue())
    return samples


SAMPLES = _samples()


def _check(data: bytes) -> None:
    image = _decoded(lambda: decode_rgb(data, target_px=8))
    assert image is None or (image.mode == "RGB" and min(image.size) >= 1)
    view = _decoded(lambda: decode_for_view(data, max_side_px=10).image)
    assert view is None or (view.mode in {"RGB", "RGBA"} and max(view.size) <= 10)


def _decoded(decode: Callable[[], Image.Image]) -> Image.Image | None:
    """Return an image, or None where there is a reason; everything else fails the test."""
    try:
        return decode()
    except ImageError as error:
        reason = error.what
    assert reason
    return None


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(SAMPLES),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=6),
)
def test_flipped_bytes(data: bytes, flips: list[tuple[float, int]]) -> None:
    broken = bytearray(data)
    for place, value in flips:
        broken[int(place * len(broken))] = value
    _check(bytes(broken))


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(SAMPLES), st.floats(0, 1), st.binary(max_size=30))
def test_cut_and_lengthened(data: bytes, share: float, tail: bytes) -> None:
    _check(data[: int(len(data) * share)] + tail)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_garbage(data: bytes) -> None:
    _check(data)
