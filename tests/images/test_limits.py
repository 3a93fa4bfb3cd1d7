"""Images that would blow up are refused before they are decoded."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image

from iaia_desktop.core.errors import ImageError
from iaia_desktop.images import costs
from iaia_desktop.images.decode import decode_for_view, decode_rgb


def _png(width: int, height: int) -> bytes:
    """Return a PNG that claims a size, with no more data than a small one."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def _jpeg(width: int, height: int, **options: object) -> bytes:
    """Return a JPEG that claims a size."""
    file = io.BytesIO()
    Image.new("RGB", (16, 16), "red").save(file, "JPEG", **options)
    data = bytearray(file.getvalue())
    at = max(data.find(b"\xff\xc0"), data.find(b"\xff\xc2"))
    data[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "megapixels"),
    [
        (_png(20_000, 10_000), None),
        (_png(2**31 - 1, 2**31 - 1), None),
        (_png(12_000, 12_000), "144"),
        (_jpeg(65_500, 65_500), "4,290"),
        (_jpeg(30_000, 10_000, progressive=True), "300"),
    ],
)
def test_huge_sizes_are_refused(data: bytes, megapixels: str | None) -> None:
    for decode in (decode_rgb, lambda data: decode_for_view(data, max_side_px=500)):
        with pytest.raises(ImageError, match="too large") as caught:
            decode(data)
        if megapixels:
            assert f"({megapixels} megapixels)" in caught.value.what


def test_scaled_decoding_counts_for_a_jpeg() -> None:
    with pytest.raises(ImageError, match="too large"):
        decode_rgb(_jpeg(20_000, 15_000))
    assert decode_rgb(_jpeg(20_000, 15_000), target_px=224).size == (625, 469)


def test_a_jpeg_of_thousands_of_scans_is_refused() -> None:
    data = _jpeg(8_000, 8_000)
    scans = b"\xff\xda" * 100
    comment = b"\xff\xfe" + struct.pack(">H", len(scans) + 2) + scans
    with pytest.raises(ImageError, match="too large"):
        decode_rgb(data[:2] + comment + data[2:], target_px=224)


def test_a_jpeg_of_separate_scans_needs_its_coefficients() -> None:
    data = bytearray(_jpeg(16, 16))
    at = data.find(b"\xff\xda")
    assert costs.components_of_first_scan(bytes(data)) == 3
    data[at + 4] = 1
    assert costs.components_of_first_scan(bytes(data)) == 1
    assert costs.components_of_first_scan(bytes(data[:at])) == 0


def test_an_icon_that_hides_a_huge_image_is_refused() -> None:
    inner = _png(15_000, 10_000)
    head = struct.pack("<HHH", 0, 1, 1) + struct.pack(
        "<BBBBHHII", 16, 16, 0, 0, 1, 32, len(inner), 22
    )
    with pytest.raises(ImageError, match="too large"):
        decode_rgb(head + inner)


def test_slow_decoders_get_small_images_only() -> None:
    with pytest.raises(ImageError, match="too large"):
        decode_rgb(b"P3 2000 2000 255\n1 2 3")
    assert decode_rgb(b"P3 2 1 255\n1 2 3 4 5 6").getpixel((1, 0)) == (4, 5, 6)


def test_the_global_limit_of_pillow_is_left_alone() -> None:
    before = Image.MAX_IMAGE_PIXELS
    with pytest.raises(ImageError):
        decode_rgb(_png(20_000, 20_000))
    assert before == Image.MAX_IMAGE_PIXELS
