"""A process that has strange files embedded and shown, and tells what each came to.

Run with a JSON object on the command line; answers with a JSON object a line: first the name of
what is tried, so that a crash has a name, then what came of it.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

from PIL import Image

from iaia_desktop.core.errors import ImageError
from iaia_desktop.core.types import FileStatus, ImageId
from iaia_desktop.encoders.builtin import BuiltinEncoder
from iaia_desktop.images import aside
from iaia_desktop.jobs.embed_queue import EmbedItem
from iaia_desktop.jobs.freed_memory import return_freed_memory
from iaia_desktop.jobs.image_reader import ImageReader
from iaia_desktop.workers.pictures import load_thumbnail, load_view
from tests.stress.image_bombs import BOMBS
from tests.stress.image_mutations import cuts, mutation, samples

# Linux only, as is what runs this; not while it is imported elsewhere.
_TICKS_A_SECOND: Final = os.sysconf("SC_CLK_TCK") if sys.platform == "linux" else 100


def main() -> None:
    """Try what the command line asks for."""
    warnings.simplefilter("error")
    request = json.loads(sys.argv[1])
    # As the program does at its start.
    return_freed_memory()
    if "together" in request:
        _tell(_together(request["together"], request["threads"]))
        return
    encoder = BuiltinEncoder()
    with tempfile.TemporaryDirectory() as folder:
        for name, path in _files(request, Path(folder)):
            _tell({"begins": name})
            _tell({"name": name, **_try(path, encoder)})


def _files(request: dict[str, Any], folder: Path) -> Iterator[tuple[str, Path]]:
    if "folder" in request:
        for path in sorted(Path(request["folder"]).rglob("*")):
            if path.is_file():
                yield ascii(str(path.relative_to(request["folder"]))), path
        return
    place = folder / "image"
    for name, data in _made(request):
        place.write_bytes(data)
        yield name, place


def _made(request: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
    if "bombs" in request:
        for name in request["bombs"]:
            yield name, BOMBS[name]()
        return
    files = samples()
    if "cuts" in request:
        for name, size in cuts(files, request["cuts"]):
            yield f"{name} cut to {size}", files[name][:size]
        return
    for number in range(*request["mutations"]):
        yield mutation(files, number, request["seed"])


def _try(path: Path, encoder: BuiltinEncoder) -> dict[str, Any]:
    reader = ImageReader(path.parent, encoder, None)

    def embed() -> str:
        read = reader.read(EmbedItem(ImageId(1), path.name))
        if read.info.status is not FileStatus.READY:
            return read.info.reason
        assert isinstance(read.picture, Image.Image)
        vectors = encoder.encode_images([read.picture])
        assert vectors.shape == (1, encoder.dim)
        return ""

    ways: dict[str, Callable[[], object]] = {
        "embedded": embed,
        "thumbnail": lambda: load_thumbnail(path, 256, None),
        "screen": lambda: load_view(path, 1600),
    }
    reasons, cpu_s, wall_s, peak_mb = {}, 0.0, 0.0, 0.0
    for way, do in ways.items():
        _forget_peak()
        base_kb, cpu, wall = _kilobytes("VmRSS"), _cpu_s(), time.perf_counter()
        reasons[way] = _reason(do)
        cpu_s = max(cpu_s, _cpu_s() - cpu)
        wall_s = max(wall_s, time.perf_counter() - wall)
        peak_mb = max(peak_mb, (_kilobytes("VmHWM") - base_kb + _helper_kilobytes()) / 1000)
    return {"reasons": reasons, "cpu_s": cpu_s, "wall_s": wall_s, "peak_mb": peak_mb}


def _together(names: list[str], threads: int) -> dict[str, Any]:
    """Decode large files on many threads at once, and tell how much memory that took."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number}" for number in range(len(names))]
        for path, name in zip(paths, names, strict=True):
            path.write_bytes(BOMBS[name]())
        # What making them took is no part of it.
        gc.collect()
        _forget_peak()
        base_kb = _kilobytes("VmRSS")
        with ThreadPoolExecutor(threads) as pool:
            reasons = list(pool.map(lambda path: _reason(lambda: load_view(path, 300)), paths * 2))
        peak_mb = (_kilobytes("VmHWM") - base_kb + _helper_kilobytes()) / 1000
    return {"together": len(reasons), "reasons": sorted(set(reasons)), "peak_mb": peak_mb}


def _reason(do: Callable[[], object]) -> str:
    try:
        outcome = do()
    except ImageError as error:
        return error.what
    return outcome if isinstance(outcome, str) else ""


def _helper_pid() -> int | None:
    process = aside._HELPER._process
    return None if process is None else process.pid


def _cpu_s() -> float:
    """Return the time that this process and that for odd files have computed."""
    import resource

    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    total = time.process_time() + ended.ru_utime + ended.ru_stime
    pid = _helper_pid()
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return total
    return total + (int(fields[11]) + int(fields[12])) / _TICKS_A_SECOND


def _forget_peak() -> None:
    for process in ("self", _helper_pid()):
        try:
            Path(f"/proc/{process}/clear_refs").write_text("5", encoding="ascii")
        except OSError:
            continue


def _kilobytes(field: str, process: int | str = "self") -> int:
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii", errors="replace")
    return int(status.split(field + ":")[1].split()[0]) if field + ":" in status else 0


def _helper_kilobytes() -> int:
    pid = _helper_pid()
    try:
        return 0 if pid is None else _kilobytes("VmHWM", pid)
    except OSError:
        return 0


def _tell(words: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
