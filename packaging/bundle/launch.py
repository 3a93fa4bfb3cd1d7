"""What the bundle starts: the program, or a process of its own that the program asks for."""

from __future__ import annotations

import os
import sys


def main() -> int:
    """Run what the arguments ask for, and return its exit code."""
    _clean_environment()
    from iaia_desktop.bundled import run_child  # noqa: PLC0415

    if run_child(sys.argv[1:]):
        return 0
    from iaia_desktop.__main__ import main as run_program  # noqa: PLC0415

    return run_program()


def _clean_environment() -> None:
    """Keep the bundle's libraries from programs that ours opens: a browser, a file manager.

    The loader of this process has read the variable already.
    """
    for name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"):
        before = os.environ.pop(f"{name}_ORIG", None)
        if before is not None:
            os.environ[name] = before
        elif name in os.environ and sys._MEIPASS in os.environ[name]:  # type: ignore[attr-defined]
            del os.environ[name]


if __name__ == "__main__":
    sys.exit(main())
