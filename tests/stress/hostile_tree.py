"""Names that nobody would give, and a folder of pictures under them, with traps between."""

from __future__ import annotations

import os
import random
import socket
import struct
import unicodedata
import zlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from iaia_desktop.core.names import normalise_name
from iaia_desktop.core.state import name_fault

SUFFIX = b".png"

STEMS: tuple[bytes, ...] = (
    # What shells, printf, URLs and templates make something of.
    *(b"-rf", b"--help", b"~", b"~root", b"$HOME"),
    *(b"${IFS}", b"`id`", b"$(id)", b"a;id", b"a|id"),
    *(b"a&b", b"&file", b"&&", b"%41", b"%2e%2e%2f"),
    *(b"%s%n", b"{0}{path}", b"!!", b"#1", b"a?b*"),
    *(b"'", b"''=x", b"a'b", b'a"b', b'"', b"a,b"),
    *(b"a;b", b"a:b", b"C:", b"[*]", b"(1)", b"0"),
    # What spreadsheets and web pages make something of.
    *(b"=cmd()", b"+1", b"-1", b"@x", b"'=x"),
    *(b"a;=1+1", b"a,=1+1", b"a;'@x", b"; -1", b" =1+1"),
    *(b"=x", ";\uff20x".encode(), b"<b>x<b>"),
    *(b"<img src=x>", b"&lt;b&gt;", b"<!--", b"]]>"),
    # Separators and the folder above, as other systems write them.
    *(b"a\\b", b"a\\..\\..\\up", b"\\\\server\\share"),
    *(b"a\\..", b"\\u202e", b"\\n", b"\\x1b[31m"),
    *("a\u2215b".encode(), "a\uff0fb".encode(), "\u2024\u2024".encode()),
    *(b"a..b", b"a...", b"...b".lstrip(b".")),
    # Spaces, line ends and commands to terminals.
    *(b" a", b"a ", b"  ", b"a  b", b"new\nline"),
    *(b"\n", b"cr\rx", b"crlf\r\nx", b"tab\tx", b"\x0b"),
    *(b"\x1b[31mred", b"\x1b]0;owned\x07", b"\x07"),
    *(b"\x08\x08", b"\x01\x02", b"\x7f", b"\xc2\x9b31m"),
    *("\u2028".encode(), "\u2029".encode()),
    *("\u0085".encode(), "\u00a0".encode(), "　".encode()),
    # Invisible, and turning the direction of writing.
    *("\u202egnp".encode(), "\u2067a".encode(), "\u200b".encode(), "a\u200b".encode(), b"a"),
    *("\ufeffa".encode(), "a\u00adb".encode()),
    *("\u200fa".encode(), "\u3164".encode(), b"\xc2\xad"),
    *("\U000e0041".encode(), "a\ufe0f".encode(), "\u115f".encode(), "\u034f".encode()),
    # Names that are one to some file system.
    *("é".encode(), "e\u0301".encode(), "É".encode()),
    *("Å".encode(), "\u212b".encode(), b"A", b"aA"),
    *("가".encode(), unicodedata.normalize("NFD", "가").encode()),
    *("ß".encode(), "ẞ".encode(), b"ss"),
    *(b"SS", "İ".encode(), "i\u0307".encode(), "\u0131".encode()),
    *(b"i", b"I", "ﬁ".encode(), b"fi"),
    *("\u017f".encode(), b"s", "ς".encode()),
    *("\u03c3".encode(), "Σ".encode(), b"K", b"k"),
    # Scripts.
    *("שלום".encode(), "مرحبا".encode(), "می‌خواهم".encode(), "क्‍ष".encode(), "猫".encode()),
    *("😀".encode(), "👨‍👩‍👧".encode()),
    *("❤️‍🔥".encode(), "🏴󠁧󠁢󠁥󠁮󠁧󠁿".encode(), "a\u0301\u0302\u0303\u0304".encode()),
    *("\ue000".encode(), "\uffff".encode(), "\ufdd0".encode(), "\U0010ffff".encode()),
    # Devices, and what the program itself writes.
    *(b"CON", b"con", b"NUL", b"nul.tar", b"AUX"),
    *(b"PRN", b"COM1", "COM¹".encode(), b"LPT9 ", b"CLOCK$"),
    *(b"CONIN$", b"$Mft", b"labels", b"labels.csv"),
    *(b"train", b"test_1", b"val", b"PROGRA~1", b"1e5"),
    # Bytes that are no text, and texts that look like what they are written as.
    *(b"caf\xe9", b"caf\xe8", b"caf\\udce9"),
    *(b"caf\\u005cudce9", b"caf\\\\udce9", b"\xff\xfe"),
    *(b"\xed\xa0\x80", b"\xed\xb3\xa9", b"\xc3"),
    *(b"\x80\x81", b"\xf4\x90\x80\x80", b"\xc0\xae\xc0\xae"),
    # As long as a name may be, in letters of one to four bytes.
    *(b"x" * 251, b"y" * 250),
    *("é".encode() * 125, "e\u0301".encode() * 83, "猫".encode() * 83),
    *("😀".encode() * 62, b"z" + "😀".encode() * 62),
    *(b"CON." + b"c" * 247, b"w" * 245 + b";=", b"\xff" * 251),
)  # fmt: skip
"""Of files; `SUFFIX` comes behind each."""

