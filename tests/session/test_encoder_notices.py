"""Encoders that hang, cards that give up, caches that keep nothing: told once, and gone on."""

from __future__ import annotations

import shutil
from collections.abc import Generator, Sequence

import pytest
from PIL import Image

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import DeviceError
from iaia_desktop.core.types import Vector
from iaia_desktop.jobs.embed_queue import EmbedItem
from iaia_desktop.session import embedding_watch
from iaia_desktop.session.notices import NoticeKind
from tests.session.conftest import FakeEncoder, Stage


def said(stage: Stage, key: str) -> list[str]:
    return [notice.text for notice in stage.notices if notice.key == key]


def test_a_card_that_runs_out_of_memory_hands_over_to_the_processor(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_card = stage.loader.encoders["timm:one"]
    on_card.device = "cuda"
    on_card.encoder_id = "fake/timm:one@fp16"
    devices: list[str] = []
    stage.services.settings.change(encoder_spec="timm:one")
    stage.open_ready()
    stage.label_all()
    real = stage.loader.__call__

    def load(spec: str, device: str, cancel: CancelToken) -> Generator[object, None, FakeEncoder]:
        devices.append(device)
        if device == "cpu" and spec == "timm:one":
            stage.loader.encoders["timm:one"] = FakeEncoder("timm:one", factor=2.0)
        return (yield from real(spec, device, cancel))

    monkeypatch.setattr(stage.workspace.encoders, "_load", load)
    on_card.error = DeviceError("There is too little memory for One on cuda.", "Close others.")
    shutil.copy(stage.folder / "00_red.png", stage.folder / "20_red.png")
    Image.new("RGB", (8, 8), (200, 10, 10)).save(stage.folder / "21_red.png")
    stage.workspace.folder.start()
    stage.wait_embedded(11)
    assert devices == ["cpu"]
    (text,) = said(stage, "encoder")
    assert text.startswith("There is too little memory for One on cuda.")
    assert "processor" in text
    assert len(stage.labels()) == 9
    assert stage.prototypes() == stage.right_prototypes()


def test_a_card_on_which_it_cannot_even_be_loaded(stage: Stage) -> None:
    stage.services.settings.change(encoder_spec="timm:one")
    real = stage.loader.__call__
    asked: list[str] = []

    def load(spec: str, device: str, cancel: CancelToken) -> Generator[object, None, FakeEncoder]:
        asked.append(f"{spec} {device}")
        if device == "auto":
            raise DeviceError("One cannot be loaded on the graphics card.", "")
        return (yield from real(spec, device, cancel))

    object.__setattr__(stage.services, "load_encoder", load)
    stage.open_ready()
    assert asked == ["timm:one auto", "timm:one cpu"]
    assert [notice.kind for notice in stage.notices] == [NoticeKind.WARNING]


def test_an_encoder_that_hangs_is_told_and_can_be_given_up(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedding_watch, "_SILENT_AFTER_MS", 50)
    encoder = stage.loader.encoders["builtin"]
    encoder.gate.clear()
    stage.open()
    stage.wait_scanned()
    notice = stage.wait_notice("encoder")
    assert "has not answered for a minute" in notice.text
    assert "Labelling goes on" in notice.text
    assert [action.command for action in notice.actions] == ["retry_encoder"]
    stage.session.label_with_new_class("red")
    stage.session.label_with_new_class("green")
    stage.loader.add("builtin")
    # The other one may take its time.
    stage.workspace.encoders.watch._timer.setInterval(60_000)
    stage.workspace.encoders.retry()
    stage.wait_embedded(9)
    assert said(stage, "encoder")[-1].endswith("is in use now; every label stays.")
    assert sorted(stage.saved_labels().values()) == ["green", "red"]
    assert stage.prototypes() == stage.right_prototypes()
    encoder.gate.set()


def test_an_encoder_with_nothing_to_do_is_not_said_to_hang(stage: Stage) -> None:
    watch = stage.open_ready().encoders.watch
    stage.wait(lambda: stage.workspace.encoders.waiting_count == 0)
    watch._on_silence()
    stage.workspace.encoders.add([EmbedItem(stage.image("00_red.png"), "00_red.png")])
    stage.workspace.encoders.set_paused(True)
    watch._on_silence()
    assert not watch.is_silent
    assert stage.notices == []


def test_a_cache_that_keeps_nothing_is_told_once(stage: Stage) -> None:
    stage.services.folders.embeddings.parent.mkdir(parents=True)
    stage.services.folders.embeddings.write_text("a file in the place of the folder")
    stage.open_ready()
    (text,) = said(stage, "embedding-cache")
    assert "Embeddings are not kept" in text
    assert "labels are not concerned" in text
    stage.services.folders.embeddings.unlink()
    stage.reopen()
    stage.wait_embedded(9)
    assert stage.notices == []


def test_one_picture_that_the_encoder_cannot_take_is_a_problem_file(stage: Stage) -> None:
    encoder = stage.loader.encoders["builtin"]
    encode = encoder.encode_images

    def refuse(images: Sequence[Image.Image]) -> Vector:
        rows = encode(images)
        if (rows[:, 2] > 0.8).any() and (rows[:, 0] > 0.105).any():  # 08_blue.png
            raise ValueError("not this one")
        return rows

    encoder.encode_images = refuse  # type: ignore[method-assign]
    stage.open()
    stage.wait_scanned()
    stage.wait_embedded(9 - 1)
    stage.wait(lambda: stage.workspace.encoders.waiting_count == 0)

    def noted() -> bool:
        stage.workspace.learning.note_files()
        return len(stage.session.state.problems()) == 1

    stage.wait(noted)
    (info,) = stage.session.state.problems()
    assert "encoder cannot take" in info.reason
    assert stage.notices == []
