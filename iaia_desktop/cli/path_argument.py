"""A path on the command line."""

from __future__ import annotations

import argparse
from pathlib import Path


def path_argument(text: str) -> Path:
    """Return an argument as an absolute path.

    Raises
    ------
    argparse.ArgumentTypeError
        When it is empty: a variable of a script that was never set must not mean "here".
    """
    if not text:
        raise argparse.ArgumentTypeError("the name is empty")
    return Path(text).absolute()
