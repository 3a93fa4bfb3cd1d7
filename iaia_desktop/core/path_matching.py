"""Find the images of a folder among paths that were written elsewhere.

There, the same images lay below another folder: what follows a common beginning is equal. The
beginning is found by counting which one explains most; what it leaves of a path is looked up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

_AMBIGUOUS = -1
_MOST_FOLDERS_REMEMBERED = 100_000
_RIVAL_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Beginning:
    """What paths written elsewhere begin with.

    Attributes
    ----------
    text : str
        Ends in a slash, or is "".
    rivals : tuple of str
        Others that fit as well, so that nobody can tell which one is meant; empty when clear.
    """

    text: str
    rivals: tuple[str, ...] = ()


class PathMatcher:
    """Match paths written elsewhere to those of a folder: first count, then look up.

    A path matches when it ends in the relative path of an image. A path without a dot in its name
    is the key of an image in a tar file: it matches a path whose name begins with it and a dot,
    where there is only one.

    Parameters
    ----------
    root : str
        The folder, absolute, posix separators.
    paths : mapping of str to int
        The wanted images: relative path, posix separators, to a number of the caller's, 0 or more.
    """

    def __init__(self, root: str, paths: Mapping[str, int]) -> None:
        self._root = _parts(root)
        self._paths = paths
        self._folders = {path[: path.rfind("/") + 1] for path in paths}
        self._keys: dict[str, int] | None = None
        # Rows of a folder mostly come one after the other: where its ends are folders of ours.
        self._ends: dict[str, tuple[int, ...]] = {}
        self._votes: Counter[str] = Counter()

    def count(self, paths: Iterable[str]) -> None:
        """Note which beginnings would make these paths match."""
        votes = self._votes
        for raw in paths:
            path = self._clean(raw)
            slash = path.rfind("/") + 1
            # The longest end counts: of a/b/1.jpg it is b/1.jpg and not 1.jpg, if both are there.
            for start in self._ends_of(path[:slash]):
                if self._find(path[start:]) is not None:
                    votes[path[:start]] += 1
                    break

    def beginning(self) -> Beginning | None:
        """Return the beginning that fits best; None when no path matched.

        Among those that explain at least half as many images as the best one, the one counts whose
        last folders are called as those of the root; then none at all, which is how paths relative
        to the root look. Among equals nobody can tell.
        """
        if not self._votes:
            return None
        most = max(self._votes.values())
        close = [text for text, count in self._votes.items() if count >= most * _RIVAL_SHARE]
        best = max(map(self._likeness, close))
        equal = sorted(
            (text for text in close if self._likeness(text) == best),
            key=lambda text: (-self._votes[text], text),
        )
        return Beginning(equal[0], tuple(equal[1:]))

    def matches(self, beginning: str, paths: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Look paths up.

        Yields
        ------
        tuple of int, int
            The place in ``paths``, and the number of the image.
        """
        length = len(beginning)
        for place, raw in enumerate(paths):
            path = self._clean(raw)
            if path.startswith(beginning):
                number = self._find(path[length:])
                if number is not None:
                    yield place, number

    def _clean(self, path: str) -> str:
        if "\\" in path and "/" not in path and path not in self._paths:
            path = path.replace("\\", "/")  # written on Windows
        return path.removeprefix("./")

    def _find(self, path: str) -> int | None:
        number = self._paths.get(path)
        if number is not None or not path or "." in path[path.rfind("/") + 1 :]:
            return number
        if self._keys is None:
            self._keys = self._make_keys()
        number = self._keys.get(path)
        return None if number == _AMBIGUOUS else number

    def _make_keys(self) -> dict[str, int]:
        keys: dict[str, int] = {}
        for path, number in self._paths.items():
            dot = path.find(".", path.rfind("/") + 1)
            key = path if dot < 0 else path[:dot]
            keys[key] = _AMBIGUOUS if key in keys else number
        return keys

    def _ends_of(self, folder: str) -> tuple[int, ...]:
        """Return where ends of a path begin that lie in one of our folders, the longest first."""
        found = self._ends.get(folder)
        if found is None:
            starts = [0, *(place + 1 for place, letter in enumerate(folder) if letter == "/")]
            found = tuple(start for start in starts if folder[start:] in self._folders)
            if len(self._ends) >= _MOST_FOLDERS_REMEMBERED:
                self._ends.clear()
            self._ends[folder] = found
        return found

    def _likeness(self, beginning: str) -> float:
        """Return how many of the last folders are called alike; a half for no beginning."""
        if not beginning:
            return 0.5
        same = 0
        for theirs, ours in zip(reversed(_parts(beginning)), reversed(self._root), strict=False):
            if theirs != ours:
                break
            same += 1
        return float(same)


def _parts(path: str) -> list[str]:
    return [part for part in path.split("/") if part]
