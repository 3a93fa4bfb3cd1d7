from __future__ import annotations

import errno
import json
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from iaia_desktop.core.method import EpsilonMode, Method
from iaia_desktop.core.saying import Saying
from iaia_desktop.core.types import Distance
from iaia_desktop.session.settings import Settings, SettingsFile
from tests.english_left import english_left


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.json"


def write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


FULL = Settings(
    encoder_spec="timm:resnet18",
    method=Method(Distance.L2, EpsilonMode.FIXED, 0.75, normalise=False, learn_from_machine=True),
    theme="dark",
    keep_zoom=True,
    thumbnail_size_px=128,
    keys={"skip": ("K", "Ctrl+K"), "undo": ()},
    export_folder="/out/ä ö",
    open_folder="/in/caf\udce9",
    geometry="AdnQ==",
    sessions_elsewhere=("/a.iaia", "/caf\udce9.iaia"),
    hidden_sessions=("/b.iaia",),
)


def test_without_a_file_there_are_the_defaults_and_no_file(path: Path) -> None:
    assert SettingsFile(path).value == Settings()
    assert not path.exists()


def test_everything_comes_back(path: Path) -> None:
    file = SettingsFile(path)
    names = FULL.__dataclass_fields__
    returned = file.change(**{name: getattr(FULL, name) for name in names})
    assert returned == FULL
    assert SettingsFile(path).value == FULL
    assert SettingsFile(path).path == path


def test_one_change_keeps_the_rest(path: Path) -> None:
    SettingsFile(path).change(theme="light")
    SettingsFile(path).change(keep_zoom=True)
    assert SettingsFile(path).value == Settings(theme="light", keep_zoom=True)


@pytest.mark.parametrize(
    "garbage",
    [b"", b"{", b"\xff\xfe\x00", b"[1, 2]", b"null", b'"text"', b"[" * 100_000],
    ids=["empty", "half", "not-text", "list", "null", "text", "deep"],
)
def test_garbage_is_set_aside_and_the_defaults_hold(garbage: bytes, path: Path) -> None:
    write(path, garbage)
    file = SettingsFile(path)
    assert file.value == Settings()
    told: list[Saying] = []
    file.watch(told.append)
    assert [words.template.split(",")[0] for words in told] == ["The settings could not be read"]
    assert not path.exists()
    assert path.with_name("settings.json.unreadable").read_bytes() == garbage
    file.change(theme="dark")
    assert SettingsFile(path).value.theme == "dark"


def test_a_folder_in_place_of_the_file_does_not_stop_the_program(path: Path) -> None:
    path.mkdir(parents=True)
    assert SettingsFile(path).value == Settings()


def test_unknown_fields_are_ignored(path: Path) -> None:
    write(path, json.dumps({"theme": "dark", "flavour": "sweet", "method": {"k": 1}}).encode())
    assert SettingsFile(path).value == Settings(theme="dark")


@pytest.mark.parametrize(
    "odd",
    [
        {"theme": "purple"},
        {"theme": 1},
        {"thumbnail_size_px": -5},
        {"thumbnail_size_px": 10**9},
        {"thumbnail_size_px": "96"},
        {"thumbnail_size_px": True},
        {"keep_zoom": 1},
        {"keys": ["K"]},
        {"keys": {"skip": "K"}},
        {"sessions_elsewhere": "all"},
        {"method": []},
        {"method": {"distance": "far"}},
        {"method": {"epsilon": "much"}},
        {"encoder_spec": None},
    ],
    ids=str,
)
def test_a_value_that_makes_no_sense_costs_only_itself(odd: dict[str, object], path: Path) -> None:
    write(path, json.dumps({"geometry": "kept", **odd}).encode())
    assert SettingsFile(path).value == Settings(geometry="kept")


def test_a_failed_write_is_logged_and_the_choice_holds(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path.parent.parent.mkdir(exist_ok=True)
    path.parent.write_text("a file where the folder should be")
    file = SettingsFile(path)
    assert file.change(theme="dark").theme == "dark"
    assert file.value.theme == "dark"
    assert "settings" in caplog.text


def test_the_person_hears_once_that_nothing_is_saved_until_it_works_again(path: Path) -> None:
    path.parent.parent.mkdir(exist_ok=True)
    file = SettingsFile(path)
    path.parent.write_text("a file where the folder should be")
    told: list[Saying] = []
    file.change(theme="dark")
    file.watch(told.append)
    file.change(theme="light")
    assert len(told) == 1
    assert str(path) in told[0]
    assert english_left(told[0], path) == ""
    path.parent.unlink()
    file.change(theme="dark")
    assert SettingsFile(path).value.theme == "dark"
    path.unlink()
    path.mkdir()
    file.change(theme="light")
    file.change(theme="dark")
    assert len(told) == 2


def test_a_failed_write_leaves_the_old_file_whole(
    path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = SettingsFile(path)
    file.change(theme="dark")
    before = path.read_bytes()

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr("os.fsync", full)
        file.change(theme="light")
    assert path.read_bytes() == before
    assert "could not be saved" in caplog.text
    assert [entry.name for entry in path.parent.iterdir()] == ["settings.json"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_home_whose_name_is_no_text(path: Path) -> None:
    path = path.parent / "jos\udce9" / path.name
    SettingsFile(path).change(export_folder="/data/caf\udce9", theme="dark")
    again = SettingsFile(path).value
    assert (again.export_folder, again.theme) == ("/data/caf\udce9", "dark")


def test_a_link_stays_one(path: Path, tmp_path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    kept = tmp_path / "kept.json"
    path.symlink_to(kept)
    SettingsFile(path).change(theme="dark")
    assert path.is_symlink()
    assert SettingsFile(kept).value.theme == "dark"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 300) | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(raw=st.dictionaries(st.sampled_from([*Settings.__dataclass_fields__, "other"]), JSON))
@hypothesis_settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_json_says_the_program_starts_and_can_save(
    raw: dict[str, object], path: Path
) -> None:
    write(path, json.dumps(raw).encode())
    file = SettingsFile(path)
    again = file.change(keep_zoom=True)
    assert SettingsFile(path).value == again
