"""Decoding: upright, right colours, right sizes, or a reason."""

from __future__ import annotations

import io
import threading
import warnings

import numpy as np
import pytest
from PIL import ExifTags, Image, ImageOps

from iaia_desktop.core.errors import ImageError
from iaia_desktop.images.decode import decode_for_encoder, decode_for_view, decode_rgb
from iaia_desktop.images.guard import image_guard
from iaia_desktop.images.reasons import DAMAGED, NOT_AN_IMAGE


def _encode(image: Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def _photo(width: int = 64, height: int = 48) -> Image.Image:
    """Return a smooth picture that looks different from every side."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    red, green = x * 255 / (width - 1), y * 255 / (height - 1)
    blue = 255 - (red + green) / 2
    return Image.fromarray(np.stack([red, green, blue], axis=2).astype(np.uint8))


def _difference(first: Image.Image, second: Image.Image) -> float:
    assert first.mode == second.mode
    assert first.size == second.size
    return float(np.abs(np.asarray(first).astype(int) - np.asarray(second).astype(int)).mean())


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("orientation", range(9))
def test_exif_orientation(kind: str, orientation: int) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    data = _encode(_photo(), kind, exif=exif)
    with Image.open(io.BytesIO(data)) as opened:
        expected = ImageOps.exif_transpose(opened).convert("RGB")
    image = decode_rgb(data)
    assert _difference(image, expected) < 1
    view = decode_for_view(data, max_side_px=1000)
    assert (view.width_px, view.height_px) == expected.size == view.image.size


def test_a_broken_exif_block_does_not_cost_the_image() -> None:
    data = _encode(_photo(), "JPEG", exif=b"Exif\0\0II*\0\xff\xff\xff\xff" + b"\xff" * 40)
    assert decode_rgb(data).size == (64, 48)


def test_transparency_lies_on_white_and_stays_in_the_view() -> None:
    image = Image.new("RGBA", (4, 4), (255, 0, 0, 0))
    image.putpixel((1, 1), (0, 0, 255, 255))
    data = _encode(image, "PNG")
    opaque = decode_rgb(data)
    assert opaque.getpixel((0, 0)) == (255, 255, 255)
    assert opaque.getpixel((1, 1)) == (0, 0, 255)
    view = decode_for_view(data, max_side_px=100).image
    assert view.mode == "RGBA"
    assert view.getpixel((0, 0)) == (255, 0, 0, 0)


def test_transparency_by_palette_colour_and_grey_alpha() -> None:
    palette = Image.new("P", (2, 1))
    palette.putpalette([10, 20, 30, 200, 100, 50])
    palette.putpixel((1, 0), 1)
    for kind in ("PNG", "GIF"):
        image = decode_rgb(_encode(palette, kind, transparency=0))
        assert image.getpixel((0, 0)) == (255, 255, 255)
        assert image.getpixel((1, 0)) == (200, 100, 50)
    by_colour = _encode(Image.new("RGB", (2, 2), (1, 2, 3)), "PNG", transparency=(1, 2, 3))
    assert decode_rgb(by_colour).getpixel((0, 0)) == (255, 255, 255)
    grey = decode_rgb(_encode(Image.new("LA", (2, 2), (0, 128)), "PNG"))
    assert grey.getpixel((0, 0)) == (127, 127, 127)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "CMYK", "YCbCr", "RGBA", "LA", "LAB"])
def test_modes(mode: str) -> None:
    source = _photo()
    image = source.convert("RGB") if mode == "LAB" else source.convert(mode)
    if mode == "LAB":
        from PIL import ImageCms

        lab = ImageCms.profileToProfile(
            image, ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), outputMode="LAB"
        )
        assert lab is not None
        image = lab
    kind = "PNG" if mode in {"LA", "P"} else "TIFF"
    decoded = decode_rgb(_encode(image, kind))
    assert decoded.mode == "RGB"
    expected = source if mode == "LAB" else image.convert("RGB")
    assert _difference(decoded, expected) < 2.5


def test_cmyk_jpeg() -> None:
    image = _photo().convert("CMYK")
    assert _difference(decode_rgb(_encode(image, "JPEG", quality=95)), image.convert("RGB")) < 3


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_animations_give_their_first_image(kind: str) -> None:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue", "lime")]
    data = _encode(frames[0], kind, save_all=True, append_images=frames[1:], lossless=True)
    red, green, blue = np.asarray(decode_rgb(data)).reshape(-1, 3).mean(axis=0)
    assert (red > 240, green < 15, blue < 15) == (True, True, True)


def test_the_first_picture_of_several() -> None:
    first, second = _photo(), Image.new("RGB", (64, 48), "red")
    data = _encode(first, "MPO", save_all=True, append_images=[second], quality=95)
    assert _difference(decode_rgb(data), first) < 3


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP", "JPEG2000"])
def test_an_encoder_gets_no_more_than_it_needs(kind: str) -> None:
    source = _photo(1600, 1000)
    data = _encode(source, kind)
    view = decode_for_encoder(data, target_px=64)
    assert (view.width_px, view.height_px) == (1600, 1000)
    assert 128 <= min(view.image.size) < 256
    expected = source.resize(view.image.size, Image.Resampling.BOX)
    assert _difference(view.image, expected) < 2
    assert decode_rgb(data).size == (1600, 1000)


@pytest.mark.parametrize("size", [(1, 1), (1, 300), (300, 1), (127, 500), (128, 128)])
def test_small_images_keep_their_size_for_an_encoder(size: tuple[int, int]) -> None:
    data = _encode(Image.new("RGB", size, "green"), "PNG")
    image = decode_rgb(data, target_px=64)
    assert image.size == (min(size[0], 32 * size[1]), min(size[1], 32 * size[0]))


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("side", [1, 50, 333, 800, 5000])
def test_a_view_fits_and_is_never_blown_up(kind: str, side: int) -> None:
    view = decode_for_view(_encode(_photo(800, 300), kind), max_side_px=side)
    assert max(view.image.size) == min(side, 800)
    assert (view.width_px, view.height_px) == (800, 300)


def test_upright_size_of_a_scaled_view() -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    view = decode_for_view(_encode(_photo(800, 300), "JPEG", exif=exif), max_side_px=100)
    assert (view.width_px, view.height_px) == (300, 800)
    assert view.image.size == (38, 100)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP", "AVIF", "JPEG2000"])
def test_an_image_that_is_cut_short_is_refused(kind: str) -> None:
    rng = np.random.default_rng(3)
    data = _encode(Image.fromarray(rng.integers(0, 256, (60, 80, 3), dtype=np.uint8)), kind)
    for share in (0.2, 0.6, 0.9):
        with pytest.raises(ImageError) as caught:
            decode_rgb(data[: int(len(data) * share)])
        assert caught.value.what


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", NOT_AN_IMAGE),
        (b"<!doctype html><html></html>", NOT_AN_IMAGE),
        (b"%PDF-1.7 and so on, and so on", NOT_AN_IMAGE),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n", NOT_AN_IMAGE),
        (b"\0" * 5000, NOT_AN_IMAGE),
        (b"\xff\xd8\xff", DAMAGED),
        (b"\x89PNG\r\n\x1a\n", DAMAGED),
        (b"GIF89a", DAMAGED),
        (b"II*\0", DAMAGED),
    ],
)
def test_reasons(data: bytes, reason: str) -> None:
    with pytest.raises(ImageError) as caught:
        decode_rgb(data)
    assert caught.value.what == reason


def test_heic_without_its_package_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pi_heif", None)
    with pytest.raises(ImageError, match="pi-heif"):
        decode_rgb(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 100)


def test_an_error_lets_go_of_the_image() -> None:
    held: list[BaseException] = []

    def work() -> None:
        large = bytearray(1000)
        raise ValueError(len(large))

    try:
        with image_guard(b""):
            work()
    except ImageError as error:
        held.append(error)
    cause = held[0].__cause__
    assert cause is not None
    frames = []
    trace = cause.__traceback__
    while trace is not None:
        frames.append(trace.tb_frame)
        trace = trace.tb_next
    assert all("large" not in frame.f_locals for frame in frames)


def test_programming_errors_of_a_decoder_become_reasons() -> None:
    for error in (KeyError("x"), ZeroDivisionError(), RecursionError(), MemoryError()):
        with pytest.raises(ImageError), image_guard(b"\xff\xd8\xff"):
            raise error


def test_warnings_of_pillow_do_not_escape_from_any_thread() -> None:
    # An EXIF tag that is larger than the block makes Pillow warn.
    exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x05\0\xff\xff\0\0\xff\xff\0\0\0\0\0\0"
    image = _encode(_photo(), "JPEG", exif=exif)
    problems: list[BaseException] = []

    def work() -> None:
        try:
            for _ in range(5):
                assert decode_rgb(image).size == (64, 48)
        except BaseException as error:  # noqa: BLE001 - carried to the test's own thread
            problems.append(error)

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert problems == []
    assert caught == []


def test_threads_get_what_one_thread_gets() -> None:
    files = [_encode(_photo(200 + 8 * n, 150), kind) for n in range(4) for kind in ("JPEG", "PNG")]
    expected = [decode_rgb(data, target_px=32).tobytes() for data in files]
    results: dict[int, list[bytes]] = {}

    def work(number: int) -> None:
        results[number] = [decode_rgb(data, target_px=32).tobytes() for data in files]

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert list(results.values()) == [expected] * 4
