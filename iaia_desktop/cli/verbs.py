"""What a verb adds its parser to."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    # argparse has no public name for it.
    Verbs: TypeAlias = argparse._SubParsersAction[argparse.ArgumentParser]
