"""The modules of ``packaging/bundle``, which is no package: it lies beside the program."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType

REPOSITORY = Path(__file__).resolve().parents[2]
BUNDLE = REPOSITORY / "packaging" / "bundle"


def bundle_module(name: str) -> ModuleType:
    """Import a module of ``packaging/bundle``, which sees its neighbours."""
    sys.path.insert(0, str(BUNDLE))
    try:
        return importlib.import_module(name)
    finally:
        sys.path.remove(str(BUNDLE))
