"""Measure the program's speed: ``python -m benchmarks [ROW ...] [--quick] [--json FILE]``.

Without a name every row of the table is measured, one after the other; with names only those. The
data are drawn from seeds and kept in a folder for the next time. Each row has a baseline that is
measured in the same run: the ratio of the two says more than either.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
import tempfile
from pathlib import Path

from benchmarks.harness.machine import describe_machine
from benchmarks.harness.measurement import Measurement
from benchmarks.harness.run import RowFailedError, compile_program, run_row
from benchmarks.harness.table import as_markdown
from benchmarks.rows import ROWS


def main(arguments: list[str]) -> int:
    """Print the table; return 0, or 1 when a row could not be measured."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description="Measure the program's speed."
    )
    parser.add_argument("names", nargs="*", metavar="ROW", help=f"of {', '.join(ROWS)}")
    parser.add_argument(
        "--quick", action="store_true", help="small numbers, to see that the rows work"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there, too")
    parser.add_argument(
        "--data",
        type=Path,
        metavar="FOLDER",
        default=Path(tempfile.gettempdir()) / "iaia-benchmarks",
        help="where the made-up data lie (%(default)s)",
    )
    chosen = parser.parse_args(arguments)
    unknown = [name for name in chosen.names if name not in ROWS]
    if unknown:
        parser.error(f"there is no row {', '.join(unknown)}; there are {', '.join(ROWS)}")
    machine = describe_machine()
    print("; ".join(f"{name} {value}" for name, value in machine.items()))
    compile_program()
    measured: list[tuple[str, Measurement]] = []
    failed = []
    for name in chosen.names or ROWS:
        print(f"measuring {name} …", file=sys.stderr, flush=True)
        try:
            rows = run_row(name, chosen.data, quick=chosen.quick)
        except RowFailedError as error:
            print(error, file=sys.stderr)
            failed.append(name)
            continue
        measured.extend((name, row) for row in rows)
        if chosen.json is not None:
            _write(chosen.json, machine, measured)
    print(as_markdown(measured))
    if failed:
        print(f"not measured: {', '.join(failed)}")
    return 1 if failed else 0


def _write(path: Path, machine: dict[str, str], measured: list[tuple[str, Measurement]]) -> None:
    rows = [
        {"row": name, **dataclasses.asdict(row), "ratio": row.ratio, "met": row.met}
        for name, row in measured
    ]
    text = json.dumps({"machine": machine, "rows": rows}, indent=1)
    path.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
