"""Images get in line slice by slice: labelled ones first, each once, the one on screen at once."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from pytestqt.qtbot import QtBot

from iaia_desktop.core.types import ImageId
from iaia_desktop.jobs.embed_queue import EmbedItem
from iaia_desktop.session import lining_up
from iaia_desktop.session.lining_up import LiningUp


class Line:
    """Stands for the encoder feed: notes what is put in line."""

    def __init__(self) -> None:
        self.encoder: object | None = object()
        self.added: list[int] = []
        self.announced = 0
        self.taken = 0

    @property
    def in_line(self) -> int:
        return len(self.added) - self.taken

    def add(self, items: Iterable[EmbedItem]) -> None:
        self.added.extend(item.image_id for item in items)

    def announce(self, count: int) -> None:
        self.announced = count


@pytest.fixture
def line() -> Line:
    return Line()


@pytest.fixture
def labelled() -> set[int]:
    return {5, 150, 151, 700}


@pytest.fixture
def lining(qapp: object, line: Line, labelled: set[int]) -> LiningUp:
    def items(image_ids: Iterable[ImageId]) -> list[EmbedItem]:
        return [EmbedItem(image_id, f"{image_id}.png") for image_id in image_ids]

    return LiningUp(line, items, labelled.__contains__)  # type: ignore[arg-type]


def _ids(count: int) -> list[ImageId]:
    return [ImageId(number) for number in range(count)]


def test_labelled_images_come_first_and_each_once(
    qtbot: QtBot, lining: LiningUp, line: Line, labelled: set[int]
) -> None:
    found: list[set[int]] = []
    lining.labelled_found.connect(found.append)
    lining.start(_ids(1000))
    qtbot.waitUntil(lambda: not lining.active)
    assert line.added[:4] == sorted(labelled)
    assert line.added[4:] == [number for number in range(1000) if number not in labelled]
    assert found == [labelled]
    assert line.announced == 0


def test_few_at_a_time(
    qtbot: QtBot, lining: LiningUp, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lining_up, "_SLICE_S", 0)
    lining.start(_ids(1000))
    assert lining.active
    assert line.announced == 999  # one labelled image is in line already
    # What is labelled between two slices is not lost, and the image on screen does not wait.
    monkeypatch.setattr(lining, "_is_labelled", lambda _: True)
    monkeypatch.setattr(lining_up, "_SLICE_S", 1)
    lining.put_before([ImageId(900), ImageId(901)])
    assert line.added[-2:] == [900, 901]
    qtbot.waitUntil(lambda: not lining.active)
    assert sorted(line.added) == list(range(1000))


def test_the_line_is_kept_short_and_filled_up_as_it_is_worked_off(
    qtbot: QtBot, lining: LiningUp, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lining_up, "_MOST_IN_LINE", 100)
    lining.start(_ids(1000))
    for _ in range(200):
        assert line.in_line < 100 + 64
        assert len(line.added) + line.announced == 1000
        if not lining.active:
            break
        line.taken += min(50, line.in_line)
        lining.fill_up()
        qtbot.wait(1)
    assert sorted(line.added) == list(range(1000))


def test_without_an_encoder_the_rest_is_left_out(
    qtbot: QtBot, lining: LiningUp, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lining_up, "_SLICE_S", 0)
    lining.start(_ids(5000))
    line.encoder = None
    before = len(line.added)
    qtbot.waitUntil(lambda: not lining.active)
    assert len(line.added) == before


def test_nothing_to_put_before_when_all_are_in_line(lining: LiningUp, line: Line) -> None:
    lining.put_before([ImageId(3)])
    assert line.added == []
    lining.start([])
    assert not lining.active
