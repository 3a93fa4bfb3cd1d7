"""Start the program: ``iaia-desktop``, or ``python -m iaia_desktop``."""

from __future__ import annotations

import sys

from iaia_desktop.cli import main as run_command_line


def main() -> int:
    """Run the command line of this process and return its exit code."""
    return run_command_line(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
