from __future__ import annotations

import threading
from collections.abc import Generator, Iterator

import pytest
from pytestqt.qtbot import QtBot

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import EncoderError
from iaia_desktop.jobs.progress import Progress
from iaia_desktop.jobs.try_precision import PrecisionTrial
from iaia_desktop.session.precision_trials import PrecisionTrials, precision_choices
from iaia_desktop.workers.task import TaskRunner


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[TaskRunner]:
    runner = TaskRunner()
    yield runner
    assert runner.shutdown()


def quick(spec: str, cancel: CancelToken) -> Generator[object, None, PrecisionTrial]:
    yield Progress(0, 2, "Measuring")
    return PrecisionTrial(spec, 1.8, 0.999)


def broken(spec: str, cancel: CancelToken) -> Iterator[object]:
    yield Progress(0, 2, "Loading")
    raise EncoderError("It cannot be loaded.", "Choose float32.")


def test_tells_what_was_measured(runner: TaskRunner, qtbot: QtBot) -> None:
    trials = PrecisionTrials(runner, job=quick)
    steps: list[object] = []
    trials.progressed.connect(steps.append)
    with qtbot.waitSignal(trials.measured) as told:
        trials.try_out("timm:a#int8")
        assert trials.running
    assert told.args == [PrecisionTrial("timm:a#int8", 1.8, 0.999)]
    assert steps == [Progress(0, 2, "Measuring")]
    assert not trials.running


def test_tells_in_words_why_not(runner: TaskRunner, qtbot: QtBot) -> None:
    trials = PrecisionTrials(runner, job=broken)
    with qtbot.waitSignal(trials.failed) as told:
        trials.try_out("timm:a#int8")
    assert told.args == [str(EncoderError("It cannot be loaded.", "Choose float32."))]


def test_what_was_given_up_says_nothing_more(runner: TaskRunner, qtbot: QtBot) -> None:
    started, release = threading.Event(), threading.Event()

    def slow(spec: str, cancel: CancelToken) -> Generator[object, None, PrecisionTrial]:
        started.set()
        release.wait(60)
        yield Progress(0, 1)
        return PrecisionTrial(spec, 1.0, 1.0)

    trials = PrecisionTrials(runner, job=slow)
    heard: list[object] = []
    trials.progressed.connect(heard.append)
    trials.measured.connect(heard.append)
    trials.try_out("timm:a#int8")
    task = runner.running[0]
    assert started.wait(60)
    trials.cancel()
    with qtbot.waitSignal(task.finished):
        release.set()
    assert heard == []
    assert not trials.running


def test_beside_a_graphics_card_there_is_nothing_to_gain() -> None:
    by_card = {row.value: row.obstacle for row in precision_choices("cuda")}
    assert by_card["float32"] == ""
    assert "graphics card" in by_card["int8"]
    assert "graphics card" in by_card["bfloat16"]
    assert [row.value for row in precision_choices()] == ["float32", "int8", "bfloat16"]
