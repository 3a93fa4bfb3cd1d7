"""The memory of all decoders together: never more than there is, and everybody's turn comes."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iaia_desktop.images import room
from iaia_desktop.images.reading import MissingImageError, read_file, room_to_read
from iaia_desktop.images.room import Room


@settings(max_examples=20)
@given(st.lists(st.integers(0, 150), min_size=1, max_size=30))
def test_never_more_than_there_is(needs: list[int]) -> None:
    lent = Room(100)
    lock, held, most = threading.Lock(), [0], [0]

    def work(need: int) -> None:
        with lent.taken(need):
            with lock:
                held[0] += min(need, 100)
                most[0] = max(most[0], held[0])
            with lock:
                held[0] -= min(need, 100)

    threads = [threading.Thread(target=work, args=(need,)) for need in needs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most[0] <= 100
    assert lent._free_bytes == 100
    assert not lent._line


def test_it_is_given_back_after_an_error() -> None:
    lent = Room(10)
    with pytest.raises(ValueError, match="x"), lent.taken(10):
        raise ValueError("x")
    with lent.taken(10):
        pass


def test_a_large_one_does_not_wait_behind_small_ones_for_ever() -> None:
    lent = Room(10)
    order: list[str] = []
    first_in, go_on = threading.Event(), threading.Event()

    def first() -> None:
        with lent.taken(6):
            first_in.set()
            go_on.wait()

    def later(name: str, need: int) -> None:
        with lent.taken(need):
            order.append(name)

    holder = threading.Thread(target=first)
    holder.start()
    first_in.wait()
    large = threading.Thread(target=later, args=("large", 8))
    large.start()
    with lent._changed:
        lent._changed.wait_for(lambda: len(lent._line) == 1, timeout=0)
    while not lent._line:
        pass
    small = threading.Thread(target=later, args=("small", 4))
    small.start()
    while len(lent._line) < 2:
        pass
    go_on.set()
    for thread in (holder, large, small):
        thread.join()
    assert order == ["large", "small"]


def test_huge_files_and_their_pixels_do_not_wait_for_each_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(room, "FILES", Room(100))
    monkeypatch.setattr(room, "PIXELS", Room(100))
    done: list[int] = []

    def work(size: int, pixels: int) -> None:
        with room.room_for_file(size), room.PIXELS.taken(pixels):
            done.append(size)

    threads = [
        threading.Thread(target=work, args=(size, pixels))
        for size, pixels in [(150, 50), (160, 40), (100, 100), (10, 90), (30, 100), (180, 20)] * 5
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(done) == 30


def test_a_file_that_is_missing_takes_no_room(tmp_path: Path) -> None:
    with pytest.raises(MissingImageError), room_to_read(tmp_path / "gone"):
        read_file(tmp_path / "gone")
    with pytest.raises(MissingImageError), room_to_read(tmp_path / "a\0b"):
        read_file(tmp_path / "a\0b")
