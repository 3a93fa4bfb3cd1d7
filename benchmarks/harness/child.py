"""Measure one row, in a process of its own: no row inherits another one's memory or threads.

``python -m benchmarks.harness.child NAME --data FOLDER --to FILE [--quick]``
"""

from __future__ import annotations

import argparse
import dataclasses
import importlib
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.harness.bench import Bench
from benchmarks.harness.measurement import Measurement


def main(arguments: list[str]) -> int:
    """Measure, write the figures down, and return 0."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.harness.child")
    parser.add_argument("name")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--quick", action="store_true")
    chosen = parser.parse_args(arguments)
    module = importlib.import_module(f"benchmarks.rows.{chosen.name}")
    with tempfile.TemporaryDirectory(prefix="iaia-row-") as scratch:
        bench = Bench(data=chosen.data, scratch=Path(scratch), quick=chosen.quick)
        found: Sequence[Measurement] = module.measure(bench)
    rows = [dataclasses.asdict(row) for row in found]
    chosen.to.write_text(json.dumps(rows, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
