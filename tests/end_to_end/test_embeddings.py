"""The window with embeddings that were made elsewhere."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from iaia_desktop.cli import main
from iaia_desktop.images.decode import decode_for_encoder
from iaia_desktop.session.elsewhere_wish import ElsewhereWish
from iaia_desktop.store.paths import program_folders
from iaia_desktop.ui.elsewhere_dialog import FILE, ElsewhereDialog
from tests.end_to_end.conftest import Driver, draw_photos


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    draw_photos(folder, 12)
    return folder


@pytest.fixture
def made(photos: Path, tmp_path: Path) -> Path:
    """Return what another machine made of the photos, which knows them below another folder."""
    shutil.copytree(photos, tmp_path / "far" / "photos")
    place = tmp_path / "made.npz"
    code = main(
        [
            *("embed", str(tmp_path / "far" / "photos"), "--encoder", "builtin"),
            *("--relative-to", str(tmp_path / "far"), "--output", str(place)),
        ]
    )
    assert code == 0
    shutil.rmtree(program_folders().embeddings)
    return place


@pytest.fixture
def decoded(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list that grows with each picture that is decoded to be embedded."""
    grown: list[int] = []
    plain = decode_for_encoder

    def noted(data: bytes, **named: Any) -> Any:
        grown.append(len(data))
        return plain(data, **named)

    monkeypatch.setattr("iaia_desktop.jobs.image_reader.decode_for_encoder", noted)
    return grown


def test_nothing_is_decoded_for_embedding_and_the_session_remembers(
    start: Callable[[], Driver], photos: Path, made: Path, decoded: list[int]
) -> None:
    driver = start()
    driver.application.start(photos, elsewhere=ElsewhereWish(made))
    driver.until(lambda: driver.application.desk.workspace is not None)
    driver.until(lambda: driver.session.current is not None)
    driver.see_image()
    driver.embed_all()
    driver.until(lambda: "All 12 images have embeddings" in driver.last_words)
    assert decoded == []
    driver.press(Qt.Key.Key_N)
    driver.type_name("first")
    driver.until(lambda: driver.session.state.count_members(1) == 1)  # type: ignore[arg-type]
    assert driver.workspace.presenter.suggestion().best is not None
    driver.quit()
    again = start()
    again.open(photos)
    again.embed_all()
    again.until(lambda: "All 12 images have embeddings" in again.last_words)
    assert decoded == []


def test_they_are_chosen_in_the_menu(
    start: Callable[[], Driver], photos: Path, made: Path, decoded: list[int]
) -> None:
    driver = start()
    driver.open(photos)
    driver.embed_all()
    assert len(decoded) == 12
    driver.window.commands.run("use_embeddings")

    def dialog() -> ElsewhereDialog | None:
        found = [w for w in QApplication.topLevelWidgets() if isinstance(w, ElsewhereDialog)]
        return next((each for each in found if each.isVisible()), None)

    driver.until(lambda: dialog() is not None)
    shown = dialog()
    assert shown is not None
    shown.choose(FILE, str(made.with_name("none.npz")))
    shown.check_now()
    assert "There is no" in shown.problem
    shown.choose(FILE, str(made))
    shown.check_now()
    assert shown.problem == ""
    shown.accept()
    driver.until(lambda: "All 12 images have embeddings" in driver.last_words)
    driver.embed_all()
    assert driver.workspace.elsewhere.wish == ElsewhereWish(made)
