from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from iaia_desktop.cli.encoder_choice import in_precision
from iaia_desktop.core.errors import EncoderError
from iaia_desktop.encoders.registry import DEFAULT_SPEC

Run = Callable[..., Any]


def test_the_option_outdoes_the_spec() -> None:
    assert in_precision("timm:a#int8", None) == "timm:a#int8"
    assert in_precision("timm:a#int8", "float32") == "timm:a"
    assert in_precision("fast", "int8").endswith("#int8")
    with pytest.raises(EncoderError, match="built-in"):
        in_precision("builtin", "int8")


def test_no_encoder_is_replaced_for_its_precision(run: Run, examples: Path, tmp_path: Path) -> None:
    output = tmp_path / "e.npz"
    finished = run(
        *("embed", examples, "--output", output, "--encoder", "builtin", "--precision", "int8")
    )
    assert finished.code == 1
    assert "built-in encoder does not compute in int8" in finished.err
    assert not output.exists()


def test_without_weights_the_built_in_encoder_works_all_the_same(
    run: Run, examples: Path, tmp_path: Path
) -> None:
    output = tmp_path / "e.npz"
    finished = run("embed", examples, "--output", output, "--precision", "int8", "--json")
    assert finished.code == 0
    assert f"{DEFAULT_SPEC}#int8" in finished.err
    assert finished.json["encoder"] == "builtin"


def test_other_precisions_are_a_wrong_command_line(
    run: Run, examples: Path, tmp_path: Path
) -> None:
    finished = run("embed", examples, "--output", tmp_path / "e.npz", "--precision", "int4")
    assert finished.code == 2
    assert "int4" in finished.err


def test_models_says_which_precisions_serve_here(run: Run) -> None:
    precisions = run("models", "--json").json["precisions"]
    assert list(precisions) == ["float32", "int8", "bfloat16"]
    assert precisions["float32"] is None
    assert "#int8" in run("models").out
