"""A picture that never comes must not keep the window from closing."""

from __future__ import annotations

import threading
from collections.abc import Hashable

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from iaia_desktop.workers import picture_loader
from iaia_desktop.workers.picture_loader import Picture, PictureLoader


def test_closing_does_not_wait_for_a_disk_that_hangs(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(picture_loader, "_CLOSING_S", 0.05)
    began, over = threading.Event(), threading.Event()

    def hang(_key: Hashable) -> Picture:
        began.set()
        assert over.wait(60)
        image = QImage(1, 1, QImage.Format.Format_RGB32)
        return Picture(image, image.size())

    loader = PictureLoader(hang, budget_bytes=1000, threads=1)
    heard: list[object] = []
    loader.loaded.connect(lambda *args: heard.append(args))
    loader.want(["a"])
    assert began.wait(60)
    loader.close()
    assert "still loads a picture" in caplog.text
    over.set()
    for thread in loader._threads:
        thread.join(60)
        assert not thread.is_alive()
    qtbot.wait(1)
    assert heard == []
