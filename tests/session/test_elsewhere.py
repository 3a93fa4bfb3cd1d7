"""A session that uses embeddings made elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from iaia_desktop.core.errors import WeightsUnavailableError
from iaia_desktop.session.elsewhere_wish import ElsewhereWish
from iaia_desktop.session.notices import Notice, NoticeKind
from iaia_desktop.session.views import SuggestionKind
from iaia_desktop.session.workspace import Workspace
from tests.session.conftest import TIMEOUT_MS, Fetch, Stage


@pytest.fixture
def place(tmp_path: Path, folder: Path) -> Path:
    """Return a file with an embedding for each of the nine images."""
    return save(tmp_path / "made.npz", sorted(path.name for path in folder.iterdir()))


def save(place: Path, names: list[str], **named: Any) -> Path:
    arrays = {
        "embeddings": np.array([[1, row + 1, 0] for row in range(len(names))], dtype=np.float16),
        "paths": np.array([f"/far/photos/{name}" for name in names]),
        "encoder": np.array("fake/builtin"),
        **named,
    }
    np.savez(place, **{name: array for name, array in arrays.items() if array is not None})
    return place


def open_with(stage: Stage, place: Path, spec: str = "") -> Workspace:
    with stage.qtbot.waitSignal(stage.desk.opened, timeout=TIMEOUT_MS):
        stage.desk.open(stage.folder, elsewhere=ElsewhereWish(place, spec))
    return stage.started()


def vectors(stage: Stage) -> dict[str, list[float]]:
    learner = stage.session.engine.learner
    assert learner is not None
    known = [int(number) for number in learner.embeddings.known_ids()]
    rows: Any = learner.embeddings.rows(known) if known else []  # type: ignore[arg-type]
    paths = stage.session.state.paths()
    return {paths[number]: [float(x) for x in row] for number, row in zip(known, rows, strict=True)}


def told(stage: Stage) -> Notice:
    return stage.wait_notice("elsewhere")


def assert_all_from_elsewhere(stage: Stage) -> None:
    stage.wait_embedded()
    names = sorted(stage.session.state.paths())
    assert vectors(stage) == {name: [1.0, row + 1.0, 0.0] for row, name in enumerate(names)}
    assert stage.loader.encoders["builtin"].seen == 0


def test_a_new_folder_is_not_embedded_here(stage: Stage, place: Path) -> None:
    workspace = open_with(stage, place)
    assert_all_from_elsewhere(stage)
    notice = told(stage)
    assert (notice.kind, notice.text) == (
        NoticeKind.INFO,
        f"All 9 images have embeddings from “{place}”.",
    )
    # Their files were not read, so that nobody knows what they hold.
    assert all(workspace.session.state.file(i).content_hash is None for i in range(9))  # type: ignore[arg-type]


def test_the_session_remembers(stage: Stage, place: Path) -> None:
    open_with(stage, place)
    assert_all_from_elsewhere(stage)
    stage.label_all()
    prototypes = stage.right_prototypes()
    workspace = stage.reopen()
    assert_all_from_elsewhere(stage)
    assert workspace.elsewhere.wish == ElsewhereWish(place)
    assert stage.prototypes() == prototypes


def test_images_that_are_not_covered_are_embedded_here(stage: Stage, place: Path) -> None:
    names = sorted(path.name for path in stage.folder.iterdir())
    save(place, names[:7])
    open_with(stage, place)
    stage.wait_embedded()
    assert told(stage).text == (
        f"7 of 9 images have embeddings from “{place}”; the others are embedded here."
    )
    assert stage.loader.encoders["builtin"].seen == 2
    assert vectors(stage)[names[3]] == [1.0, 4.0, 0.0]


def test_what_is_gone_is_told_each_time_and_used_again_when_it_is_back(
    stage: Stage, place: Path
) -> None:
    open_with(stage, place)
    assert_all_from_elsewhere(stage)
    away = place.rename(place.with_name("away.npz"))
    stage.reopen()
    notice = told(stage)
    assert notice.kind is NoticeKind.WARNING
    assert f"“{place}” that this session uses are not there" in notice.text
    assert [action.command for action in notice.actions] == ["use_embeddings"]
    stage.wait_embedded()
    assert stage.loader.encoders["builtin"].seen == 9
    away.rename(place)
    stage.reopen()
    assert told(stage).kind is NoticeKind.INFO


def test_another_encoder_is_refused(stage: Stage, place: Path) -> None:
    names = sorted(path.name for path in stage.folder.iterdir())
    save(place, names, encoder=np.array("foreign/1"))
    workspace = open_with(stage, place)
    stage.wait(lambda: any(n.kind is NoticeKind.ERROR for n in stage.notices))
    text = told(stage).text
    for words in (str(place), "foreign/1", "fake/builtin", "Meanwhile images are embedded here."):
        assert words in text
    stage.wait_embedded()
    assert stage.loader.encoders["builtin"].seen == 9
    assert workspace.elsewhere.wish is None
    stage.reopen()
    stage.wait_embedded()
    assert not any(notice.key == "elsewhere" for notice in stage.notices)


def test_what_does_not_fit_is_refused_and_not_remembered(stage: Stage, place: Path) -> None:
    save(place, ["other.png"])
    open_with(stage, place)
    assert "No path in" in told(stage).text
    stage.wait_embedded()
    assert stage.workspace.elsewhere.wish is None


def test_a_new_session_takes_the_encoder_that_the_file_names(stage: Stage, place: Path) -> None:
    stage.services.settings.change(encoder_spec="timm:one")
    names = sorted(path.name for path in stage.folder.iterdir())
    save(place, names, spec=np.array("builtin"))
    workspace = open_with(stage, place)
    assert_all_from_elsewhere(stage)
    assert workspace.encoder_spec == "builtin"
    assert stage.loader.asked == ["builtin"]


def test_a_session_that_has_its_encoder_keeps_it(stage: Stage, place: Path) -> None:
    stage.services.settings.change(encoder_spec="timm:one")
    stage.open_ready()
    stage.close()
    names = sorted(path.name for path in stage.folder.iterdir())
    save(place, names, spec=np.array("builtin"))
    workspace = open_with(stage, place)
    stage.wait(lambda: any(n.kind is NoticeKind.ERROR for n in stage.notices))
    assert "fake/timm:one" in told(stage).text
    assert workspace.encoder_spec == "timm:one"


def test_a_folder_that_does_not_name_its_encoder(stage: Stage, place: Path) -> None:
    names = sorted(path.name for path in stage.folder.iterdir())
    save(place, names, encoder=None)
    open_with(stage, place)
    assert "does not say which encoder" in told(stage).text
    stage.close()
    stage.notices.clear()
    workspace = open_with(stage, place, "timm:one")
    stage.wait_embedded()
    assert workspace.encoder_spec == "timm:one"
    assert stage.loader.encoders["timm:one"].seen == 0
    # Said once is enough.
    stage.reopen()
    stage.wait_embedded()
    assert stage.loader.encoders["timm:one"].seen == 0
    # With another encoder they are of no use any more.
    stage.workspace.use_encoder("timm:two")
    stage.wait(lambda: stage.loader.encoders["timm:two"].seen == 9)
    assert "as was said" in told(stage).text


def test_without_the_weights_what_was_embedded_serves(stage: Stage, place: Path) -> None:
    stage.services.settings.change(encoder_spec="timm:one")
    names = sorted(path.name for path in stage.folder.iterdir())
    save(place, names[:7], encoder=np.array("fake/timm:one"))
    fetch = stage.loader.fetches["timm:one"] = Fetch()
    workspace = open_with(stage, place)
    stage.wait_embedded(7)
    assert stage.loader.asked == ["timm:one"]
    fetch.fail(WeightsUnavailableError("No weights."))
    assert "What was embedded elsewhere serves" in stage.wait_notice("encoder").text
    stage.session.label_with_new_class("red")
    stage.session.navigator.go_to(stage.image(names[8]))
    stage.wait(lambda: not workspace.encoders.waiting_count)
    stage.wait(lambda: workspace.presenter.suggestion().kind is SuggestionKind.NOT_EMBEDDED)
    # Once it is there the others follow.
    stage.loader.fetches.clear()
    workspace.encoders.retry()
    stage.wait_embedded()
    assert stage.loader.encoders["timm:one"].seen == 2


def test_what_cannot_be_read_any_more_is_embedded_here(stage: Stage, place: Path) -> None:
    with stage.qtbot.waitSignal(stage.desk.opened, timeout=TIMEOUT_MS):
        stage.desk.open(stage.folder, elsewhere=ElsewhereWish(place))
    stage.workspace.noticed.connect(lambda notice: place.unlink(missing_ok=True))
    stage.started()
    stage.wait_embedded()
    assert stage.loader.encoders["builtin"].seen == 9
    assert f"There is no “{place}”" in told(stage).text


def test_embeddings_come_and_go_in_an_open_session(stage: Stage, place: Path) -> None:
    workspace = stage.open_ready()
    stage.label_all()
    seen = stage.loader.encoders["builtin"].seen
    assert seen == 9
    # What was embedded here, from files that are as they were, is as good.
    workspace.elsewhere.use(ElsewhereWish(place))
    assert told(stage).text.startswith("All 9 images")
    stage.wait_embedded()
    assert stage.loader.encoders["builtin"].seen == seen
    assert stage.labels() == stage.saved_labels()
    workspace.elsewhere.do_without()
    stage.wait_embedded()
    assert workspace.elsewhere.wish is None
    stage.reopen()
    stage.wait_embedded()
    assert not any(notice.key == "elsewhere" for notice in stage.notices)


def test_closing_while_it_matches(stage: Stage, place: Path) -> None:
    open_with(stage, place)
    stage.close()
    assert stage.desk.workspace is None
