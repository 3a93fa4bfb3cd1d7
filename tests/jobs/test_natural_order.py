"""The quick way comes to the same order as sorting all paths by their keys."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from iaia_desktop.core.types import ImageId
from iaia_desktop.images.scan import natural_key
from iaia_desktop.jobs.natural_order import natural_order

PARTS = st.text("a1B2.0é9", min_size=1, max_size=4)
PATHS = st.lists(st.lists(PARTS, min_size=1, max_size=3).map("/".join), unique=True, max_size=60)
SERIES = [f"{number // 100:02}/IMG_{number:05}.jpg" for number in range(400)]


def slowly(paths: list[str]) -> tuple[ImageId, ...]:
    keys = [tuple(natural_key(part) for part in path.split("/")) for path in paths]
    return tuple(map(ImageId, sorted(range(len(paths)), key=keys.__getitem__)))


@given(PATHS)
def test_any_paths(paths: list[str]) -> None:
    assert natural_order(paths) == slowly(paths)


@given(PATHS, st.integers(0, 400))
def test_paths_that_a_scan_found_and_later_ones(later: list[str], cut: int) -> None:
    paths = [*SERIES[:cut], *later[:15], *SERIES[cut:]]
    assert natural_order(paths) == slowly(paths)


def test_names_that_are_no_text_and_numbers_of_any_length() -> None:
    paths = [f"{number}.jpg" for number in range(300)]
    paths += ["\udcff1.jpg", "007.jpg", "a\nb.jpg", "A\nb.jpg"]
    assert natural_order(paths) == slowly(paths)
    assert natural_order([]) == ()
