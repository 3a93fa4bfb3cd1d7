from __future__ import annotations

from dataclasses import replace

from iaia_desktop.core.engine import LabellingEngine
from iaia_desktop.core.method import Method, RankerChoice
from iaia_desktop.core.ranker_bank import PRIOR
from iaia_desktop.core.state import AnnotationState
from iaia_desktop.core.types import ClassId
from iaia_desktop.session.rankers_view import RankersView, rankers_view

CAT, DOG = ClassId(1), ClassId(2)


def engine_with(*wrong: RankerChoice, answers: int = 4) -> LabellingEngine:
    """Return an engine whose rankers were right, but for some that always were wrong."""
    engine = LabellingEngine(AnnotationState(("#000000",)), Method())
    engine.use_encoder("one", 3)
    record = engine.rankers.record("one")
    for number in range(answers):
        votes = {ranker.value: DOG if ranker in wrong else CAT for ranker in PRIOR}
        record.note(number, votes, CAT)
    return engine


def test_there_is_nothing_before_the_first_answer() -> None:
    engine = LabellingEngine(AnnotationState(("#000000",)), Method())
    assert rankers_view(engine) == RankersView()
    assert rankers_view(engine_with(answers=0)) == RankersView()


def test_the_best_comes_first_and_the_leader_speaks() -> None:
    view = rankers_view(engine_with(RankerChoice.MIX, RankerChoice.GRAPH, answers=9))
    assert view.answers == 9
    assert [row.accuracy for row in view.rows] == [1.0] * 5 + [0.0] * 2
    assert {row.ranker for row in view.rows[5:]} == {RankerChoice.MIX, RankerChoice.GRAPH}
    assert [row.speaks for row in view.rows] == [True] + [False] * 6


def test_the_chosen_one_speaks_whatever_its_record() -> None:
    engine = engine_with(RankerChoice.DISCRIMINANT)
    engine.method = replace(engine.method, ranker=RankerChoice.DISCRIMINANT)
    view = rankers_view(engine)
    assert view.chosen is RankerChoice.DISCRIMINANT
    assert [row.ranker for row in view.rows if row.speaks] == [RankerChoice.DISCRIMINANT]
    assert view.rows[-1].ranker is RankerChoice.DISCRIMINANT


def test_records_are_those_of_the_encoder_in_use() -> None:
    engine = engine_with()
    engine.use_encoder("two", 3)
    assert rankers_view(engine).rows == ()
    engine.use_encoder("one", 3)
    assert rankers_view(engine).answers == 4
