"""Files that are small and dear to decode, or long to read through: one function, one trick.

Every file is made from its name alone, so that a child process can make it for itself.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from typing import Any, Final

import numpy as np
from PIL import Image


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    """Return an image as a file of some format."""
    file = io.BytesIO()
    # Of a copy, for saving leaves marks that the next format trips over.
    image.copy().save(file, kind, **options)
    return file.getvalue()


def png_chunk(kind: bytes, body: bytes) -> bytes:
    """Return one chunk of a PNG, with its checksum."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int, height: int, *, depth: int = 8, colour: int = 2, before: bytes = b"") -> bytes:
    """Return a whole PNG of zeros, with chunks of ours before its pixels."""
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
    row_bytes = 1 + (width * channels * depth + 7) // 8
    packer = zlib.compressobj(9)
    rows = max(1, (1 << 22) // row_bytes)
    steps = (min(rows, height - top) for top in range(0, height, rows))
    body = [*(packer.compress(bytes(row_bytes * step)) for step in steps), packer.flush()]
    head = png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))
    if colour == 3:
        before += png_chunk(b"PLTE", bytes(768))
    pixels = png_chunk(b"IDAT", b"".join(body))
    return b"\x89PNG\r\n\x1a\n" + head + before + pixels + png_chunk(b"IEND", b"")


def _zeros(megabytes: int) -> bytes:
    return zlib.compress(bytes(megabytes << 20), 9)


def _text_bomb() -> bytes:
    return png(8, 8, before=png_chunk(b"zTXt", b"Comment\0\0" + _zeros(200)))


def _many_texts() -> bytes:
    one = png_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(1_000_000), 9))
    return png(8, 8, before=one * 300)


def _international_text_bomb() -> bytes:
    return png(8, 8, before=png_chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + _zeros(200)))


def _profile_bomb() -> bytes:
    return png(8, 8, before=png_chunk(b"iCCP", b"x\0\0" + _zeros(300)))


def _many_chunks() -> bytes:
    return png(8, 8, before=png_chunk(b"abCd", b"") * 2_000_000)


def _many_chunks_after() -> bytes:
    whole = png(8, 8)
    return whole[:-12] + png_chunk(b"abCd", b"") * 2_000_000 + whole[-12:]


def _pixels_in_crumbs() -> bytes:
    whole = png(64, 64)
    at = whole.find(b"IDAT") - 4
    return whole[:at] + png_chunk(b"IDAT", b"") * 2_000_000 + whole[at:]


def _junk_in_jpeg() -> bytes:
    whole = encoded(Image.new("RGB", (16, 16), "red"), "JPEG")
    return whole[:2] + bytes(48 << 20) + whole[2:]


def _filled_jpeg() -> bytes:
    whole = encoded(Image.new("RGB", (16, 16), "red"), "JPEG")
    return whole[:2] + b"\xff" * (48 << 20) + whole[2:]


def _many_segments() -> bytes:
    whole = encoded(Image.new("RGB", (16, 16), "red"), "JPEG")
    return whole[:2] + b"\xff\xe5\x00\x02" * (8 << 20) + whole[2:]


def _many_comments() -> bytes:
    whole = encoded(Image.new("RGB", (16, 16), "red"), "JPEG")
    return whole[:2] + b"\xff\xfe\x00\x02" * (8 << 20) + whole[2:]


def _many_photoshop_blocks() -> bytes:
    whole = encoded(Image.new("RGB", (16, 16), "red"), "JPEG")
    block = b"8BIM\x04\x04\0\0\0\0\0\0"
    body = b"Photoshop 3.0\0" + block * 5000
    segment = b"\xff\xed" + struct.pack(">H", len(body) + 2) + body
    return whole[:2] + segment * 300 + whole[2:]


