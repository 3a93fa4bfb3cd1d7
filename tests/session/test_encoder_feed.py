from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from iaia_desktop.core.errors import EncoderError, KnownError, WeightsUnavailableError
from iaia_desktop.core.types import ImageId
from iaia_desktop.encoders.base import Encoder
from iaia_desktop.encoders.weights import WeightsProgress
from iaia_desktop.jobs.embed import EmbeddedBatch
from iaia_desktop.jobs.embed_queue import EmbedItem
from iaia_desktop.session.encoder_feed import EncoderFeed
from iaia_desktop.session.services import Services
from tests.session.conftest import TIMEOUT_MS, FakeLoader, Fetch, settle


@dataclass
class Feed:
    """An encoder feed with a listener that puts a folder's images in line, as a session does."""

    qtbot: QtBot
    feed: EncoderFeed
    folder: Path
    used: list[str] = field(default_factory=list)
    embedded: dict[ImageId, list[float]] = field(default_factory=dict)
    order: list[ImageId] = field(default_factory=list)
    unavailable: list[tuple[str, Exception]] = field(default_factory=list)
    failed: list[Exception] = field(default_factory=list)
    progress: list[WeightsProgress] = field(default_factory=list)
    load_ends: list[str] = field(default_factory=list)

    def items(self) -> list[EmbedItem]:
        names = sorted(path.name for path in self.folder.iterdir())
        return [EmbedItem(ImageId(number), name) for number, name in enumerate(names)]

    def start(self, spec: str) -> None:
        self.feed.start(self.folder, spec)

    def wait_used(self, *specs: str) -> None:
        self.qtbot.waitUntil(lambda: self.used == list(specs), timeout=TIMEOUT_MS)

    def wait_embedded(self, count: int = 9) -> None:
        self.qtbot.waitUntil(lambda: len(self.embedded) >= count, timeout=TIMEOUT_MS)

    def on_encoder(self, encoder: Encoder) -> None:
        self.used.append(encoder.spec)
        self.embedded.clear()
        self.order.clear()
        self.feed.add(self.items())

    def on_embedded(self, batch: EmbeddedBatch) -> None:
        self.order.extend(batch.image_ids)
        for image_id, vector in zip(batch.image_ids, batch.vectors.tolist(), strict=True):
            self.embedded[image_id] = vector


@pytest.fixture
def made(qtbot: QtBot, services: Services, loader: FakeLoader, folder: Path) -> Iterator[Feed]:
    feed = EncoderFeed(services.runner, services.embeddings, load=loader)
    made = Feed(qtbot, feed, folder)
    feed.encoder_changed.connect(made.on_encoder)
    feed.embedded.connect(made.on_embedded)
    feed.unavailable.connect(lambda spec, error: made.unavailable.append((spec, error)))
    feed.failed.connect(made.failed.append)
    feed.weights_progressed.connect(made.progress.append)
    feed.load_ended.connect(lambda: made.load_ends.append(feed.wanted_spec))
    yield made
    feed.stop()
    services.runner.shutdown(60_000)
    settle()


def test_an_encoder_that_is_here_embeds_everything(made: Feed, loader: FakeLoader) -> None:
    assert made.feed.encoder is None
    made.start("timm:one")
    busy = [made.feed.loading]
    made.wait_embedded()
    assert made.used == ["timm:one"]
    assert loader.asked == ["timm:one"]
    assert [*busy, made.feed.loading] == [True, False]
    assert made.load_ends == ["timm:one"]
    assert made.feed.waiting_count == 0
    assert made.feed.images_per_s() == 0.0


def test_the_builtin_encoder_stands_in_while_weights_are_fetched(
    made: Feed, loader: FakeLoader
) -> None:
    fetch = loader.fetches["timm:one"] = Fetch()
    made.start("timm:one")
    made.wait_used("builtin")
    made.wait_embedded()
    assert made.feed.loading
    assert [progress.file for progress in made.progress] == ["model.bin"]
    stand_in = dict(made.embedded)
    fetch.arrive()
    made.wait_used("builtin", "timm:one")
    made.wait_embedded()
    assert made.embedded[ImageId(0)] == pytest.approx([2 * x for x in stand_in[ImageId(0)]])
    assert made.unavailable == []


def test_no_stand_in_while_an_encoder_is_at_hand(made: Feed, loader: FakeLoader) -> None:
    made.start("timm:one")
    made.wait_embedded()
    fetch = loader.fetches["timm:two"] = Fetch()
    made.start("timm:two")
    made.qtbot.waitUntil(lambda: bool(made.progress), timeout=TIMEOUT_MS)
    fetch.arrive()
    made.wait_used("timm:one", "timm:two")
    assert loader.asked == ["timm:one", "timm:two"]


