"""The rows of the performance table, one module each, with a function ``measure``."""

from __future__ import annotations

ROWS = (
    "startup",
    "open_folder",
    "next_picture",
    "decision_on_disk",
    "ranking",
    "pipeline_large",
    "pipeline_small",
    "precisions",
    "scaled_decoding",
    "resume",
    "decision_cost",
    "memory",
    "gui_blocks",
    "at_rest",
    "million",
    "cuda_feed",
)
"""In the order of the table."""
