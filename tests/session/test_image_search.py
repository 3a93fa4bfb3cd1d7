from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from iaia_desktop.core.errors import EncoderError
from iaia_desktop.core.search import Ranked, SearchFilter, SearchResult
from iaia_desktop.core.types import ImageState, Vector
from iaia_desktop.session import image_search
from iaia_desktop.session.image_search import ImageSearch, SearchQuery
from tests.session.conftest import COLOURS, FakeEncoder, Stage, colour_in, refuse


class ReadingEncoder(FakeEncoder):
    """Knows what names of colours look like."""

    def prompts(self, name: str) -> tuple[str, ...]:
        return (f"a photo of {name}",)

    def encode_texts(self, texts: Sequence[str]) -> Vector:
        rows = [np.array(COLOURS[text.split()[-1]]) / 255 for text in texts]
        return np.asarray(rows, dtype=np.float32)


def search(stage: Stage) -> ImageSearch:
    return stage.workspace.search


def look_for(stage: Stage, query: SearchQuery) -> SearchResult:
    with stage.qtbot.waitSignal(search(stage).found) as arrived:
        search(stage).search(query)
    assert arrived.args is not None
    result: SearchResult = arrived.args[0]
    return result


def colours(stage: Stage, result: SearchResult) -> list[str]:
    return [colour_in(stage.session.state.path(i)) for i in result.image_ids.tolist()]


def test_images_like_one(stage: Stage) -> None:
    stage.open_ready()
    result = look_for(stage, SearchQuery(like=stage.image("00_red.png")))

    assert colours(stage, result)[:2] == ["red", "red"]
    assert len(result.image_ids) == 8
    assert not search(stage).busy


def test_filters_follow_what_is_decided(stage: Stage) -> None:
    stage.open_ready()
    stage.session.label_with_new_class("red")
    open_ones = SearchQuery(filter=SearchFilter(state=ImageState.UNLABELLED))
    assert len(look_for(stage, open_ones).image_ids) == 8

    stage.session.undo()

    assert len(look_for(stage, open_ones).image_ids) == 9


def test_words_need_an_encoder_that_reads(stage: Stage) -> None:
    stage.open_ready()
    assert not search(stage).reads_words
    result = look_for(stage, SearchQuery(words="green"))
    assert result.ranked is Ranked.FOLDER


def test_words_find_what_they_name(stage: Stage) -> None:
    stage.loader.encoders["builtin"] = ReadingEncoder("builtin")
    stage.open_ready()
    assert search(stage).reads_words

    result = look_for(stage, SearchQuery(words="green"))

    assert result.ranked is Ranked.WORDS
    assert colours(stage, result)[:3] == ["green"] * 3


def test_a_later_search_takes_the_place_of_one_under_way(stage: Stage) -> None:
    stage.open_ready()
    results: list[SearchResult] = []
    search(stage).found.connect(results.append)

    search(stage).search(SearchQuery(filter=SearchFilter(name="red")))
    search(stage).search(SearchQuery(filter=SearchFilter(name="blue")))
    stage.wait(lambda: bool(results) and not search(stage).busy)

    assert [colours(stage, result) for result in results] == [["blue"] * 3]


def test_before_anything_is_embedded_names_can_be_searched(stage: Stage) -> None:
    stage.loader.encoders["builtin"].gate.clear()
    stage.open()
    stage.wait_scanned()

    result = look_for(stage, SearchQuery(filter=SearchFilter(name="green")))
    assert len(result.image_ids) == 3
    assert not search(stage).knows(stage.image("00_red.png"))


@pytest.mark.parametrize(
    ("error", "words"),
    [(EncoderError("It cannot read."), "It cannot read."), (ValueError("oh"), "oh")],
)
def test_a_search_that_fails_is_told(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, error: Exception, words: str
) -> None:
    stage.open_ready()
    monkeypatch.setattr(image_search, "search_images_job", refuse(error))
    with stage.qtbot.waitSignal(search(stage).ended):
        search(stage).search(SearchQuery())

    assert words in stage.wait_notice("search").text
    assert not search(stage).busy


def test_words_of_another_encoder_are_not_compared(stage: Stage) -> None:
    stage.open_ready()
    with stage.qtbot.waitSignal(search(stage).found) as arrived:
        search(stage)._compare(np.ones(7, dtype=np.float32))
    assert arrived.args is not None
    assert arrived.args[0].ranked is Ranked.FOLDER
