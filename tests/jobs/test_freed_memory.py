"""Freed memory goes back to the system."""

from __future__ import annotations

import subprocess
import sys

import pytest

_PROGRAM = """
import sys
import threading
from pathlib import Path
from iaia_desktop.jobs.freed_memory import return_freed_memory, return_small_pieces

actual, sys.platform = sys.platform, sys.argv[1]
return_freed_memory()
return_small_pieces()
sys.platform = actual

def resident():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))

def work():
    pieces = [bytearray(b"x" * (6 << 20)) for _ in range(12)]
    kept.append(bytearray(1000))
    pieces.clear()

kept = []
for _ in range(4):
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
before = resident()
threads = [threading.Thread(target=work) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(resident() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks the C library of GNU")
@pytest.mark.parametrize("platform", ["linux", "win32"])
def test_it_does_no_harm_and_large_pieces_do_not_stay(platform: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, platform], check=True, stdout=subprocess.PIPE, text=True
    )
    if platform == "linux":
        assert int(done.stdout) < 30_000
