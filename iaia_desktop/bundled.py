"""What is different in a bundle, where the program brings its own Python.

There, ``sys.executable`` is the program and knows nothing of ``-m``. So that every process that the
program starts for itself works in both cases, its command is built here, and what the bundle starts
asks here whether it is such a process.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

CHILDREN: Final = ("iaia_desktop.encoders.fetch_child", "iaia_desktop.images.aside_child")
"""Modules that run in a process of their own; nothing else can be asked for."""

CONSOLE_PROGRAM: Final = "iaia-desktop.exe"
"""On Windows a bundle holds the program twice, and only this one has a standard input."""

_CHILD: Final = "--run-child"


def is_bundled() -> bool:
    """Return whether the program runs from a bundle."""
    return bool(getattr(sys, "frozen", False))


def child_command(module: str) -> list[str]:
    """Return the command that runs a module of the program in a process of its own.

    Parameters
    ----------
    module : str
        One of ``CHILDREN``.

    Raises
    ------
    ValueError
        When it is not, for then a bundle would not start it.
    """
    if module not in CHILDREN:
        raise ValueError(f"{module} is not named in CHILDREN")
    if not is_bundled():
        # -P: what lies in the folder from which the program was started is not imported.
        return [sys.executable, "-P", "-m", module]
    program = Path(sys.executable)
    if sys.platform == "win32":
        program = program.with_name(CONSOLE_PROGRAM)
    return [str(program), _CHILD, module]


def run_child(arguments: Sequence[str]) -> bool:
    """Run what ``child_command`` asked for; return whether it was asked for at all.

    Parameters
    ----------
    arguments : sequence of str
        Of this process, without the program's name.
    """
    if len(arguments) != 2 or arguments[0] != _CHILD or arguments[1] not in CHILDREN:
        return False
    import runpy  # noqa: PLC0415 - only this process

    runpy.run_module(arguments[1], run_name="__main__", alter_sys=True)
    return True
