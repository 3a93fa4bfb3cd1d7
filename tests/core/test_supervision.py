from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iaia_desktop.core.supervision import Supervision, SupervisionMode, drawn
from iaia_desktop.core.types import ImageId


def test_asking_for_every_image_asks_for_every_image() -> None:
    assert all(Supervision().asks(ImageId(number), 1.0) for number in range(100))


@pytest.mark.parametrize("share", [0.0, 0.1, 0.25, 0.5, 1.0])
def test_about_the_share_is_drawn(share: float) -> None:
    level = Supervision(SupervisionMode.SHARE, share=share, seed="s")
    asked = sum(level.asks(ImageId(number), None) for number in range(5_000))
    assert asked / 5_000 == pytest.approx(share, abs=0.03)


@given(st.text(max_size=8), st.integers(0, 10**9))
def test_a_draw_is_the_same_again(seed: str, number: int) -> None:
    assert 0 <= drawn(seed, ImageId(number)) < 1
    assert drawn(seed, ImageId(number)) == drawn(seed, ImageId(number))


def test_a_larger_share_asks_for_all_that_a_smaller_one_asks_for() -> None:
    small = Supervision(SupervisionMode.SHARE, share=0.1, seed="s")
    large = Supervision(SupervisionMode.SHARE, share=0.3, seed="s")
    ids = [ImageId(number) for number in range(500)]
    assert {i for i in ids if small.asks(i, None)} <= {i for i in ids if large.asks(i, None)}


def test_the_unsure_are_asked_for() -> None:
    level = Supervision(SupervisionMode.UNSURE, sureness=0.9)
    assert level.asks(ImageId(0), None)
    assert level.asks(ImageId(0), 0.89)
    assert not level.asks(ImageId(0), 0.9)


@given(st.sampled_from(SupervisionMode), st.floats(0, 1), st.floats(0.5, 1), st.text(max_size=5))
def test_a_level_survives_the_disk(
    mode: SupervisionMode, share: float, sureness: float, seed: str
) -> None:
    level = Supervision(mode, share, sureness, seed)
    assert Supervision.from_json(level.as_json()) == level


@pytest.mark.parametrize("raw", [None, 3, {}, {"mode": "often"}, {"mode": "share", "share": 7}])
def test_an_odd_level_asks_for_every_image(raw: object) -> None:
    assert Supervision.from_json(raw) == Supervision()


def test_shares_outside_their_range_are_refused() -> None:
    with pytest.raises(ValueError, match="share"):
        Supervision(share=1.5)
    with pytest.raises(ValueError, match="sureness"):
        Supervision(sureness=0.2)
