"""Image files with something wrong with them, each made from its number alone."""

from __future__ import annotations

import random
import struct
from typing import Final

import numpy as np
from PIL import Image

from tests.stress.image_bombs import encoded, exif_of_overlapping_tags, jpeg_of_size, png

_LARGE: Final = (b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\xff\xff\xff\x7f", b"\0\0\0\0",
                 b"\0\0\xff\xff", b"\xff\xff", b"\x80\0\0\0", b"\0\1\0\0")  # fmt: skip


def samples() -> dict[str, bytes]:
    """Return small sound files of every format that is read, and of every variety of the usual."""
    y, x = np.mgrid[0:18, 0:26]
    pixels = np.stack([x * 9, y * 13, 255 - x * 4], axis=2).astype(np.uint8)
    photo = Image.fromarray(pixels)
    clear = photo.convert("RGBA")
    clear.putalpha(photo.getchannel(0))
    grey, deep = photo.convert("L"), Image.fromarray(pixels[..., 0].astype(np.uint16) * 257)
    floats = Image.fromarray(pixels[..., 0].astype(np.float32) / 255)
    exif = Image.Exif()
    exif[0x0112] = 6
    made = {
        "jpeg": encoded(photo, "JPEG", exif=exif),
        "jpeg progressive": encoded(photo, "JPEG", progressive=True),
        "jpeg cmyk": encoded(photo.convert("CMYK"), "JPEG"),
        "jpeg grey": encoded(grey, "JPEG"),
        "mpo": encoded(photo, "MPO", save_all=True, append_images=[photo]),
        "png": encoded(photo, "PNG", exif=exif),
        "png 16": encoded(deep, "PNG"),
        "png clear": encoded(clear, "PNG"),
        "png palette": encoded(photo.quantize(9), "PNG", transparency=bytes(range(0, 255, 30))),
        "png animated": encoded(photo, "PNG", save_all=True, append_images=[clear.convert("RGB")]),
        "png bit": encoded(grey.convert("1"), "PNG"),
        "gif": encoded(photo.quantize(16), "GIF", transparency=3, comment=b"hello"),
        "gif animated": encoded(photo, "GIF", save_all=True, append_images=[grey, photo]),
        "tiff": encoded(photo, "TIFF", exif=exif),
        "tiff big": encoded(photo, "TIFF", big_tiff=True),
        "tiff floats": encoded(floats, "TIFF"),
        "tiff 16": encoded(deep, "TIFF"),
        "tiff cmyk": encoded(photo.convert("CMYK"), "TIFF"),
        "tiff pages": encoded(photo, "TIFF", save_all=True, append_images=[grey, deep]),
        "bmp": encoded(photo, "BMP"),
        "dib": encoded(photo, "DIB"),
        "webp": encoded(photo, "WEBP", exif=exif),
        "webp lossless": encoded(clear, "WEBP", lossless=True),
        "webp animated": encoded(photo, "WEBP", save_all=True, append_images=[clear]),
        "avif": encoded(photo, "AVIF", exif=exif),
        "avif animated": encoded(photo, "AVIF", save_all=True, append_images=[photo]),
        "jpeg 2000": encoded(photo, "JPEG2000"),
        "jpeg 2000 codes": encoded(photo, "JPEG2000", no_jp2=True),
        "ico": encoded(clear, "ICO", sizes=[(16, 16), (18, 18)]),
        "ico bitmaps": encoded(clear, "ICO", bitmap_format="bmp", sizes=[(16, 16)]),
        "tga": encoded(photo, "TGA", compression="tga_rle"),
        "pcx": encoded(photo, "PCX"),
        "sgi": encoded(photo, "SGI"),
        "ppm": encoded(photo, "PPM"),
        "pgm": encoded(grey, "PPM"),
        "xbm": encoded(grey.convert("1"), "XBM"),
        "dds": encoded(photo, "DDS"),
        "blp": encoded(photo.quantize(256), "BLP"),
        "psd": b"8BPS\0\1" + bytes(6) + struct.pack(">HIIHH", 3, 4, 4, 8, 3) + bytes(14 + 48),
        "qoi": b"qoif" + struct.pack(">IIBB", 4, 4, 3, 0) + b"\xfe\1\2\3" * 16 + bytes(7) + b"\1",
        "xpm": b'/* XPM */\nstatic char *x[] = {\n"1 1 1 1",\n"a c #fff000",\n"a"};',
        "tags": encoded(photo, "PNG", exif=exif_of_overlapping_tags(20, 400)),
        "huge": jpeg_of_size(9_000, 9_000),
        "zeros": png(300, 300),
    }  # fmt: skip
    for compression in ("tiff_lzw", "tiff_adobe_deflate", "packbits", "jpeg", "tiff_lzma"):
        made[f"tiff {compression}"] = encoded(photo, "TIFF", compression=compression)
    for compression in ("group3", "group4"):
        made[f"tiff {compression}"] = encoded(grey.convert("1"), "TIFF", compression=compression)
    try:
        import pillow_heif
    except ImportError:
        return made
    pillow_heif.register_heif_opener()
    made["heic"] = encoded(photo, "HEIF", exif=exif.tobytes())
    return made


def mutation(files: dict[str, bytes], number: int, seed: int) -> tuple[str, bytes]:
    """Return the name and the bytes of a file of some number.

    Bits are turned, sizes are made absurd, parts are dropped, doubled, swapped between formats, cut
    off and glued on.
    """
    chance = random.Random(f"{seed}/{number}")  # noqa: S311 - to be had again
    name = chance.choice(list(files))
    data = bytearray(files[name])
    acts = []
    for _ in range(chance.randint(1, 4)):
        act = chance.choice(["bits", "bits", "bytes", "large", "cut", "drop", "double", "splice"])
        acts.append(act)
        at = chance.randrange(len(data) + 1)
        # Headers say more than pixels do.
        at = min(at, chance.randrange(200)) if chance.random() < 0.6 else at
        length = chance.randint(1, 40)
        if act == "bits" and at < len(data):
            data[at] ^= 1 << chance.randrange(8)
        elif act == "bytes":
            data[at : at + length] = chance.randbytes(length)
        elif act == "large":
            value = chance.choice(_LARGE)
            data[at : at + len(value)] = value
        elif act == "cut":
            del data[at:]
        elif act == "drop":
            del data[at : at + length]
        elif act == "double":
            data[at:at] = data[at : at + length] * chance.randint(1, 20)
        elif act == "splice":
            other = files[chance.choice(list(files))]
            data[at:] = other[chance.randrange(len(other)) :]
    return f"{number}: {name} {'+'.join(acts)}", bytes(data)


def cuts(files: dict[str, bytes], step: int) -> list[tuple[str, int]]:
    """Return the name of a sample and a length at which it is cut, for every length (or nth)."""
    return [(name, size) for name, data in files.items() for size in range(0, len(data), step)]
