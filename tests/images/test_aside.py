"""The process for odd files: it is stopped in time, kept small, and started again."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from iaia_desktop.core.errors import ImageError
from iaia_desktop.images import aside
from iaia_desktop.images.decode import decode_for_encoder, decode_for_view
from iaia_desktop.images.reasons import DAMAGED, TOO_SLOW
from tests.images.pictures import colours, encoded
from tests.stress.image_bombs import BOMBS

TGA = encoded(Image.fromarray(colours()), "TGA")


def test_it_answers_as_a_decoder_does() -> None:
    clear = Image.new("RGBA", (2_500, 100), (90, 80, 70, 200))
    view = decode_for_view(encoded(clear, "TGA"), max_side_px=500)
    assert (view.width_px, view.height_px) == (2_500, 100)
    assert view.image.size == (500, 20)
    assert view.image.mode == "RGBA"
    small = decode_for_encoder(encoded(clear, "TGA"), target_px=20)
    assert small.image.mode == "RGB"
    with pytest.raises(ImageError) as caught:
        decode_for_encoder(TGA[:1000], target_px=20)
    assert caught.value.what == DAMAGED


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system has no such timer")
def test_what_takes_too_long_is_stopped_and_the_next_is_decoded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = BOMBS["ppm of spaces"]()
    with monkeypatch.context() as hurried:
        hurried.setattr(aside, "CPU_LIMIT_S", 0.2)
        hurried.setattr(aside, "WALL_LIMIT_S", 100.0)
        with pytest.raises(ImageError) as caught:
            decode_for_encoder(data, target_px=20)
    assert caught.value.what == TOO_SLOW
    assert decode_for_encoder(TGA, target_px=200).image.size == (64, 48)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system has no such timer")
def test_what_its_timer_stopped_is_told_however_long_its_end_takes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    program = (
        "import os,signal,sys; print('ready', flush=True); sys.stdin.readline()\n"
        "os.kill(os.getpid(), signal.SIGPROF)"
    )
    wait = subprocess.Popen.wait

    def patiently(process: subprocess.Popen[bytes], timeout: float | None = None) -> int:
        if timeout is not None:
            raise subprocess.TimeoutExpired("decoder", timeout)
        return wait(process)

    monkeypatch.setattr(aside, "_start", lambda: _process(program))
    monkeypatch.setattr(subprocess.Popen, "wait", patiently)
    with pytest.raises(ImageError) as caught:
        aside._Helper().decode(b"x", 20, None)
    assert caught.value.what == TOO_SLOW


def test_what_hangs_is_stopped_by_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    program = "import sys,time; print('ready', flush=True); sys.stdin.readline(); time.sleep(60)"

    def start() -> subprocess.Popen[bytes]:
        return _process(program)

    monkeypatch.setattr(aside, "_start", start)
    monkeypatch.setattr(aside, "WALL_LIMIT_S", 0.2)
    hanging = aside._Helper()
    with pytest.raises(ImageError) as caught:
        hanging.decode(b"x", 20, None)
    assert caught.value.what == TOO_SLOW
    assert hanging._process is None


@pytest.mark.parametrize(
    "program",
    [
        "import sys,os; print('ready', flush=True); sys.stdin.readline(); os._exit(3)",
        "import sys,os; print('ready', flush=True); sys.stdin.readline(); os.abort()",
        "import sys; print('ready', flush=True); sys.stdin.readline(); print('{\"bytes\": 9}')",
        "import sys; print('ready', flush=True); sys.stdin.readline(); print('nonsense')",
    ],
)
def test_a_crash_is_the_files_own(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    monkeypatch.setattr(aside, "_start", lambda: _process(program))
    crashing = aside._Helper()
    with pytest.raises(ImageError) as caught:
        crashing.decode(b"x" * 500_000, 20, None)
    assert caught.value.what == DAMAGED


def _process(program: str) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == b"ready"
    return process


def test_a_system_that_starts_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    with pytest.raises(ImageError, match="no other process"):
        aside._Helper().decode(TGA, 20, None)


def test_memory_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aside, "MEMORY_BYTES", 96 * 2**20)
    large = encoded(Image.new("RGB", (6_000, 4_000)), "TGA", compression="tga_rle")
    with pytest.raises(ImageError, match="the image is too large"):
        decode_for_encoder(large, target_px=20)
    # More than is tried at first.
    medium = encoded(Image.new("RGB", (4_000, 3_000), "red"), "TGA", compression="tga_rle")
    assert decode_for_encoder(medium, target_px=20).image.getpixel((5, 5)) == (255, 0, 0)


def test_a_second_try_with_more_memory_has_what_is_left_of_the_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[int, float]] = []

    def ask(
        self: aside._Helper, memory: int, question: dict[str, Any], data: bytes
    ) -> tuple[dict[str, Any], bytes]:
        asked.append((memory, question["cpu_limit_s"]))
        return {"reason": "the image is too large: so it is", "cpu_s": 1.75}, b""

    monkeypatch.setattr(aside._Helper, "_ask_within", ask)
    monkeypatch.setattr(aside, "CPU_LIMIT_S", 2.0)
    with pytest.raises(ImageError, match="the image is too large"):
        decode_for_encoder(TGA, target_px=20)
    assert [limit_s for _, limit_s in asked] == [2.0, 0.25]
    assert asked[0][0] < asked[1][0]


def test_many_threads_ask_at_once() -> None:
    files = [encoded(Image.new("RGB", (n + 1, 5), (n, n, n)), "TGA") for n in range(20)]
    results: dict[int, list[tuple[int, int]]] = {}

    def work(number: int) -> None:
        results[number] = [decode_for_encoder(data, target_px=200).image.size for data in files]

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert list(results.values()) == [[(n + 1, 5) for n in range(20)]] * 4


def test_it_ends_with_the_program() -> None:
    program = (
        "from iaia_desktop.images import aside, decode\n"
        "from tests.images.test_aside import TGA\n"
        "decode.decode_rgb(TGA)\n"
        "print(aside._HELPER._process.pid)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    with pytest.raises(ProcessLookupError):
        os.kill(int(done.stdout), 0)


def test_profiles_reach_it() -> None:
    data = encoded(Image.fromarray(np.full((8, 8), 30_000, np.uint16)), "JPEG2000")
    pixel = decode_for_encoder(data, target_px=20).image.getpixel((1, 1))
    assert pixel == (117, 117, 117)


def test_nothing_is_imported_from_the_folder_one_stands_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trap = "open(__file__ + '.sprung', 'w').close()\n"
    for name in ("PIL", "numpy", "json", "iaia_desktop"):
        (tmp_path / f"{name}.py").write_text(trap, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    helper = aside._Helper()
    assert helper.decode(TGA, 200, None).image.size == (64, 48)
    helper.close()
    assert not list(tmp_path.glob("*.sprung"))