def test_weights_that_cannot_be_had_leave_the_stand_in(made: Feed, loader: FakeLoader) -> None:
    error = WeightsUnavailableError("No weights.", "Try again.")
    fetch = loader.fetches["timm:one"] = Fetch()
    made.start("timm:one")
    made.wait_used("builtin")
    fetch.fail(error)
    made.qtbot.waitUntil(lambda: bool(made.unavailable), timeout=TIMEOUT_MS)
    assert made.unavailable == [("timm:one", error)]
    made.wait_embedded()
    assert made.used == ["builtin"]
    assert loader.asked == ["timm:one", "builtin"]
    assert made.load_ends == ["timm:one"]
    loader.fetches.clear()
    made.feed.retry()
    made.wait_used("builtin", "timm:one")
    made.wait_embedded()


def test_the_fetch_may_fail_before_the_stand_in_is_ready(made: Feed, loader: FakeLoader) -> None:
    loader.gates["builtin"] = threading.Event()
    fetch = loader.fetches["timm:one"] = Fetch()
    made.start("timm:one")
    made.qtbot.waitUntil(lambda: "builtin" in loader.asked, timeout=TIMEOUT_MS)
    fetch.fail(WeightsUnavailableError("No weights."))
    made.qtbot.waitUntil(lambda: bool(made.unavailable), timeout=TIMEOUT_MS)
    loader.gates["builtin"].set()
    made.wait_embedded()
    assert made.used == ["builtin"]
    assert loader.asked == ["timm:one", "builtin"]


def test_an_encoder_that_cannot_be_loaded_is_replaced_by_the_builtin_one(
    made: Feed, loader: FakeLoader
) -> None:
    error = loader.errors["timm:one"] = EncoderError("Damaged.", "Fetch it again.")
    made.start("timm:one")
    made.wait_embedded()
    assert made.unavailable == [("timm:one", error)]
    assert made.used == ["builtin"]


def test_a_cancelled_download_goes_on_with_the_stand_in(made: Feed, loader: FakeLoader) -> None:
    loader.fetches["timm:one"] = Fetch()
    made.start("timm:one")
    made.wait_used("builtin")
    made.feed.cancel_loading()
    made.qtbot.waitUntil(lambda: bool(made.unavailable), timeout=TIMEOUT_MS)
    spec, error = made.unavailable[0]
    assert spec == "timm:one"
    assert isinstance(error, KnownError)
    assert "cancelled" in error.what
    assert not made.feed.loading
    made.wait_embedded()
    made.feed.cancel_loading()
    assert len(made.unavailable) == 1


def test_switching_twice_quickly_ends_with_the_last_one(made: Feed, loader: FakeLoader) -> None:
    made.start("builtin")
    made.wait_used("builtin")
    loader.gates["timm:one"] = threading.Event()
    made.start("timm:one")
    made.start("timm:two")
    loader.gates["timm:one"].set()
    made.wait_used("builtin", "timm:two")
    made.wait_embedded()
    settle()
    assert made.used == ["builtin", "timm:two"]
    assert made.unavailable == []
    assert made.feed.encoder is loader.encoders["timm:two"]


def test_switching_twice_quickly_while_both_are_fetched_makes_one_stand_in(
    made: Feed, loader: FakeLoader
) -> None:
    loader.gates["builtin"] = threading.Event()
    first = loader.fetches["timm:one"] = Fetch()
    second = loader.fetches["timm:two"] = Fetch()
    made.start("timm:one")
    made.qtbot.waitUntil(lambda: len(made.progress) == 1, timeout=TIMEOUT_MS)
    made.start("timm:two")
    made.qtbot.waitUntil(lambda: len(made.progress) == 2, timeout=TIMEOUT_MS)
    loader.gates["builtin"].set()
    made.wait_used("builtin")
    first.fail(WeightsUnavailableError("No weights."))
    second.arrive()
    made.wait_used("builtin", "timm:two")
    made.wait_embedded()
    assert loader.asked == ["timm:one", "builtin", "timm:two"]
    assert made.unavailable == []


def test_going_back_to_the_builtin_one_while_it_stands_in_changes_nothing(
    made: Feed, loader: FakeLoader
) -> None:
    loader.fetches["timm:one"] = Fetch()
    made.start("timm:one")
    made.wait_used("builtin")
    made.wait_embedded()
    made.start("builtin")
    made.qtbot.waitUntil(lambda: made.load_ends == ["builtin"], timeout=TIMEOUT_MS)
    assert made.used == ["builtin"]
    assert len(made.embedded) == 9
    # And it works on for images that come later.
    made.feed.add([EmbedItem(ImageId(9), "00_red.png")])
    made.wait_embedded(10)


