"""The lines of the log beside a session: what was decided, added, renamed or set, in order.

A line is ``NUMBER CHAIN TEXT``. The text is JSON in ASCII; the chain is a checksum of the text and
of the chain before, so that a line shows whether it is whole and follows from the one before it.
The session file keeps the number and the chain of the last one that is in it, written in the same
transaction: so the two can be laid side by side.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from iaia_desktop.store.checksums import CHECKSUM_BYTES, as_text, digest

POSITION_IN_LOG: Final = "log"
"""The setting that holds how far the log is in the session file."""

_HEADER = b"iaia-log 1"
_HEADER_LINE = re.compile(_HEADER + rb" (\d{1,18}) ([0-9a-f]{%d})" % (2 * CHECKSUM_BYTES))
_LINE = re.compile(rb"(\d{1,18}) ([0-9a-f]{%d}) (.*)" % (2 * CHECKSUM_BYTES))
_SEGMENT_NAME = re.compile(r"(\d{6})-decisions\.log")


@dataclass(frozen=True, slots=True)
class LogPosition:
    """A place in the log.

    Attributes
    ----------
    number : int
        Of the last line before it; 0 at the beginning.
    chain : str
        The chain of that line, in hexadecimal digits; at the beginning, what tells this session
        from all others.
    """

    number: int
    chain: str

    def after(self, text: bytes) -> LogPosition:
        """Return the place after a line with this text."""
        return LogPosition(self.number + 1, digest(self.chain.encode() + text).hex())


@dataclass(frozen=True, slots=True)
class LogLine:
    """A line of the log.

    Attributes
    ----------
    end : LogPosition
        The place after it.
    text : bytes
        What it says.
    """

    end: LogPosition
    text: bytes

    def as_bytes(self) -> bytes:
        """Return the line as it is written."""
        return b"%d %s %s\n" % (self.end.number, self.end.chain.encode(), self.text)

    def content(self) -> list[Any]:
        """Return what it says: the kind of line, then what belongs to it."""
        found = json.loads(self.text)
        if not isinstance(found, list):
            raise TypeError("a line of the log is no list")
        return found


def images_text(first: int, paths: list[str]) -> str:
    """Return the line for images that were added."""
    return as_text(["images", first, paths])


def moves_text(moves: list[tuple[int, str]]) -> str:
    """Return the line for images that have other paths now."""
    return as_text(["moves", moves])


def setting_text(name: str, value: str) -> str:
    """Return the line for a setting; the value is JSON already."""
    return as_text(["setting", name, value])


def folder_text(folder: str) -> str:
    """Return the line for the folder of images."""
    return as_text(["folder", folder])


def segment_name(number: int) -> str:
    """Return the name of the part of a log that begins where the backup of that number was made."""
    return f"{number:06d}-decisions.log"


def segment_number(path: Path) -> int | None:
    """Return the number of a part of a log; None for another file."""
    match = _SEGMENT_NAME.fullmatch(path.name)
    return int(match[1]) if match else None


def header_line(start: LogPosition) -> bytes:
    """Return the first line of a part of a log that begins at a place."""
    return b"%s %d %s\n" % (_HEADER, start.number, start.chain.encode())


def read_lines(segments: list[Path]) -> Iterator[LogLine | LogPosition]:
    """Yield the beginning of each part of a log, and the lines that follow from it.

    What is not whole is passed over, and with it whatever cannot follow without it.

    Parameters
    ----------
    segments : list of Path
        Oldest first; those that cannot be read are passed over, too.
    """
    for segment in segments:
        try:
            raw = segment.read_bytes()
        except OSError:
            continue
        lines = raw.split(b"\n")
        place = _header_position(lines[0])
        if place is None:
            continue
        yield place
        for line in lines[1:]:
            match = _LINE.fullmatch(line)
            if match is None:
                continue
            end = place.after(match[3])
            if (end.number, end.chain.encode()) == (int(match[1]), match[2]):
                place = end
                yield LogLine(end, match[3])


def last_position(segment: Path) -> LogPosition | None:
    """Return where a part of a log ends, without reading all of it; None when that shows nothing.

    The end is as the last line says, which is not proved to follow from the others.
    """
    try:
        with segment.open("rb") as stream:
            size = stream.seek(0, 2)
            tail, wanted = b"", 1 << 12
            while True:
                stream.seek(max(0, size - wanted))
                tail = stream.read(wanted)
                lines = tail.split(b"\n")
                if len(tail) == size or len(lines) > 2:
                    break
                wanted *= 8
    except OSError:
        return None
    first = 0 if len(tail) == size else 1
    for line in reversed(lines[first:]):
        if match := _LINE.fullmatch(line):
            return LogPosition(int(match[1]), match[2].decode())
    return None


def _header_position(line: bytes) -> LogPosition | None:
    match = _HEADER_LINE.fullmatch(line)
    return None if match is None else LogPosition(int(match[1]), match[2].decode())