WHOLE_NAMES: tuple[bytes, ...] = (
    *(b"   ", b"\n", b"\t", b"-", b"~"),
    *(b"\xff", "猫".encode(), b"=x", b"CON", b"\x1b[31m", b"a\\b"),
    *(b"file.png.", b"file.png ", b"file.png. ."),
    *(b"a.PNG", b"a.pNg", b"x.png.png", b"index.htm.png"),
)  # fmt: skip
"""Of files, as they are: without a suffix, or with something behind it."""

FOLDERS: tuple[bytes, ...] = (
    *(b"", b"plain", b" ", b"a ", b"~"),
    *(b"-rf", b"x.png", b"new\nline", b"caf\xe9", "é".encode()),
    *("e\u0301".encode(), b"A", b"a", b"a\\b"),
    *(b"a__b", b"labels.csv", b"metadata.csv", b"CON"),
    *(b"=cmd", b"<b>x", "\u202ex".encode(), b"[*]", b"&x", b"d" * 255, b"\x1b[31m", b"%2f"),
)  # fmt: skip
"""Of folders; "" for the root."""

CLASSES: tuple[str, ...] = (
    *("cat", "Cat", "CAT", "cat ", " cat"),
    *("c\u200bat", "cat.", "cat..", "cat. .", "a b", "a  b"),
    *("/", "a/b", "a\\b", "a:b", "a_b"),
    *("A_B", "..", ".", "../../etc/passwd", "/etc/passwd", "a/"),
    *("CON", "con", "NUL", "nul.txt", "COM¹"),
    *("LPT1.x", "AUX ", "CONIN$", "CON_", "_CON", "$Mft"),
    *("=cmd()", "=cmd|' /C calc'!A0", "+1", "-1", "@x"),
    *("'=x", "''=x", "a;=1+1", "a,=1", "=x"),
    *("\t=x", "\r=x", "\n=x", "-rf", "--", "~"),
    *("~root", "$HOME", "%PATH%", "*", "?", "a|b", '"'),
    *("é", "e\u0301", "É", "ß", "SS", "ss", "İ", "i"),
    *("\u0131", "I", "ﬁ", "fi", "Å", "\u212b", "K", "k"),
    *("שלום", "مرحبا", "\u202egnp", "می‌خواهم", "میخواهم"),
    *("क्‍ष", "क्ष", "猫", "😀", "👨‍👩‍👧", "👨👩👧"),
    *("🏴", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "❤", "❤️"),
    *("\ufeffbom", "soft\u00adhyphen", "\x1b[31mred", "\x07", "nul\0byte"),
    *("new\nline", "cr\rx", "ls\u2028x", "<b>x</b>"),
    *("<img src=x>", "&amp;", "&file", "[*]", "{name}"),
    *("x" * 200, "x" * 199 + "y", "x" * 120, "é" * 60),
    *("é" * 61, "😀" * 30, "😀" * 200, "w" * 118 + ".a"),
    *("labels.csv", "metadata.csv", "labels.jsonl"),
    *("incomplete.txt", "train", "validation", "test"),
    *("class", "class-2", "caf\\udce9", "caf\udce9", "\\u005c"),
    *("\\u202e", "001", "1e5", "TRUE", "a,b"),
    *("\ue000", "\uffff", "\U0010ffff", "o\u0338\u0301\u0302"),
    *("a__b", "IMG.png", "x.png", "- a", "• a"),
)  # fmt: skip
"""Of classes, as somebody types them or has them in a table."""

