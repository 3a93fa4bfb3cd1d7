"""The natural order of paths, quick where they nearly are in it already."""

from __future__ import annotations

import operator
import os
from bisect import bisect_left
from collections.abc import Sequence

from iaia_desktop.core.types import ImageId
from iaia_desktop.images.scan import natural_key

_SEPARATOR = b"\0"
_AS_ZERO = bytes.maketrans(b"123456789", b"0" * 9)
_FEW = 20
"""One path of so many may be out of place, or need a closer look, before all are sorted anew."""

_Key = tuple[tuple[str, str, str], ...]


def natural_order(paths: Sequence[str]) -> tuple[ImageId, ...]:
    """Return the image ids in the natural order of their paths.

    A scan adds images in natural order, so most often there is nothing to sort: neighbours that
    differ in digits only, of which they have equally many, compare as they are.

    Parameters
    ----------
    paths : sequence of str
        By image id, each once.
    """
    count = len(paths)
    sorted_count = _count_sorted(paths)
    if sorted_count == count:
        return tuple(map(ImageId, range(count)))
    if (count - sorted_count) * _FEW > count:
        keys = [_key(path) for path in paths]
        return tuple(map(ImageId, sorted(range(count), key=keys.__getitem__)))
    order = list(range(sorted_count))
    late = sorted(range(sorted_count, count), key=lambda number: _key(paths[number]))
    place = 0
    for number in late:
        key = _key(paths[number])
        place = bisect_left(order, key, place, key=lambda other: _key(paths[other]))
        order.insert(place, number)
    return tuple(map(ImageId, order))


def _count_sorted(paths: Sequence[str]) -> int:
    """Return how many of the first paths are in natural order; 0 when that is no quick question."""
    if not paths:
        return 0
    text = os.fsencode(_SEPARATOR.decode().join(paths))
    shapes = text.translate(_AS_ZERO).split(_SEPARATOR)
    if len(shapes) != len(paths):
        return 0
    alike = map(operator.eq, shapes, shapes[1:])
    ascending = map(operator.lt, paths, paths[1:])
    looks = 0
    for place, (is_alike, is_ascending) in enumerate(zip(alike, ascending, strict=True), start=1):
        if is_alike and is_ascending:
            continue
        looks += 1
        if looks * _FEW > len(paths):
            return 0
        if is_alike or _key(paths[place - 1]) > _key(paths[place]):
            return place
    return len(paths)


def _key(path: str) -> _Key:
    return tuple(natural_key(part) for part in path.split("/"))
