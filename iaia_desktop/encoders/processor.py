"""What the processor can do, found out without a compiler and without importing torch."""

from __future__ import annotations

import platform
import sys
from dataclasses import dataclass
from pathlib import Path

_X86 = frozenset({"x86_64", "amd64", "x64"})
_LIST = Path("/proc/cpuinfo")


@dataclass(frozen=True, slots=True)
class Processor:
    """What is known of a processor.

    Attributes
    ----------
    is_x86 : bool
        Whether it is of the 64-bit x86 family.
    abilities : frozenset of str or None
        Its instruction sets in the words of the Linux kernel (``avx2``, ``avx512_bf16``); None when
        nobody tells.
    """

    is_x86: bool
    abilities: frozenset[str] | None


def this_processor() -> Processor:
    """Ask the operating system, and torch where that is imported already."""
    return Processor(
        is_x86=platform.machine().lower() in _X86, abilities=_from_kernel(_LIST) or _from_torch()
    )


def _from_kernel(path: Path) -> frozenset[str] | None:
    """Read the flags of the first core; on Linux all cores share the ones that matter here."""
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    for line in text.splitlines():
        name, _, words = line.partition(":")
        if name.strip() in {"flags", "Features"}:
            return frozenset(words.split())
    return None


def _from_torch() -> frozenset[str] | None:
    ask = getattr(getattr(sys.modules.get("torch"), "cpu", None), "get_capabilities", None)
    if ask is None:
        return None
    return frozenset(name for name, has in ask().items() if has is True)
