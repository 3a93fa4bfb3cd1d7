"""How much memory this process holds."""

from __future__ import annotations

from pathlib import Path

_KILOBYTE = 1024


def resident_mb() -> float:
    """Return the resident set of this process, in MB (10^6 bytes).

    Also what it shares with others counts: the libraries of Qt, and files that are mapped.
    """
    return _in_status("VmRSS")


def peak_mb() -> float:
    """Return the largest resident set of this process so far, in MB (10^6 bytes)."""
    return _in_status("VmHWM")


def _in_status(name: str) -> float:
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) * _KILOBYTE / 1e6
    raise RuntimeError(f"the system does not tell {name}")