def exif_of_overlapping_tags(count: int = 5_000, size: int = 60_000) -> bytes:
    """Return an EXIF block in which each of many tags claims almost the whole block."""
    entries = b"".join(struct.pack("<HHII", 0x9000 + tag, 7, size, 8) for tag in range(count))
    head = b"II*\0" + struct.pack("<IH", 8, count) + entries + bytes(4)
    return head + bytes(max(0, size + 16 - len(head)))


def _jpeg_of_tags() -> bytes:
    exif = b"Exif\0\0" + exif_of_overlapping_tags(5_000, 65_000)
    return encoded(Image.new("RGB", (16, 16), "red"), "JPEG", exif=exif[:65_000])


def _png_of_tags() -> bytes:
    return png(8, 8, before=png_chunk(b"eXIf", exif_of_overlapping_tags(28_000, 16 << 20)))


def _webp_of_tags() -> bytes:
    exif = exif_of_overlapping_tags(28_000, 16 << 20)
    return encoded(Image.new("RGB", (16, 16), "red"), "WEBP", exif=exif)


def _tiff_of_tags() -> bytes:
    return exif_of_overlapping_tags(28_000, 16 << 20)


def _scan_again(image: Image.Image, times: int) -> bytes:
    """Return a progressive JPEG whose last scan comes again and again."""
    whole = encoded(image, "JPEG", progressive=True, quality=60)
    last = whole.rfind(b"\xff\xda")
    head = whole.rfind(b"\xff\xc4", 0, last)
    return whole[:-2] + whole[head:-2] * times + b"\xff\xd9"


def _thousand_scans() -> bytes:
    return _scan_again(Image.new("RGB", (4000, 4000), "red"), 2_000)


def _many_scans() -> bytes:
    return _scan_again(Image.new("RGB", (6000, 6000), "red"), 100)


def _scans_within_limits() -> bytes:
    return _scan_again(Image.new("L", (8000, 8000)), 50)


