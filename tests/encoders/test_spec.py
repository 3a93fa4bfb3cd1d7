from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iaia_desktop.core.errors import EncoderError
from iaia_desktop.encoders.precisions import Precision
from iaia_desktop.encoders.presets import DEFAULT_SPEC, PRESETS
from iaia_desktop.encoders.spec import EncoderSpec, parse_spec


@pytest.mark.parametrize(
    ("text", "spec"),
    [
        ("builtin", EncoderSpec("builtin")),
        (" builtin ", EncoderSpec("builtin")),
        ("open_clip:ViT-B-32/openai", EncoderSpec("open_clip", "ViT-B-32", "openai")),
        ("open_clip:local-dir:/w/x", EncoderSpec("open_clip", folder=Path("/w/x"))),
        ("open_clip:local-dir:a b:c", EncoderSpec("open_clip", folder=Path("a b:c"))),
        ("timm:resnet18.a1_in1k", EncoderSpec("timm", "resnet18.a1_in1k")),
        ("timm:local-dir:w", EncoderSpec("timm", folder=Path("w"))),
        ("balanced", EncoderSpec("open_clip", "ViT-B-32-256", "datacomp_s34b_b86k")),
        ("timm:a#int8", EncoderSpec("timm", "a", precision=Precision.INT8)),
        ("timm:a#float32", EncoderSpec("timm", "a")),
        (
            "balanced#bfloat16",
            EncoderSpec(
                "open_clip", "ViT-B-32-256", "datacomp_s34b_b86k", precision=Precision.BFLOAT16
            ),
        ),
        ("timm:local-dir:w#1", EncoderSpec("timm", folder=Path("w#1"))),
    ],
)
def test_reads_every_form(text: str, spec: EncoderSpec) -> None:
    assert parse_spec(text) == spec


@pytest.mark.parametrize("name", list(PRESETS))
def test_presets_stand_for_their_spec_strings(name: str) -> None:
    assert str(parse_spec(name)) == PRESETS[name].spec


def test_default_is_a_preset() -> None:
    assert PRESETS["balanced"].spec == DEFAULT_SPEC


@pytest.mark.parametrize(
    "text",
    [
        "",
        "resnet18",
        "clip:ViT-B-32/openai",
        "timm",
        "timm:",
        "timm:hf-hub:owner/name",
        "timm:owner/name",
        "open_clip:ViT-B-32",
        "open_clip:/openai",
        "open_clip:ViT-B-32/",
        "open_clip:ViT-B-32/open/ai",
        "open_clip:hf-hub:owner/name",
        "open_clip:local-dir:",
        "timm:local-dir:  ",
        "builtin:x",
        "timm:a b",
    ],
)
def test_says_what_forms_there_are(text: str) -> None:
    with pytest.raises(EncoderError) as caught:
        parse_spec(text)
    assert text.strip() in caught.value.what
    assert ":" in caught.value.remedy


def test_home_folder_is_expanded() -> None:
    folder = parse_spec("timm:local-dir:~/weights").folder
    assert folder == Path.home() / "weights"


def test_absolute_holds_wherever_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert parse_spec("timm:local-dir:w").absolute().folder == tmp_path / "w"
    assert parse_spec("builtin").absolute() == parse_spec("builtin")


_NAMES = st.text(st.characters(categories=["L", "N"], include_characters="-_."), min_size=1)


@given(_NAMES, _NAMES)
def test_open_clip_specs_round_trip(model: str, pretrained: str) -> None:
    spec = EncoderSpec("open_clip", model, pretrained)
    assert parse_spec(str(spec)) == spec


@given(st.sampled_from(["open_clip", "timm"]), st.lists(_NAMES, min_size=1, max_size=4))
def test_folder_specs_round_trip(family: str, parts: list[str]) -> None:
    spec = EncoderSpec(family, folder=Path("/", *parts))
    assert parse_spec(str(spec)) == spec


@given(
    st.sampled_from(["open_clip", "timm"]),
    st.lists(_NAMES | st.sampled_from(["w#int8", "#int8", "#float32"]), min_size=1, max_size=3),
    st.sampled_from(Precision),
)
def test_precisions_round_trip(family: str, parts: list[str], precision: Precision) -> None:
    spec = EncoderSpec(family, folder=Path("/", *parts), precision=precision)
    assert parse_spec(str(spec)) == spec
    assert parse_spec(str(spec.in_full())) == spec.in_full()


def test_the_built_in_encoder_has_one_precision() -> None:
    assert parse_spec("builtin#float32") == EncoderSpec("builtin")
    with pytest.raises(EncoderError, match="does not compute in int8"):
        parse_spec("builtin#int8")
    with pytest.raises(EncoderError, match="does not compute in int8"):
        parse_spec("builtin").in_precision(Precision.INT8)


@pytest.mark.parametrize("text", ["#int8", "timm#int8", "timm:#int8"])
def test_a_precision_alone_names_no_encoder(text: str) -> None:
    with pytest.raises(EncoderError, match="names no encoder"):
        parse_spec(text)


def test_title_says_the_precision() -> None:
    assert parse_spec("timm:resnet18").title == "resnet18"
    assert parse_spec("timm:resnet18#int8").title == "resnet18 (int8)"
