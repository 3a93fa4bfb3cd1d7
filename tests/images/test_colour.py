"""Deep greys and colour profiles."""

from __future__ import annotations

import io

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image, ImageCms

from iaia_desktop.images.colour import MAX_PROFILE_BYTES, grey_to_8_bit, to_srgb
from iaia_desktop.images.decode import decode_rgb


def _encode(image: Image.Image, kind: str) -> bytes:
    file = io.BytesIO()
    image.save(file, kind)
    return file.getvalue()


def _greys(image: Image.Image) -> npt.NDArray[np.uint8]:
    return np.asarray(image.convert("L"))


@pytest.mark.parametrize("kind", ["PNG", "TIFF", "PPM", "JPEG2000"])
def test_16_bit_grey(kind: str) -> None:
    values = np.linspace(0, 65535, 64 * 64).astype(np.uint16).reshape(64, 64)
    decoded = _greys(decode_rgb(_encode(Image.fromarray(values), kind)))
    assert np.abs(decoded.astype(float) - values / 257).max() <= 1


def test_12_bits_in_a_tiff_are_not_black() -> None:
    values = np.linspace(0, 4095, 64 * 64).astype(np.uint16).reshape(64, 64)
    decoded = _greys(decode_rgb(_encode(Image.fromarray(values), "TIFF")))
    assert np.abs(decoded.astype(float) - values.astype(float) * 255 / 4095).max() <= 1
    # A PNG says of itself that it uses all 16 bits.
    assert _greys(decode_rgb(_encode(Image.fromarray(values), "PNG"))).max() == 16


def test_big_endian_tiff() -> None:
    values = np.linspace(0, 65535, 32 * 32).astype(np.uint16).reshape(32, 32)
    image = Image.frombytes("I;16B", (32, 32), values.astype(">u2").tobytes())
    assert np.abs(_greys(grey_to_8_bit(image)).astype(float) - values / 257).max() <= 1


@pytest.mark.parametrize(
    ("least", "greatest", "expected"),
    [(0.0, 1.0, (0, 255)), (0.0, 0.5, (0, 128)), (0, 255, (0, 255)), (0, 65535, (0, 255)),
     (-5, 5, (0, 255)), (1e20, 3e20, (0, 255)), (-3e38, 3e38, (0, 255)), (0, 0, (0, 0))],
)  # fmt: skip
def test_float_images(least: float, greatest: float, expected: tuple[int, int]) -> None:
    values = np.linspace(least, greatest, 256, dtype=np.float64).astype(np.float32).reshape(16, 16)
    decoded = _greys(decode_rgb(_encode(Image.fromarray(values), "TIFF")))
    assert (int(decoded.min()), int(decoded.max())) == expected


def test_floats_that_are_no_numbers() -> None:
    values = np.full((8, 8), 0.5, dtype=np.float32)
    values[0, :3] = (np.nan, np.inf, -np.inf)
    decoded = _greys(decode_rgb(_encode(Image.fromarray(values), "TIFF")))
    assert decoded[0, :4].tolist() == [0, 255, 0, 128]
    empty = np.full((8, 8), np.nan, dtype=np.float32)
    assert not _greys(decode_rgb(_encode(Image.fromarray(empty), "TIFF"))).any()


def test_32_bit_whole_numbers_are_stretched() -> None:
    values = np.linspace(100_000, 2_000_000, 256).astype(np.int32).reshape(16, 16)
    decoded = _greys(decode_rgb(_encode(Image.fromarray(values), "TIFF")))
    assert (int(decoded.min()), int(decoded.max())) == (0, 255)


def _with_profile(profile: bytes) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (8, 8), (200, 80, 40)).save(file, "PNG", icc_profile=profile)
    return file.getvalue()


def test_an_srgb_profile_changes_nothing() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert decode_rgb(_with_profile(profile)).getpixel((0, 0)) == (200, 80, 40)


@pytest.mark.parametrize("profile", [b"garbage", b"\0" * 200, b"x" * (MAX_PROFILE_BYTES + 1)])
def test_a_broken_profile_is_passed_over(profile: bytes) -> None:
    assert to_srgb(Image.new("RGB", (2, 2), (9, 8, 7)), profile).getpixel((0, 0)) == (9, 8, 7)


def test_a_profile_for_another_colour_space_is_passed_over() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    assert decode_rgb(_with_profile(lab)).getpixel((0, 0)) == (200, 80, 40)


def test_a_profile_is_applied_and_keeps_alpha() -> None:
    # sRGB with red and blue swapped: only an applied profile swaps them back.
    plain = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    swapped = bytes(plain).replace(b"rXYZ", b"tmp_").replace(b"bXYZ", b"rXYZ")
    swapped = swapped.replace(b"tmp_", b"bXYZ").replace("sRGB".encode("utf-16-be"), b"\0x" * 4)
    image = Image.new("RGBA", (4, 4), (250, 60, 0, 90))
    pixel = to_srgb(image, swapped.replace(b"sRGB", b"none")).getpixel((0, 0))
    assert isinstance(pixel, tuple)
    assert pixel[2] > 200 > pixel[0]
    assert pixel[3] == 90
