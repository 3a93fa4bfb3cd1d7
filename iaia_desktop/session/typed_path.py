"""A path that a person typed."""

from __future__ import annotations

import os
from pathlib import Path


def typed_path(text: str) -> Path:
    """Return a path in which ``~`` may stand for somebody's home.

    Nobody of that name is no error: then a folder is called so.
    """
    return Path(os.path.expanduser(text))  # noqa: PTH111 - Path's own raises for unknown names
