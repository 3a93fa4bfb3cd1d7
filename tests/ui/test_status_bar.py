from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QProgressBar
from pytestqt.qtbot import QtBot

from iaia_desktop.core.saying import Saying
from iaia_desktop.session.views import StatusView
from iaia_desktop.ui.status_bar import StatusStrip

VIEW = StatusView(
    position=128,
    total=3781,
    labelled=1270,
    skipped=12,
    discarded=3,
    failed=1,
    accuracy=0.8734,
    embedded=1500,
    images_per_s=23.4,
    seconds_left=97.0,
    encoder="ViT-B-32-256",
    device="CPU",
)


@pytest.fixture
def strip(qtbot: QtBot) -> StatusStrip:
    strip = StatusStrip()
    qtbot.addWidget(strip)
    strip.resize(1280, 30)
    strip.show()
    return strip


def test_all_parts(strip: StatusStrip) -> None:
    strip.set_view(VIEW)
    assert strip._position.text() == "Image 128 of 3,781"
    assert strip._labelled.text() == "1,270 labelled · 12 skipped · 3 discarded"
    assert strip._accuracy.text() == "Accuracy 87 %"
    assert strip._embedding.text() == "23 images/s · 2 min left"
    assert strip._failed.text() == "1 unreadable"
    assert strip._encoder.full_text == "ViT-B-32-256 · CPU"
    assert "12 skipped" in strip._labelled.toolTip()


def test_the_name_of_an_encoder_that_is_no_model_is_translated(
    strip: StatusStrip, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("iaia_desktop.ui.said._look_up", {"Built-in": "Eingebaut"}.get)
    strip.set_view(replace(VIEW, encoder=Saying("Built-in")))
    assert strip._encoder.full_text == "Eingebaut · CPU"


def test_a_narrow_window_leaves_the_rest_to_the_tool_tip(strip: StatusStrip) -> None:
    strip.set_view(VIEW)
    strip.resize(900, 30)
    assert strip._labelled.text() == "1,270 labelled"
    assert "12 skipped" in strip._labelled.toolTip()


def test_rest_says_nothing(strip: StatusStrip) -> None:
    done = replace(VIEW, failed=0, embedded=3781, accuracy=None, images_per_s=0, seconds_left=None)
    strip.set_view(done)
    assert strip._accuracy.text() == ""
    assert strip._embedding.text() == ""
    assert not strip._embedding_bar.isVisible()
    assert not strip._failed.isVisible()


def test_without_images(strip: StatusStrip) -> None:
    strip.set_view(StatusView(0, 0, 0, 0, 0, 0, None, 0, 0.0, None, "", ""))
    assert strip._position.text() == "No images"
    assert not strip._bar.isVisible()


def test_slow_speed_has_a_decimal(strip: StatusStrip) -> None:
    strip.set_view(replace(VIEW, images_per_s=2.34, seconds_left=None))
    assert strip._embedding.text() == "2.3 images/s"


def test_screen_readers_hear_the_parts(strip: StatusStrip) -> None:
    strip.set_view(VIEW)
    assert strip._position.accessibleName() == "Image 128 of 3,781"
    for bar in strip.findChildren(QProgressBar):
        assert bar.accessibleName()