def jpeg_of_size(width: int, height: int, **options: Any) -> bytes:
    """Return a JPEG that claims a size, with the pixels of a small one."""
    data = bytearray(encoded(Image.new("RGB", (16, 16), "red"), "JPEG", **options))
    at = max(data.find(b"\xff\xc0"), data.find(b"\xff\xc2"))
    data[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(data)


def _gif_head(width: int, height: int) -> bytes:
    return b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"


_GIF_FRAME: Final = b",\0\0\0\0\1\0\1\0\0\2\2D\1\0"


def _gif_of_comments() -> bytes:
    return _gif_head(1, 1) + (b"!\xfe" + b"\x01x" * 100 + b"\0") * 120_000 + _GIF_FRAME + b";"


def _gif_of_crumbs() -> bytes:
    return _gif_head(1, 1) + b"!\xff\x0bNETSCAPE2.0" + b"\x01x" * 12_000_000 + b"\0" + _GIF_FRAME


def _gif_of_one_comment() -> bytes:
    return _gif_head(1, 1) + b"!\xfe" + (b"\xff" + b"x" * 255) * 200_000 + b"\0" + _GIF_FRAME + b";"


def _gif_of_junk() -> bytes:
    return _gif_head(1, 1) + b"\x01" * (32 << 20) + _GIF_FRAME + b";"


def _gif_of_frames() -> bytes:
    return _gif_head(16, 16) + _GIF_FRAME * 1_000_000 + b";"


def _huge_gif() -> bytes:
    return _gif_head(65_535, 65_535) + _GIF_FRAME + b";"


def _gif_of_large_frame() -> bytes:
    return _gif_head(1, 1) + _GIF_FRAME.replace(b"\1\0\1\0", b"\xff\xff\xff\xff") + b";"


def tiff(tags: dict[int, tuple[int, int, int]], tail: bytes = b"", *, big: bool = False) -> bytes:
    """Return a TIFF of one directory; tags are (type, count, value or offset)."""
    head = (
        b"II+\0\x08\0\0\0" + struct.pack("<QQ", 16, len(tags))
        if big
        else b"II*\0" + struct.pack("<IH", 8, len(tags))
    )
    form = "<HHQQ" if big else "<HHII"
    entries = b"".join(struct.pack(form, tag, *value) for tag, value in sorted(tags.items()))
    return head + entries + bytes(8 if big else 4) + tail


def _grey_tiff(width: int, height: int, strip_rows: int, **more: int) -> bytes:
    tags = {
        256: (4, 1, width), 257: (4, 1, height), 258: (3, 1, 8), 259: (3, 1, 1), 262: (3, 1, 1),
        273: (4, 1, 200), 277: (3, 1, 1), 278: (4, 1, strip_rows), 279: (4, 1, 1000),
    }  # fmt: skip
    tags |= {int(tag): (4, 1, value) for tag, value in more.items()}
    return tiff(tags, bytes(2000))


def _packed_strip_tiff() -> bytes:
    """Return a TIFF of 60 million pixels in one strip of packed zeros."""
    side = 7_700
    body = zlib.compress(bytes(side * side), 9)
    tags = {
        256: (4, 1, side), 257: (4, 1, side), 258: (3, 1, 8), 259: (3, 1, 8), 262: (3, 1, 1),
        273: (4, 1, 200), 277: (3, 1, 1), 278: (4, 1, side), 279: (4, 1, len(body)),
    }  # fmt: skip
    return tiff(tags, b"").ljust(200, b"\0") + body


def _huge_tile_tiff() -> bytes:
    """Return a TIFF of few pixels, whose one tile would be huge."""
    body = zlib.compress(bytes(1 << 20), 9)
    tags = {
        256: (4, 1, 8), 257: (4, 1, 8), 258: (3, 1, 8), 259: (3, 1, 8), 262: (3, 1, 1),
        277: (3, 1, 1), 322: (4, 1, 60_000), 323: (4, 1, 60_000), 324: (4, 1, 200),
        325: (4, 1, len(body)),
    }  # fmt: skip
    return tiff(tags, b"").ljust(200, b"\0") + body


def _large_strip_tiff() -> bytes:
    """Return a TIFF of one row, whose strip claims to have many, all of them the same bytes."""
    return _grey_tiff(65_000, 1, 2**31 - 1)


def _tiff_of_tiny_strips() -> bytes:
    """Return a TIFF in which four million strips of a row each are the same few bytes."""
    count = 4_000_000
    offsets = 200
    tags = {
        256: (4, 1, 8), 257: (4, 1, count), 258: (3, 1, 8), 259: (3, 1, 32773), 262: (3, 1, 1),
        273: (4, count, offsets), 277: (3, 1, 1), 278: (4, 1, 1), 279: (4, count, offsets),
    }  # fmt: skip
    return tiff(tags, b"").ljust(200, b"\0") + struct.pack("<I", 2) * count


def _tiff_in_raw_strips() -> bytes:
    """Return an uncompressed TIFF of two million strips, each of which is a step in Python."""
    count = 2_000_000
    tags = {
        256: (4, 1, 8), 257: (4, 1, count), 258: (3, 1, 8), 259: (3, 1, 1), 262: (3, 1, 1),
        273: (4, count, 200), 277: (3, 1, 1), 278: (4, 1, 1), 279: (4, count, 200),
    }  # fmt: skip
    return tiff(tags, b"").ljust(200, b"\0") + struct.pack("<I", 8) * count


def _tiff_loop() -> bytes:
    whole = bytearray(_grey_tiff(8, 8, 8))
    at = 10 + 12 * 9
    whole[at : at + 4] = struct.pack("<I", 8)
    return bytes(whole)


def _big_tiff_of_tags() -> bytes:
    """Return a BigTIFF that claims more tags than there are bytes."""
    return b"II+\0\x08\0\0\0" + struct.pack("<QQ", 16, 2**40) + bytes(24 << 20)


def _tiff_of_samples() -> bytes:
    tags = {
        256: (4, 1, 2000), 257: (4, 1, 2000), 258: (3, 1, 8), 259: (3, 1, 8), 262: (3, 1, 2),
        273: (4, 1, 200), 277: (3, 1, 65535), 278: (4, 1, 2000), 279: (4, 1, 100),
    }  # fmt: skip
    return tiff(tags, bytes(2000))


def _pages_tiff() -> bytes:
    page = encoded(Image.new("L", (4, 4)), "TIFF")
    many = bytearray(page)
    first = struct.unpack_from("<I", page, 4)[0]
    count = struct.unpack_from("<H", page, first)[0]
    directory = page[first : first + 2 + 12 * count]
    at = first + 2 + 12 * count
    for _ in range(10_000):
        many[at : at + 4] = struct.pack("<I", len(many))
        many += directory + bytes(4)
        at = len(many) - 4
    return bytes(many)


def _icon_of_entries() -> bytes:
    inner = png(8, 8)
    count = 65_535
    at = 6 + 16 * count
    entry = struct.pack("<BBBBHHII", 8, 8, 0, 0, 1, 32, len(inner), at)
    return struct.pack("<HHH", 0, 1, count) + entry * count + inner


def _icon_of_bitmap() -> bytes:
    """Return an icon whose bitmap claims to be huge."""
    inner = struct.pack("<IiiHHIIIIII", 40, 30_000, 60_000, 1, 32, 0, 0, 0, 0, 0, 0) + bytes(4000)
    head = struct.pack("<HHH", 0, 1, 1)
    return head + struct.pack("<BBBBHHII", 16, 16, 0, 0, 1, 32, len(inner), 22) + inner


def _bmp(width: int, height: int, bits: int = 24, compression: int = 0) -> bytes:
    head = struct.pack("<IiiHHIIIIII", 40, width, height, 1, bits, compression, 0, 0, 0, 0, 0)
    return b"BM" + struct.pack("<IHHI", 2000, 0, 0, 54) + head + bytes(2000)


def _bmp_of_runs() -> bytes:
    """Return a run-length BMP of many tiny steps, which Python takes one by one."""
    return _bmp(1_400, 1_400, 8, 1) + b"\x01\x00" * 2_000_000


def _jpeg2000(**options: Any) -> bytes:
    return encoded(Image.new("RGB", (3_000, 3_000), "red"), "JPEG2000", **options)


def _jpeg2000_patched(at_marker: bytes, offset: int, value: bytes, side: int = 3_000) -> bytes:
    whole = bytearray(encoded(Image.new("RGB", (side, side), "red"), "JPEG2000", no_jp2=True))
    at = whole.find(at_marker) + offset
    whole[at : at + len(value)] = value
    return bytes(whole)


def _jpeg2000_tiny_tiles() -> bytes:
    """Return a JPEG 2000 whose header cuts it into a hundred thousand tiles."""
    return _jpeg2000_patched(b"\xff\x51", 2 + 2 + 2 + 16, struct.pack(">II", 12, 12))


def _jpeg2000_tiny_blocks() -> bytes:
    # COD: marker, length, style, progression, layers (2), colours, levels, width, height, ...
    return _jpeg2000_patched(b"\xff\x52", 10, b"\0\0")


def _jpeg2000_tiny_precincts() -> bytes:
    return _jpeg2000(precinct_size=(2, 2), codeblock_size=(4, 4))


def _jpeg2000_layers() -> bytes:
    return _jpeg2000_patched(b"\xff\x52", 6, b"\xff\xff")


def _jpeg2000_hidden_size() -> bytes:
    """Return a boxed JPEG 2000 whose box tells a small size, and its stream a huge one."""
    whole = bytearray(encoded(Image.new("RGB", (64, 64), "red"), "JPEG2000"))
    at = whole.find(b"\xff\x51")
    whole[at + 6 : at + 14] = struct.pack(">II", 60_000, 60_000)
    whole[at + 22 : at + 30] = struct.pack(">II", 60_000, 60_000)
    return bytes(whole)


def _noise(side: int, channels: int = 3) -> Image.Image:
    return Image.fromarray(
        np.random.default_rng(5).integers(0, 256, (side, side, channels), dtype=np.uint8)
    )


def _jpeg2000_noise() -> bytes:
    return encoded(_noise(2_400), "JPEG2000")


def _avif_noise() -> bytes:
    return encoded(_noise(3_000), "AVIF", speed=10, quality=95)


def _boxed(kind: bytes, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return struct.pack(">I", len(body) + 8) + kind + body


def _items_bomb(brand: bytes) -> bytes:
    """Return a picture of boxes with hundreds of thousands of items, found by looking at all."""
    count = 200_000
    infe = b"".join(
        _boxed(b"infe", b"\2\0\0\0", struct.pack(">HH", n % 65_535 + 1, 0), b"av01\0")
        for n in range(count)
    )
    iinf = _boxed(b"iinf", b"\1\0\0\0", struct.pack(">I", count), infe)
    hdlr = _boxed(b"hdlr", bytes(8), b"pict", bytes(13))
    pitm = _boxed(b"pitm", bytes(4), b"\0\1")
    meta = _boxed(b"meta", bytes(4), hdlr, pitm, iinf)
    return _boxed(b"ftyp", brand, bytes(4), brand, b"mif1") + meta


def _references_bomb() -> bytes:
    """Return an AVIF whose references ask for an item each time."""
    count = 60_000
    infe = b"".join(
        _boxed(b"infe", b"\2\0\0\0", struct.pack(">HH", n + 1, 0), b"av01\0") for n in range(count)
    )
    iinf = _boxed(b"iinf", b"\1\0\0\0", struct.pack(">I", count), infe)
    refs = b"".join(_boxed(b"thmb", struct.pack(">HHH", n + 1, 1, count - n)) for n in range(count))
    iref = _boxed(b"iref", bytes(4), refs)
    hdlr = _boxed(b"hdlr", bytes(8), b"pict", bytes(13))
    pitm = _boxed(b"pitm", bytes(4), b"\0\1")
    meta = _boxed(b"meta", bytes(4), hdlr, pitm, iinf, iref)
    return _boxed(b"ftyp", b"avif", bytes(4), b"avif", b"mif1") + meta


def _webp_of_frames() -> bytes:
    inner = encoded(Image.new("RGB", (1, 1)), "WEBP", lossless=True)[12:]
    size = bytes(3)
    frame = b"ANMF" + struct.pack("<I", 16 + len(inner)) + bytes(6) + size * 2 + bytes(4) + inner
    body = b"VP8X" + struct.pack("<I", 10) + b"\x02" + bytes(3) + bytes(6)
    body += b"ANIM" + struct.pack("<I", 6) + bytes(6) + frame * 200_000
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def _webp_of_chunks() -> bytes:
    whole = encoded(Image.new("RGB", (1, 1)), "WEBP", exif=b"Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0")
    body = whole[12:] + b"abcd\0\0\0\0" * 4_000_000
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def _psd_of_layers() -> bytes:
    layer = struct.pack(">iiiiH", 0, 0, 1, 1, 0) + b"8BIMnorm" + bytes(4) + struct.pack(">I", 0)
    layers = struct.pack(">h", 32_767) + layer * 32_767
    info = struct.pack(">I", len(layers)) + layers
    head = b"8BPS\0\1" + bytes(6) + struct.pack(">HIIHH", 3, 64, 64, 8, 3) + bytes(8)
    return head + struct.pack(">I", len(info)) + info + b"\0\0" + bytes(3 * 64 * 64)


def _psd_of_resources() -> bytes:
    resource = b"8BIM\x04\x04\0\0" + bytes(4)
    head = b"8BPS\0\1" + bytes(6) + struct.pack(">HIIHH", 3, 64, 64, 8, 3) + bytes(4)
    body = resource * 2_000_000
    return head + struct.pack(">I", len(body)) + body + bytes(4) + b"\0\0" + bytes(3 * 64 * 64)


def _psd_of_channels() -> bytes:
    head = b"8BPS\0\1" + bytes(6) + struct.pack(">HIIHH", 56, 30_000, 3_000, 8, 3) + bytes(12)
    return head + b"\0\1" + bytes(2_000_000)


def _xpm_of_lines() -> bytes:
    head = b'/* XPM */\nstatic char *x[] = {\n"1000 1000 2 1",\n"a c #000000",\n"b c #ffffff",\n'
    return head + b"\n" * (24 << 20)


def _im_of_lines() -> bytes:
    return b"Image type: RGB\r\n" + b"Comment: x\r\n" * 2_000_000


def _ppm_of_comments() -> bytes:
    return b"P6\n" + b"#\n" * 8_000_000 + b"1 1 255\nabc"


def _ppm_of_spaces() -> bytes:
    return b"P6" + b" " * (24 << 20) + b"1 1 255 abc"


def _plain_ppm() -> bytes:
    return b"P3 1400 1400 255\n" + b"0 0 0\n" * (1400 * 1400)


def _xbm_bomb() -> bytes:
    return (
        b"#define x_width 1400\n#define x_height 1400\nstatic char x_bits[] = {" + b"0x00," * 9**7
    )


def _mpo_of_pictures() -> bytes:
    first = Image.new("RGB", (16, 16), "red")
    return encoded(first, "MPO", save_all=True, append_images=[first] * 500)


def _glued() -> bytes:
    return png(8, 8) + encoded(Image.new("RGB", (16, 16), "red"), "JPEG")


BOMBS: Final[dict[str, Callable[[], bytes]]] = {
    "png 11,000 x 11,000 of zeros": lambda: png(11_000, 11_000, colour=0),
    "png 9,000 x 9,000 of zeros": lambda: png(9_000, 9_000),
    "png 10,000 x 10,000 of zeros, 16 bits": lambda: png(10_000, 10_000, depth=16),
    "png 30,000 x 30,000 of one bit": lambda: png(30_000, 30_000, depth=1, colour=0),
    "png 1 x 60,000": lambda: png(1, 60_000),
    "png 60,000 x 1": lambda: png(60_000, 1),
    "png 1 x 40,000,000": lambda: png(1, 40_000_000, colour=0),
    "png 40,000,000 x 1": lambda: png(40_000_000, 1, colour=0),
    "png with a text of 200 MB": _text_bomb,
    "png with 300 texts of 1 MB": _many_texts,
    "png with an international text of 200 MB": _international_text_bomb,
    "png with a profile of 300 MB": _profile_bomb,
    "png of many chunks": _many_chunks,
    "png of many chunks after its pixels": _many_chunks_after,
    "png in crumbs": _pixels_in_crumbs,
    "png of overlapping tags": _png_of_tags,
    "jpeg 65,500 x 65,500": lambda: jpeg_of_size(65_500, 65_500),
    "jpeg 20,000 x 20,000": lambda: jpeg_of_size(20_000, 20_000),
    "jpeg 9,000 x 9,000, progressive": lambda: jpeg_of_size(9_000, 9_000, progressive=True),
    "jpeg after junk": _junk_in_jpeg,
    "jpeg after filling": _filled_jpeg,
    "jpeg of many segments": _many_segments,
    "jpeg of many comments": _many_comments,
    "jpeg of many blocks": _many_photoshop_blocks,
    "jpeg of overlapping tags": _jpeg_of_tags,
    "jpeg of 2,000 scans": _thousand_scans,
    "jpeg of 100 scans, large": _many_scans,
    "jpeg of 50 scans, grey": _scans_within_limits,
    "gif 65,535 x 65,535": _huge_gif,
    "gif of a frame that is too large": _gif_of_large_frame,
    "gif of a million frames": _gif_of_frames,
    "gif of many comments": _gif_of_comments,
    "gif of one comment": _gif_of_one_comment,
    "gif in crumbs": _gif_of_crumbs,
    "gif of junk": _gif_of_junk,
    "tiff of overlapping tags": _tiff_of_tags,
    "tiff 60,000 x 60,000": lambda: _grey_tiff(60_000, 60_000, 60_000),
    "tiff of one packed strip": _packed_strip_tiff,
    "tiff of a huge tile": _huge_tile_tiff,
    "tiff of a strip that is too large": _large_strip_tiff,
    "tiff of tiny strips": _tiff_of_tiny_strips,
    "tiff of raw strips": _tiff_in_raw_strips,
    "tiff that leads to itself": _tiff_loop,
    "tiff, big, of more tags than bytes": _big_tiff_of_tags,
    "tiff of 65,535 samples": _tiff_of_samples,
    "tiff of 10,000 pages": _pages_tiff,
    "icon of 65,535 entries": _icon_of_entries,
    "icon of a huge bitmap": _icon_of_bitmap,
    "bmp 2,147,483,647 wide": lambda: _bmp(2**31 - 1, 2**31 - 1),
    "bmp of a lowest height": lambda: _bmp(100, -(2**31)),
    "bmp 10,000 x 10,000 of runs": lambda: _bmp(10_000, 10_000, 8, 1),
    "bmp of many runs": _bmp_of_runs,
    "tga 6,000 x 6,000": lambda: encoded(
        Image.new("RGB", (6_000, 6_000)), "TGA", compression="tga_rle"
    ),
    "jpeg 2000 of tiny tiles": _jpeg2000_tiny_tiles,
    "jpeg 2000 of tiny blocks": _jpeg2000_tiny_blocks,
    "jpeg 2000 of tiny precincts": _jpeg2000_tiny_precincts,
    "jpeg 2000 of 65,535 layers": _jpeg2000_layers,
    "jpeg 2000 that hides its size": _jpeg2000_hidden_size,
    "jpeg 2000 of noise": _jpeg2000_noise,
    "avif of noise": _avif_noise,
    "avif of many items": lambda: _items_bomb(b"avif"),
    "heic of many items": lambda: _items_bomb(b"heic"),
    "avif of many references": _references_bomb,
    "webp 16,383 x 16,383": lambda: _webp_of_size(16_383, 16_383),
    "webp 6,000 x 6,000 of zeros": lambda: encoded(
        Image.new("RGB", (6_000, 6_000)), "WEBP", lossless=True, quality=0, method=0
    ),
    "webp of many frames": _webp_of_frames,
    "webp of many chunks": _webp_of_chunks,
    "webp of overlapping tags": _webp_of_tags,
    "psd of many layers": _psd_of_layers,
    "psd of many resources": _psd_of_resources,
    "psd of 56 channels": _psd_of_channels,
    "xpm of empty lines": _xpm_of_lines,
    "im of many lines": _im_of_lines,
    "ppm of comments": _ppm_of_comments,
    "ppm of spaces": _ppm_of_spaces,
    "ppm in plain numbers": _plain_ppm,
    "xbm of too many numbers": _xbm_bomb,
    "mpo of 500 pictures": _mpo_of_pictures,
    "png and jpeg glued": _glued,
    "zeros": lambda: bytes(32 << 20),
    "spaces": lambda: b" " * (32 << 20),
}  # fmt: skip


def _webp_of_size(width: int, height: int) -> bytes:
    """Return a lossless WebP that claims a size."""
    whole = bytearray(encoded(Image.new("RGB", (16, 16)), "WEBP", lossless=True))
    bits = (width - 1) | (height - 1) << 14
    at = whole.find(b"VP8L") + 9
    whole[at : at + 4] = struct.pack("<I", bits)
    return bytes(whole)
