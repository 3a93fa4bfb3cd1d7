from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from iaia_desktop.core.method import EpsilonMode, Method
from iaia_desktop.session.preferences import Preferences
from iaia_desktop.session.services import Services
from iaia_desktop.session.settings import SettingsFile
from iaia_desktop.session.transfer_views import ImportSource
from iaia_desktop.store.session_file import SessionStore
from tests.session.conftest import Stage


@pytest.fixture
def preferences(services: Services) -> Preferences:
    return Preferences(services)


def test_what_the_dialog_returns_is_kept(preferences: Preferences, services: Services) -> None:
    view = replace(
        preferences.view(None),
        theme="dark",
        keep_zoom=True,
        thumbnail_size_px=120,
        encoder_spec="timm:one",
        method=Method(epsilon_mode=EpsilonMode.NONE),
        keys={"skip": ("K",)},
    )
    preferences.take(view, None)
    assert preferences.view(None) == view
    kept = SettingsFile(services.settings.path).value
    assert (kept.theme, kept.encoder_spec, kept.keys) == ("dark", "timm:one", {"skip": ("K",)})
    assert kept.method == view.method


def test_the_open_session_follows(preferences: Preferences, stage: Stage) -> None:
    workspace = stage.open_ready()
    stage.label_all()
    method = Method(normalise=False, epsilon_mode=EpsilonMode.FIXED, epsilon=0.2)
    view = replace(preferences.view(workspace), encoder_spec="timm:one", method=method)
    preferences.take(view, workspace)
    stage.wait(lambda: workspace.encoders.encoder is stage.loader.encoders["timm:one"])
    stage.wait_embedded()
    learner = stage.session.engine.learner
    assert learner is not None
    assert not learner.memory.normalise
    assert stage.session.engine.epsilon == 0.2
    assert stage.labels() == stage.saved_labels()
    stage.reopen()
    assert stage.workspace.encoder_spec == "timm:one"
    assert stage.session.engine.method == method


def test_another_precision_is_another_encoder_and_labels_stay(
    preferences: Preferences, stage: Stage
) -> None:
    stage.loader.add("timm:one#int8", factor=0.9)
    workspace = stage.open_ready()
    stage.label_all()
    labels = stage.labels()
    full = replace(preferences.view(workspace), encoder_spec="timm:one")
    preferences.take(full, workspace)
    stage.wait(lambda: workspace.encoders.encoder is stage.loader.encoders["timm:one"])
    preferences.take(replace(full, encoder_spec="timm:one#int8"), workspace)
    stage.wait(lambda: workspace.encoders.encoder is stage.loader.encoders["timm:one#int8"])
    stage.wait_embedded()
    assert stage.labels() == stage.saved_labels() == labels
    stage.reopen()
    assert stage.workspace.encoder_spec == "timm:one#int8"
    assert preferences.view(None).encoder_spec == "timm:one#int8"


def test_precisions_are_offered_with_what_stands_against_them(
    preferences: Preferences, stage: Stage
) -> None:
    assert [row.value for row in preferences.surroundings(None).precisions] == [
        *("float32", "int8", "bfloat16")
    ]
    workspace = stage.open_ready()
    stage.loader.encoders["builtin"].device = "cuda"
    rows = preferences.surroundings(workspace).precisions
    assert [bool(row.obstacle) for row in rows] == [False, True, True]


def test_a_session_keeps_what_it_was_begun_with(preferences: Preferences, stage: Stage) -> None:
    stage.open_ready()
    stage.close()
    view = replace(preferences.view(None), encoder_spec="timm:one", method=Method(normalise=False))
    preferences.take(view, None)
    workspace = stage.open()
    assert preferences.view(workspace).encoder_spec == "builtin"
    assert preferences.view(workspace).method == Method()
    assert preferences.view(None).encoder_spec == "timm:one"


def test_nothing_changed_changes_nothing_in_the_open_session(
    preferences: Preferences, stage: Stage
) -> None:
    workspace = stage.open_ready()
    learner = stage.session.engine.learner
    preferences.take(replace(preferences.view(workspace), theme="light"), workspace)
    assert stage.session.engine.learner is learner
    assert stage.loader.asked == ["builtin"]


def test_a_look_only_follows_without_writing(preferences: Preferences, stage: Stage) -> None:
    stage.open_ready()
    path = stage.session.store.path
    stage.close()
    before = path.read_bytes()
    workspace = stage.open(path, read_only=True)
    stage.wait_embedded()
    view = replace(
        preferences.view(workspace), encoder_spec="timm:one", method=Method(normalise=False)
    )
    preferences.take(view, workspace)
    stage.wait(lambda: workspace.encoders.encoder is stage.loader.encoders["timm:one"])
    stage.wait_embedded()
    stage.close()
    assert path.read_bytes() == before


def test_the_dialog_learns_of_encoders_and_class_keys(
    preferences: Preferences, stage: Stage
) -> None:
    assert preferences.surroundings(None).class_keys == {}
    specs = [choice.spec for choice in preferences.surroundings(None).encoders]
    assert "builtin" in specs
    stage.open_ready()
    stage.session.label_with_new_class("red")
    stage.session.label_with_new_class("green")
    assert preferences.surroundings(stage.workspace).class_keys == {"1": "red", "2": "green"}


def test_specs_are_checked_in_words(preferences: Preferences, tmp_path: Path) -> None:
    assert preferences.spec_problem("builtin") is None
    assert preferences.spec_problem("timm:resnet18") is None
    assert preferences.spec_problem("nonsense") is not None
    assert preferences.spec_of_folder(str(tmp_path)) == f"timm:local-dir:{tmp_path}"
    (tmp_path / "open_clip_config.json").write_text("{}")
    assert preferences.spec_of_folder(str(tmp_path)) == f"open_clip:local-dir:{tmp_path}"


def test_places_are_checked_in_words(preferences: Preferences, tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (root / "a.png").write_bytes(b"")
    folders, table = ImportSource.CLASS_FOLDERS, ImportSource.CSV
    assert preferences.import_problem(folders, "") is not None
    assert preferences.import_problem(folders, str(root)) is None
    assert preferences.import_problem(folders, str(root / "a.png")) is not None
    assert preferences.import_problem(table, str(root)) is not None
    assert preferences.import_problem(table, str(root / "a.png")) is None


def test_settings_of_the_encoder_that_cannot_be_saved_in_the_session_are_told(
    preferences: Preferences, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    from iaia_desktop.core.errors import SessionFileError
    from tests.session.conftest import refuse

    workspace = stage.open_ready()
    error = SessionFileError("The settings of the session could not be saved: full.")
    monkeypatch.setattr(SessionStore, "set_setting", refuse(error))
    view = replace(
        preferences.view(workspace), encoder_spec="timm:one", method=Method(normalise=False)
    )
    preferences.take(view, workspace)
    assert {notice.key for notice in stage.notices} == {"method", "settings"}
    stage.wait(lambda: workspace.encoders.encoder is stage.loader.encoders["timm:one"])
    monkeypatch.undo()
