"""Finding a folder's images among paths that were written elsewhere."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from iaia_desktop.core.path_matching import Beginning, PathMatcher

NAMES = st.text("ab1", min_size=1, max_size=2)
PATHS = st.lists(NAMES, min_size=1, max_size=3).map(lambda parts: "/".join(parts) + ".jpg")


def match(root: str, ours: list[str], theirs: list[str]) -> dict[str, str] | Beginning | None:
    """Return whose path is whose; the beginning when nobody can tell, None when none matches."""
    matcher = PathMatcher(root, {path: number for number, path in enumerate(ours)})
    matcher.count(theirs)
    beginning = matcher.beginning()
    if beginning is None or beginning.rivals:
        return beginning
    return {
        ours[number]: theirs[place] for place, number in matcher.matches(beginning.text, theirs)
    }


def test_paths_relative_to_the_folder() -> None:
    assert match("/x/photos", ["a/1.jpg", "2.jpg"], ["2.jpg", "a/1.jpg", "a/9.jpg"]) == {
        "2.jpg": "2.jpg",
        "a/1.jpg": "a/1.jpg",
    }
    assert match("/x/photos", ["a/1.jpg"], ["./a/1.jpg"]) == {"a/1.jpg": "./a/1.jpg"}


def test_paths_below_another_folder_and_from_another_system() -> None:
    ours = ["a/1.jpg", "b/2.jpg"]
    for beginning in ("/mnt/data/photos/", "s3://bucket/photos/", "photos/", "/x/photos/"):
        theirs = [beginning + path for path in ours]
        assert match("/x/photos", ours, theirs) == dict(zip(ours, theirs, strict=True))
    windows = ["D:\\data\\a\\1.jpg", "D:\\data\\b\\2.jpg"]
    assert match("/x/photos", ours, windows) == dict(zip(ours, windows, strict=True))


def test_a_folder_that_is_a_part_of_what_was_embedded() -> None:
    theirs = [f"photos/part-{part}/{number}.jpg" for part in range(3) for number in range(4)]
    ours = [f"{number}.jpg" for number in range(4)]
    assert match("/home/me/part-1", ours, theirs) == {
        path: f"photos/part-1/{path}" for path in ours
    }
    # Under another name nobody can tell which part it is.
    unclear = match("/home/me/copy", ours, theirs)
    assert isinstance(unclear, Beginning)
    assert [unclear.text, *unclear.rivals] == [f"photos/part-{part}/" for part in range(3)]
    # Nor does it help that one part lacks an image.
    assert isinstance(match("/home/me/copy", ours, theirs[:-1]), Beginning)


def test_the_longest_end_counts() -> None:
    ours = ["1.jpg", "a/1.jpg", "a/a/1.jpg"]
    theirs = ["/d/a/a/1.jpg", "/d/a/1.jpg", "/d/1.jpg"]
    assert match("/x/photos", ours, theirs) == dict(zip(ours, reversed(theirs), strict=True))


def test_keys_of_images_in_tar_files() -> None:
    ours = ["00/0001.jpg", "00/0002.tar.png", "00/0003.jpg", "00/0003.png"]
    theirs = ["00/0001", "00/0002", "00/0003", "00/0004"]
    # Two pictures have the third key.
    assert match("/x", ours, theirs) == {"00/0001.jpg": "00/0001", "00/0002.tar.png": "00/0002"}
    assert match("/x", ["0001.jpg"], ["0001"]) == {"0001.jpg": "0001"}


def test_nothing_matches() -> None:
    assert match("/x", ["a.jpg"], ["b.jpg", "", "/", "a.jpg/b.jpg", "aa.jpg"]) is None
    assert match("/x", [], ["b.jpg"]) is None


@given(
    ours=st.lists(PATHS, unique=True, min_size=1), beginning=st.sampled_from(["", "/q/w/", "q/"])
)
def test_a_moved_folder_matches_whole(ours: list[str], beginning: str) -> None:
    theirs = [beginning + path for path in ours]
    assert match("/z/zz", ours, theirs) == dict(zip(ours, theirs, strict=True))


@given(ours=st.lists(PATHS, unique=True), theirs=st.lists(PATHS))
def test_what_matches_ends_in_the_path(ours: list[str], theirs: list[str]) -> None:
    found = match("/a/b", ours, theirs)
    if isinstance(found, dict):
        assert found
        begins = {theirs_[: len(theirs_) - len(ours_)] for ours_, theirs_ in found.items()}
        assert len(begins) == 1
        assert all(theirs_.endswith(ours_) for ours_, theirs_ in found.items())


def test_a_backslash_in_a_name_is_no_separator() -> None:
    ours = ["a\\b.jpg", "a/b.jpg", "c/d.jpg"]
    assert match("/x/photos", ours, ours) == dict(zip(ours, ours, strict=True))