def test_an_encoder_that_breaks_midway_is_replaced_by_the_builtin_one(
    made: Feed, loader: FakeLoader
) -> None:
    encoder = loader.encoders["timm:one"]
    encoder.gate.clear()
    encoder.error = EncoderError("Out of memory.", "Choose a smaller one.")
    made.start("timm:one")
    made.wait_used("timm:one")
    encoder.gate.set()
    made.wait_used("timm:one", "builtin")
    made.wait_embedded()
    assert made.failed == [encoder.error]
    encoder.error = None
    made.feed.retry()
    made.wait_used("timm:one", "builtin", "timm:one")
    made.wait_embedded()


def test_a_bug_in_the_builtin_encoder_is_told_once_and_a_retry_starts_again(
    made: Feed, loader: FakeLoader, caplog: pytest.LogCaptureFixture
) -> None:
    encoder = loader.encoders["builtin"]
    encoder.error = ZeroDivisionError()
    made.start("builtin")
    made.qtbot.waitUntil(lambda: bool(made.failed), timeout=TIMEOUT_MS)
    settle()
    assert made.failed == [encoder.error]
    assert made.used == ["builtin"]
    assert "ZeroDivisionError" in caplog.text
    encoder.error = None
    made.feed.retry()
    made.wait_embedded()


def test_a_stand_in_that_cannot_be_had_is_told(
    made: Feed, loader: FakeLoader, caplog: pytest.LogCaptureFixture
) -> None:
    error = loader.errors["builtin"] = ValueError("broken")
    loader.fetches["timm:one"] = Fetch()
    made.start("timm:one")
    made.qtbot.waitUntil(lambda: made.failed == [error], timeout=TIMEOUT_MS)
    loader.fetches["timm:one"].arrive()
    made.wait_used("timm:one")


def test_the_image_on_screen_is_embedded_first(made: Feed, loader: FakeLoader) -> None:
    encoder = loader.encoders["builtin"]
    encoder.batch_size = 1
    encoder.gate.clear()
    made.start("builtin")
    made.wait_used("builtin")
    made.feed.hurry([ImageId(8), ImageId(7)])
    encoder.gate.set()
    made.wait_embedded()
    # At most what was read ahead of the wish comes before.
    assert made.order.index(ImageId(8)) < made.order.index(ImageId(6))


def test_held_back_only_the_image_on_screen_is_embedded(made: Feed, loader: FakeLoader) -> None:
    made.feed.set_paused(True)
    made.start("builtin")
    made.wait_used("builtin")
    assert made.feed.paused
    made.feed.hurry([ImageId(5)])
    made.wait_embedded(1)
    assert list(made.embedded) == [5]
    assert made.feed.waiting_count == 8
    # Another encoder does not begin with everything either.
    made.start("timm:one")
    made.wait_used("builtin", "timm:one")
    made.feed.hurry([ImageId(4)])
    made.wait_embedded(1)
    assert list(made.embedded) == [4]
    made.feed.set_paused(False)
    made.wait_embedded()


def test_embeddings_come_from_the_cache_the_second_time(made: Feed, loader: FakeLoader) -> None:
    made.start("builtin")
    made.wait_embedded()
    first = dict(made.embedded)
    made.start("timm:one")
    made.wait_used("builtin", "timm:one")
    made.wait_embedded()
    made.start("builtin")
    made.wait_used("builtin", "timm:one", "builtin")
    made.wait_embedded()
    assert made.embedded == first
    assert loader.encoders["builtin"].seen == 9


@pytest.mark.parametrize("spec", ["builtin", "timm:one", "timm:two"])
def test_stopped_nothing_arrives_any_more(
    spec: str, made: Feed, loader: FakeLoader, services: Services
) -> None:
    loader.fetches["timm:two"] = Fetch()
    encoder = loader.encoders["builtin"]
    encoder.gate.clear()
    made.start(spec)
    made.qtbot.waitUntil(lambda: bool(loader.asked), timeout=TIMEOUT_MS)
    if spec == "timm:two":
        made.wait_used("builtin")
    made.feed.stop()
    before = (list(made.used), list(made.load_ends))
    made.embedded.clear()
    encoder.gate.set()
    made.qtbot.waitUntil(lambda: services.runner.running == [], timeout=TIMEOUT_MS)
    settle()
    assert (made.used, made.load_ends) == before
    assert made.embedded == {}
    assert made.unavailable == []
    assert made.failed == []
    assert made.feed.encoder is None
    made.feed.retry()
    made.feed.cancel_loading()
    assert services.runner.running == []
