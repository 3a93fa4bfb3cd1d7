"""The command line: the window verbs, and the verbs that need no window.

Results go to standard output, everything else to standard error. Exit codes: 0, 1 for an error that
is told in one line, 2 for a command line that makes no sense, 130 after Ctrl+C.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from iaia_desktop.cli.console import Console
from iaia_desktop.cli.interrupt import cancel_on_interrupt
from iaia_desktop.cli.parser import parse
from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import CancelledError, KnownError

__all__ = ["main"]

EXIT_ERROR = 1
EXIT_INTERRUPTED = 130


def main(argv: Sequence[str]) -> int:
    """Run one command.

    Parameters
    ----------
    argv : sequence of str
        The arguments, without the program's name.

    Returns
    -------
    int
        The exit code. Errors of the environment are told in one line; bugs are raised.
    """
    console = Console(sys.stdout, sys.stderr)
    try:
        arguments = parse(argv)
    except SystemExit as stop:
        # argparse has said what there is to say: the help, or what is wrong.
        return stop.code if isinstance(stop.code, int) else EXIT_ERROR
    cancel = CancelToken()
    try:
        if arguments.needs_window:
            # Qt has its own way with signals.
            return int(arguments.run(arguments, console, cancel))
        with cancel_on_interrupt(cancel):
            code = int(arguments.run(arguments, console, cancel))
        console.finish()
    except KnownError as error:
        console.error(str(error))
        if arguments.needs_window and sys.stderr is None:
            _show(str(error))
        return EXIT_ERROR
    except (CancelledError, KeyboardInterrupt) as error:
        console.error(f"Stopped. {error}".strip())
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        # Whoever read the results has heard enough (``| head``).
        console.abandon_results()
        return EXIT_ERROR
    return code


def _show(text: str) -> None:
    """Tell it in a box: on Windows a program without a console has nowhere else to say it."""
    from iaia_desktop.ui.start_error import show_start_error  # noqa: PLC0415 - hardly ever needed

    show_start_error("IAIA Desktop", text)