UNUSABLE_CLASSES: tuple[str, ...] = (
    *("", " ", "\t\n", "\u200b", "\u202e"),
    *("\u3164", "\ufe0f", "\x00\x1b", "x" * 201, "y" * 300),
    *("\u200d", "z" * 10_000, "\u2028", "\u00a0 \u3000", "\U000e0067"),
)  # fmt: skip
"""Of no class: without a letter, or too long."""


def small_png(number: int) -> bytes:
    """Return a picture of four by three pixels, another one for every number."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    colour = number.to_bytes(3, "big")
    lines = b"".join(b"\0" + bytes([row * 60]) * 3 + colour * 3 for row in range(3))
    head = struct.pack(">IIBBBBB", 4, 3, 8, 2, 0, 0, 0)
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(lines, 1)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def random_stem(rng: random.Random, limit_bytes: int = 251) -> bytes:
    """Return pieces of the names above, put together at random."""
    pieces = [rng.choice(STEMS)[:60] for _ in range(rng.randint(1, 4))]
    if rng.random() < 0.3:
        pieces.append(bytes(rng.randrange(1, 256) for _ in range(rng.randint(1, 12))))
    stem = rng.choice((b"", b" ", b";", b"-", b".")).join(pieces).replace(b"/", b"_")
    return stem[:limit_bytes].lstrip(b".") or b"x"


def random_class(rng: random.Random) -> str:
    """Return pieces of the names of classes above, put together at random."""
    pieces = [rng.choice(CLASSES)[:40] for _ in range(rng.randint(1, 4))]
    if rng.random() < 0.3:
        pieces.append("".join(chr(rng.randrange(0x110000)) for _ in range(rng.randint(1, 6))))
    return rng.choice(("", " ", ";", "-", ".")).join(pieces)[:200]


@dataclass
class HostileTree:
    """What was planted.

    Attributes
    ----------
    root : Path
        The folder.
    images : dict of str to bytes
        Relative path (posix separators, surrogate escapes) to the content, of all that must be
        found and read.
    names : int
        Names of files and folders tried, those included that the file system refused.
    traps : int
        Links, pipes, sockets, hidden files, and folders that look like pictures.
    missing : set of str
        Links under an image's name that lead nowhere: listed, and missing.
    """

    root: Path
    images: dict[str, bytes] = field(default_factory=dict)
    names: int = 0
    traps: int = 0
    missing: set[str] = field(default_factory=set)

    def plant(self, folder: bytes, name: bytes, data: bytes | None = None) -> bool:
        """Write a picture, another one each time; return whether the file system takes the name."""
        self.names += 1
        place = self.root / os.fsdecode(folder) / os.fsdecode(name)
        data = data or small_png(len(self.images))
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            with place.open("xb") as file:
                file.write(data)
        except (OSError, ValueError):
            return False
        self.images[place.relative_to(self.root).as_posix()] = data
        return True


def plant_tree(root: Path, *, seed: int, random_names: int = 0) -> HostileTree:
    """Plant the names above, and others put together from them at random.

    Every folder gets an ``IMG.png``, and every name lies in one folder at least.
    """
    rng = random.Random(seed)  # noqa: S311 - no secret
    tree = HostileTree(root)
    root.mkdir(parents=True, exist_ok=True)
    for number, folder in enumerate(FOLDERS):
        tree.plant(folder, b"IMG.png")
        tree.plant(folder, STEMS[(7 * number) % len(STEMS)] + SUFFIX)
    for name in (*(stem + SUFFIX for stem in STEMS), *WHOLE_NAMES):
        tree.plant(b"plain", name)
    for _ in range(random_names):
        name = random_stem(rng) + SUFFIX
        with suppress(FileExistsError):
            tree.plant(rng.choice(FOLDERS), name)
    for number in range(12):
        # The same bytes under another name: a copy may have a label of its own.
        tree.plant(rng.choice(FOLDERS), b"copy %d.png" % number, small_png(number % 5))
    _plant_traps(tree)
    return tree


def _plant_traps(tree: HostileTree) -> None:
    """Plant what is no picture, and what leads round in circles or out of the folder."""
    root = tree.root
    outside = root.parent / f"outside {root.name}"
    (outside / "secret").mkdir(parents=True, exist_ok=True)
    (outside / "secret" / "s.png").write_bytes(small_png(1 << 20))
    (root / "empty.png").mkdir()
    (root / "plain" / ".hidden.png").write_bytes(small_png(1 << 21))
    (root / "plain" / "._IMG.png").write_bytes(small_png(1 << 21))
    (root / ".git").mkdir()
    (root / ".git" / "x.png").write_bytes(small_png(1 << 21))
    os.mkfifo(root / "plain" / "pipe.png")
    os.mkfifo(root / "plain" / "pipe without suffix")
    with socket.socket(socket.AF_UNIX) as server, suppress(OSError):
        here = os.open(root / "plain", os.O_RDONLY)
        try:
            server.bind(f"/proc/self/fd/{here}/socket.png")
        finally:
            os.close(here)
    (root / "plain" / "to pipe.png").symlink_to("pipe.png")
    (root / "plain" / "device.png").symlink_to("/dev/zero")
    (root / "loop").symlink_to(".")
    (root / "plain" / "up").symlink_to("..")
    (root / "plain" / "far up").symlink_to("../..")
    (root / "self.png").symlink_to("self.png")
    (root / "one").symlink_to("two")
    (root / "two").symlink_to("one")
    (root / "dangling.png").symlink_to("nowhere.png")
    (root / "dangling").symlink_to("nowhere")
    tree.missing |= {"self.png", "dangling.png"}
    tree.traps += 19


def plant_depths(root: Path, *, levels: int = 200) -> tuple[int, int]:
    """Plant a picture at every level of folders with names of forty bytes.

    Returns
    -------
    reachable, beyond : int
        Pictures whose whole path is short enough for the system, and those whose is not.
    """
    name = b"deep folder " + "é".encode() * 14
    limit = os.pathconf(root, "PC_PATH_MAX")
    handle = os.open(root, os.O_RDONLY)
    length, reachable = len(os.fsencode(root)), 0
    try:
        for level in range(levels):
            os.mkdir(name, dir_fd=handle)
            below = os.open(name, os.O_RDONLY, dir_fd=handle)
            os.close(handle)
            handle = below
            file = os.open(b"d.png", os.O_WRONLY | os.O_CREAT, dir_fd=handle)
            os.write(file, small_png((1 << 22) + level))
            os.close(file)
            length += 1 + len(name)
            reachable += length + 1 + len(b"d.png") < limit
    finally:
        os.close(handle)
    return reachable, levels - reachable


def usable(names: Sequence[str]) -> list[str]:
    """Return the names in the spelling in which they are kept, each once."""
    return list(dict.fromkeys(normalise_name(name) for name in names if not name_fault(name)))
