"""Start the program: ``iaia-desktop``, or ``python -m iaia_desktop``."""

from __future__ import annotations

import os
import sys


def main() -> int:
    """Run the command line of this process and return its exit code."""
    # Before numpy is imported, which looks at it once. Several of our threads work at the same
    # time; were each to spread over all cores, they would mostly wait for each other.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from iaia_desktop.cli import main as run_command_line  # noqa: PLC0415

    return run_command_line(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
