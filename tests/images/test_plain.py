"""Files of the usual make are decoded here, and all others where they can be stopped."""

from __future__ import annotations

import struct
import zlib

import numpy as np
import pytest
from PIL import Image

from iaia_desktop.images.decode import decode_rgb
from iaia_desktop.images.plain import MAX_SEGMENTS, MAX_TABLES, is_plain, png_without
from tests.images.pictures import colours, encoded
from tests.stress.image_bombs import jpeg_of_size, png, png_chunk

PHOTO = Image.fromarray(colours())


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("JPEG", {}), ("JPEG", {"progressive": True}),
        ("JPEG", {"exif": b"Exif\0\0" + bytes(60_000)}),
        ("JPEG", {"icc_profile": bytes(500_000)}), ("PNG", {}), ("GIF", {}), ("BMP", {}),
        ("GIF", {"comment": b"x" * 10_000}), ("TIFF", {}), ("TIFF", {"compression": "tiff_lzw"}),
        ("TIFF", {"big_tiff": True}), ("WEBP", {}), ("AVIF", {}), ("PPM", {}), ("MPO", {}),
    ],
)  # fmt: skip
def test_usual_files_are_plain(kind: str, options: dict[str, object]) -> None:
    assert is_plain(encoded(PHOTO, kind, **options))


def test_a_heic_of_a_phone_is_plain() -> None:
    pytest.importorskip("pillow_heif").register_heif_opener()
    assert is_plain(encoded(PHOTO, "HEIF"))


def test_large_usual_files_are_plain() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (400, 400, 3), dtype=np.uint8)
    for kind in ("PNG", "TIFF", "GIF", "JPEG"):
        assert is_plain(encoded(Image.fromarray(noise), kind))


@pytest.mark.parametrize("kind", ["JPEG2000", "TGA", "PCX", "SGI", "DDS"])
def test_rare_formats_are_odd_and_decoded_all_the_same(kind: str) -> None:
    data = encoded(PHOTO, kind)
    assert not is_plain(data)
    assert np.abs(np.asarray(decode_rgb(data)).astype(int) - colours()).mean() < 2


def _jpeg(segments: bytes) -> bytes:
    whole = encoded(PHOTO, "JPEG")
    return whole[:2] + segments + whole[2:]


@pytest.mark.parametrize(
    "data",
    [
        _jpeg(b"\xff\xe5\0\2" * MAX_SEGMENTS),
        _jpeg(b"\xff\xed\0\2" * (MAX_TABLES + 1)),
        _jpeg(b"\0"),
        _jpeg(b"\xff" * MAX_SEGMENTS),
        png(8, 8, before=png_chunk(b"abCd", b"") * 2_000),
        b"GIF89a" + bytes(7) + b"!\xfe" + b"\1x" * 10_000 + b"\0,",
        b"GIF89a" + bytes(7) + b"\1,",
        b"II*\0\x08\0\0\0" + struct.pack("<H", 5_000) + bytes(60_000),
        b"II+\0\x08\0\0\0" + struct.pack("<QQ", 16, 2**63),
        b"II+\0\x08\0\0\0" + struct.pack("<QQ", 2**64 - 1, 1),
        b"BM" + struct.pack("<IHHIIiiHHI", 99, 0, 0, 54, 40, 8, 8, 1, 8, 1) + bytes(99),
        b"\0\0\0\x18ftypavif\0\0\0\0avifmif1" + bytes(99),
        b"\0\0\0\x18ftypavif\0\0\0\0avifmif1" + b"iinf\1\0\0\0\0\1\0\0" + bytes(99),
        b"",
        b"P6" + b" " * 3_000 + b"1 1 255 abc",
        b"<html></html>",
    ],
)
def test_odd_files(data: bytes) -> None:
    assert not is_plain(data)


def test_a_look_at_any_beginning_ends() -> None:
    for kind in ("JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP", "AVIF", "PPM"):
        data = encoded(PHOTO.resize((9, 7)), kind)
        for size in range(len(data)):
            is_plain(data[:size])


def test_a_text_that_is_too_long_does_not_cost_the_picture() -> None:
    text = zlib.compress(bytes(3_000_000))
    for chunk in (
        png_chunk(b"zTXt", b"Comment\0\0" + text),
        png_chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + text),
        png_chunk(b"iCCP", b"x\0\0" + text),
    ):
        assert decode_rgb(png(8, 8, before=chunk)).getpixel((3, 3)) == (0, 0, 0)


def test_chunks_are_left_out() -> None:
    data = png(8, 8, before=png_chunk(b"tEXt", b"a\0b"))
    assert png_without(data, frozenset((b"tEXt",))) == png(8, 8)
    assert png_without(data[:40], frozenset((b"zTXt",))) == data[:40]


def test_claims_of_size_alone_do_not_make_a_file_odd() -> None:
    assert is_plain(jpeg_of_size(65_500, 65_500))
