"""What the process for odd files may take."""

from typing import Final

CPU_LIMIT_S: Final = 1.6
"""Time on the processor for one image; with handing it over, and a new start, it makes 2 s."""

WALL_LIMIT_S: Final = 8.0
"""Time on the clock for one image, on a machine that is busy with other work."""

MEMORY_BYTES: Final = 448 * 2**20
"""Memory beyond that of the idle process, the file and the decoded image included."""

FEW_BYTES: Final = 64 * 2**20
"""Memory that is enough for most, beside the file."""
