"""What every job yields: how far it is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """Say how far a job is.

    Attributes
    ----------
    done : int
        Units finished.
    total : int
        Units in all; 0 when nobody knows yet.
    text : str
        What is being done, for the person: a ``Saying``, or "".
    amount : str
        How far it is in words, where "done of total" says too little; "" for that. A ``Saying``.
    """

    done: int
    total: int
    text: str = ""
    amount: str = ""
