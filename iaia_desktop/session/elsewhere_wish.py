"""Which embeddings made elsewhere a person wants to use."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ElsewhereWish:
    """Embeddings made elsewhere.

    Attributes
    ----------
    place : Path
        A file or a folder, absolute.
    spec : str
        The encoder that made them, as the person says; "" where the embeddings say it.
    """

    place: Path
    spec: str = ""
