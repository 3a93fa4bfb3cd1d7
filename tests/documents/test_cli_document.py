"""docs/cli.md is what the parser says."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "packaging" / "make_cli_docs.py"


@pytest.fixture
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_cli_docs", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # Its dataclasses look their module up.
    sys.modules[spec.name] = module
    try:
        spec.loader.exec_module(module)
    finally:
        del sys.modules[spec.name]
    return module


def test_the_document_is_what_the_parser_says() -> None:
    done = subprocess.run(
        [sys.executable, SCRIPT, "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_text_depends_on_no_terminal(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert script.document() == script.DOCUMENT.read_text(encoding="utf-8")


def test_a_difference_is_told(
    script: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    changed = tmp_path / "cli.md"
    changed.write_text(script.document().replace("--anew", "--a-new"), encoding="utf-8")
    monkeypatch.setattr(script, "DOCUMENT", changed)
    monkeypatch.setattr(sys, "argv", ["make_cli_docs.py", "--check"])
    assert script.main() == 1
    assert "+| `--anew` |" in capsys.readouterr().out


def test_every_verb_has_an_example(script: ModuleType) -> None:
    text = script.DOCUMENT.read_text(encoding="utf-8")
    sections = text.split("\n## ")[1:]
    assert all("```sh\n" in section for section in sections)
    assert len(sections) == len(script.EXAMPLES)
