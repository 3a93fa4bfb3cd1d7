from __future__ import annotations

from pathlib import Path

import pytest

from iaia_desktop.encoders import processor
from iaia_desktop.encoders.precisions import Precision, obstacle
from iaia_desktop.encoders.processor import Processor, this_processor

PLAIN = Processor(is_x86=True, abilities=frozenset({"sse4_2", "avx2", "fma"}))


def test_full_precision_serves_everywhere() -> None:
    for abilities in (None, frozenset[str](), frozenset({"avx2"})):
        for is_x86 in (True, False):
            assert obstacle(Precision.FLOAT32, Processor(is_x86, abilities)) == ""


@pytest.mark.parametrize("ability", ["amx_bf16", "avx512_bf16"])
def test_bfloat16_needs_instructions_for_it(ability: str) -> None:
    assert "slower" in obstacle(Precision.BFLOAT16, PLAIN)
    able = Processor(is_x86=True, abilities=frozenset({"avx2", ability}))
    assert obstacle(Precision.BFLOAT16, able) == ""


def test_what_nobody_tells_is_taken_for_the_usual() -> None:
    unknown = Processor(is_x86=True, abilities=None)
    assert obstacle(Precision.INT8, unknown) == ""
    assert obstacle(Precision.BFLOAT16, unknown) != ""


def test_int8_needs_avx2_on_x86() -> None:
    assert obstacle(Precision.INT8, PLAIN) == ""
    assert obstacle(Precision.INT8, Processor(is_x86=True, abilities=frozenset({"sse2"}))) != ""
    assert obstacle(Precision.INT8, Processor(is_x86=False, abilities=frozenset({"asimd"}))) != ""


def test_reads_the_flags_of_the_kernel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listing = tmp_path / "cpuinfo"
    listing.write_text("processor\t: 0\nflags\t\t: fpu avx2 amx_bf16\n\nflags\t\t: fpu\n")
    monkeypatch.setattr(processor, "_LIST", listing)
    assert this_processor().abilities == frozenset({"fpu", "avx2", "amx_bf16"})


def test_asks_torch_where_there_is_no_such_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    torch = pytest.importorskip("torch")
    monkeypatch.setattr(processor, "_LIST", tmp_path / "none")
    answer = {"avx2": True, "amx_bf16": False, "num_logical_cores": 1, "cpu_name": "x"}
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: answer, raising=False)
    assert this_processor().abilities == frozenset({"avx2"})
    monkeypatch.delattr(torch.cpu, "get_capabilities")
    assert this_processor().abilities is None
