from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from iaia_desktop.core.method import RankerChoice
from iaia_desktop.core.ranker_bank import PRIOR
from iaia_desktop.session.rankers_view import RankerFigures, RankersView
from iaia_desktop.ui.ranker_words import RANKERS, ranker_line, ranker_name
from iaia_desktop.ui.statistics_rankers import RankersPage

VIEW = RankersView(
    RankerChoice.AUTO,
    40,
    (
        RankerFigures(RankerChoice.KERNEL, 0.9, speaks=False),
        RankerFigures(RankerChoice.MIX, 0.875, speaks=True),
        RankerFigures(RankerChoice.PROTOTYPE, 0.5, speaks=False),
    ),
)


@pytest.fixture
def page(qtbot: QtBot) -> RankersPage:
    page = RankersPage()
    qtbot.addWidget(page)
    page.resize(800, 600)
    page.show()
    return page


def shown(page: RankersPage) -> list[str]:
    """Return the words that can be seen."""
    labels = page.findChildren(QLabel)
    return [label.text() for label in labels if label.isVisible() and label.text()]


def test_before_any_answer_it_says_what_to_do(page: RankersPage) -> None:
    words = shown(page)
    assert len(words) == 2
    assert words[0] == "How often each ranker was right" or words[1].startswith("Label a few")
    assert any(word.startswith("Label a few images first") for word in words)
    page.grab()


def test_prototypes_alone_say_why_there_are_no_records(page: RankersPage) -> None:
    page.set_view(RankersView(RankerChoice.PROTOTYPE))
    assert any(word.startswith("Prototypes rank alone") for word in shown(page))


def test_the_best_stands_first_and_the_one_that_speaks_is_marked(page: RankersPage) -> None:
    page.set_view(VIEW)
    rows = [row for row in page._rows if row.name.isVisible()]
    assert [row.name.text() for row in rows] == ["Kernel", "Mix", "Prototypes"]
    assert [row.share.text() for row in rows] == ["90.0 %", "87.5 %", "50.0 %"]
    assert [row.pill.isVisible() for row in rows] == [False, True, False]
    assert "on 40 answers of yours" in shown(page)
    page.grab()
    page.set_view(RankersView(RankerChoice.MIX, 1, VIEW.rows[1:2]))
    assert "on 1 answer of yours" in shown(page)
    assert "“Mix” is chosen in the settings (Ctrl+,)." in shown(page)
    assert [row.name.text() for row in page._rows if row.name.isVisible()] == ["Mix"]


def test_all_of_it_can_be_heard(page: RankersPage) -> None:
    page.set_view(VIEW)
    assert page._list.accessibleName() == "Rankers"
    assert page._list.accessibleDescription() == (
        "Kernel: 90.0 %, Mix: 87.5 % (speaks now), Prototypes: 50.0 %"
    )


def test_the_mark_moves_no_row(page: RankersPage) -> None:
    page.set_view(VIEW)
    before = [row.share.y() for row in page._rows[:3]]
    first, second, third = VIEW.rows
    page.set_view(
        RankersView(
            RankerChoice.AUTO,
            41,
            (
                RankerFigures(first.ranker, 0.9, speaks=True),
                RankerFigures(second.ranker, 0.8, speaks=False),
                third,
            ),
        )
    )
    page.grab()
    assert [row.share.y() for row in page._rows[:3]] == before


def test_every_ranker_has_words_and_can_be_chosen() -> None:
    assert set(RANKERS) == set(RankerChoice)
    assert RANKERS[0] is RankerChoice.AUTO
    assert set(PRIOR) < set(RANKERS)
    names = [ranker_name(ranker) for ranker in RANKERS]
    assert len(set(names)) == len(names)
    assert all(ranker_line(ranker).endswith(".") for ranker in RANKERS)
