"""Names of classes beside labels, with an encoder whose words and colours lie in one space."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import numpy as np
import pytest

from iaia_desktop.core.errors import EncoderError
from iaia_desktop.core.types import Vector
from iaia_desktop.session.notices import NoticeKind
from iaia_desktop.session.views import SuggestionKind
from iaia_desktop.session.workspace import Workspace
from tests.session.conftest import COLOURS, FakeEncoder, FakeLoader, Stage, colour_in

COLOUR_WORDS = {**COLOURS, "scarlet": (220, 60, 60), "tomato": (230, 90, 70)}


class ReadingEncoder(FakeEncoder):
    """See colours, and read the words for them; words that are none mean nothing."""

    def __init__(self, spec: str) -> None:
        super().__init__(spec)
        self.reads = threading.Event()
        self.reads.set()
        self.text_error: Exception | None = None
        self.read: list[str] = []

    def encode_texts(self, texts: Sequence[str]) -> Vector:
        """Return the colours that the words mean."""
        assert self.reads.wait(60)
        if self.text_error is not None:
            raise self.text_error
        self.read += texts
        rows = np.full((len(texts), 3), 0.4, dtype=np.float32)
        for row, text in enumerate(texts):
            for word, colour in COLOUR_WORDS.items():
                if word in text.replace(".", "").split():
                    rows[row] = np.array(colour, dtype=np.float32) / 255
        return rows

    def prompts(self, name: str) -> tuple[str, ...]:
        """Return one sentence."""
        return (f"all {name}",)


@pytest.fixture
def reader(loader: FakeLoader, stage: Stage) -> ReadingEncoder:
    encoder = ReadingEncoder("open_clip:reader")
    loader.encoders[encoder.spec] = encoder
    stage.services.settings.change(encoder_spec=encoder.spec)
    return encoder


def read(stage: Stage, workspace: Workspace) -> None:
    """Wait until all names take part."""
    stage.wait(lambda: not workspace.texts.reading)


def top(workspace: Workspace) -> str | None:
    best = workspace.presenter.suggestion().best
    return None if best is None else best.row.name


def test_names_rank_the_very_first_image(stage: Stage, reader: ReadingEncoder) -> None:
    workspace = stage.open_ready()
    assert workspace.texts.can_read is True
    assert workspace.presenter.suggestion().kind is SuggestionKind.FIRST
    assert workspace.names.create(list(COLOURS))
    read(stage, workspace)
    hits = []
    for image_id in workspace.session.navigator.order.ids:
        workspace.session.navigator.go_to(image_id)
        hits.append(top(workspace) == colour_in(stage.name))
    assert all(hits)
    view = workspace.presenter.suggestion()
    assert view.kind is SuggestionKind.KNOWN
    assert view.best is not None
    assert view.best.by_name
    assert len(view.ranked) == 3
    assert not stage.labels()


def test_space_accepts_what_a_name_suggests(stage: Stage, reader: ReadingEncoder) -> None:
    workspace = stage.open_ready()
    workspace.names.create(list(COLOURS))
    read(stage, workspace)
    while len(stage.labels()) < 9:
        assert workspace.session.accept()
    assert all(label == colour_in(name) for name, label in stage.labels().items())


def test_many_classes_are_one_step_of_undo(stage: Stage, reader: ReadingEncoder) -> None:
    workspace = stage.open_ready()
    names = [f"thing {number}" for number in range(500)]
    workspace.names.create(names)
    state = workspace.session.state
    assert [row.name for row in state.classes()] == names
    assert state.classes()[0].key
    workspace.session.undo()
    assert not state.classes()
    workspace.session.redo()
    assert len(state.classes()) == 500
    workspace.names.create(["thing 3", "thing 500"])
    assert len(state.classes()) == 501


def test_names_follow_renaming_undo_and_deletion(stage: Stage, reader: ReadingEncoder) -> None:
    workspace = stage.open_ready()
    workspace.names.create(["blue", "green"])
    read(stage, workspace)
    assert top(workspace) != "red"
    green = stage.class_id("green")
    workspace.session.rename_class(green, "red")
    read(stage, workspace)
    assert top(workspace) == "red"
    workspace.session.undo()
    read(stage, workspace)
    assert top(workspace) in {"blue", "green"}
    workspace.session.redo()
    assert top(workspace) == "red"  # known already: nothing to wait for
    workspace.session.delete_class(green)
    assert top(workspace) == "blue"


def test_codes_are_not_read(stage: Stage, reader: ReadingEncoder) -> None:
    workspace = stage.open_ready()
    workspace.names.create(["A1", "x7"])
    read(stage, workspace)
    assert not [text for text in reader.read if text in {"all A1", "all x7"}]
    assert workspace.presenter.suggestion().kind is SuggestionKind.FIRST


def test_an_encoder_that_cannot_read_says_so_in_a_line(stage: Stage) -> None:
    workspace = stage.open_ready()
    assert workspace.texts.can_read is False
    assert workspace.names.view().can_read is False
    workspace.names.create(["red", "green"])
    notice = stage.wait_notice("names")
    assert "cannot read names" in notice.text
    view = workspace.presenter.suggestion()
    assert view.kind is SuggestionKind.FIRST
    assert view.has_classes
    assert workspace.session.state.classes()[0].key
    assert workspace.texts.proposals(stage.image("00_red.png")) == ()


def test_another_encoder_reads_the_names_that_are_there(stage: Stage, loader: FakeLoader) -> None:
    encoder = ReadingEncoder("open_clip:reader")
    loader.encoders[encoder.spec] = encoder
    workspace = stage.open_ready()
    workspace.names.create(list(COLOURS))
    workspace.use_encoder(encoder.spec)
    stage.wait(lambda: workspace.texts.can_read is True)
    read(stage, workspace)
    stage.wait_embedded()
    assert top(workspace) == "red"
    workspace.use_encoder("builtin")
    stage.wait(lambda: workspace.texts.can_read is False)
    assert top(workspace) is None


def test_while_names_are_read_the_window_waits(stage: Stage, reader: ReadingEncoder) -> None:
    workspace = stage.open_ready()
    stage.wait(lambda: bool(workspace.texts.proposals(stage.image("00_red.png"))))
    reader.reads.clear()
    workspace.names.create(["red"])
    assert workspace.texts.reading
    assert workspace.presenter.suggestion().kind is SuggestionKind.WAITING
    reader.reads.set()
    read(stage, workspace)
    assert top(workspace) == "red"


def test_a_tokenizer_that_fails_leaves_labels_to_go_by(
    stage: Stage, reader: ReadingEncoder
) -> None:
    reader.text_error = EncoderError("The tokenizer cannot be loaded.", "Choose another.")
    workspace = stage.open_ready()
    notice = stage.wait_notice("names")
    assert notice.kind is NoticeKind.WARNING
    assert "tokenizer" in notice.text
    workspace.names.create(list(COLOURS))
    stage.label_all()
    assert len(stage.labels()) == 9
    assert workspace.texts.can_read is False


def test_words_are_proposed_for_a_new_class(stage: Stage, reader: ReadingEncoder) -> None:
    workspace = stage.open_ready()
    image = stage.image("00_red.png")
    stage.wait(lambda: bool(workspace.texts.proposals(image)))
    assert workspace.texts.proposals(image, 1) == ("tomato",)
    assert len(workspace.texts.proposals(image)) == 5
    workspace.session.create_class("Tomato")
    assert workspace.texts.proposals(image, 1) != ("tomato",)


def test_a_session_that_closes_while_names_are_read_leaves_nothing(
    stage: Stage, reader: ReadingEncoder
) -> None:
    workspace = stage.open_ready()
    reader.reads.clear()
    workspace.names.create(["red"])
    stage.close()
    reader.reads.set()
    assert workspace.is_closed
