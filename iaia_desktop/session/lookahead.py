"""Which images are likely to be looked at next."""

from __future__ import annotations

from collections.abc import Callable

from iaia_desktop.core.ordering import ImageOrder
from iaia_desktop.core.types import ImageId

_NEXT = 2
_WAITING = 10
_NEAR = 4
_FARTHEST_LOOK = 2_000
"""Places that are looked at for images that wait, so that the look costs little in any folder."""


def images_ahead(
    order: ImageOrder,
    image_id: ImageId,
    waits: Callable[[ImageId], bool],
    *,
    travel: int = 1,
) -> list[ImageId]:
    """Return the images likely to come on screen after one, likeliest first.

    A decision brings the next image that waits, an arrow key a neighbour, and undo the one before:
    every order keeps what is decided in front of the image on screen, the latest last.

    Parameters
    ----------
    order : ImageOrder
        The images in the order in which they are shown.
    image_id : ImageId
        The one on screen.
    waits : callable
        Tells whether an image has no decision yet.
    travel : int, optional
        1 for a person who goes on, -1 for one who goes back.
    """
    waiting = _waiting_after(order, image_id, waits)
    near = [
        neighbour
        for distance in range(1, _NEAR + 1)
        for step in (travel * distance, -travel * distance)
        if (neighbour := order.neighbour(image_id, step)) is not None
    ]
    likely = [*waiting[:_NEXT], *near[:2], *waiting[_NEXT:], *near[2:]]
    return [each for each in dict.fromkeys(likely) if each != image_id]


def _waiting_after(
    order: ImageOrder, image_id: ImageId, waits: Callable[[ImageId], bool]
) -> list[ImageId]:
    """Return the next images that wait, going round once, as far as the look reaches."""
    here, count = order.place(image_id), len(order)
    found: list[ImageId] = []
    for offset in range(1, min(count, _FARTHEST_LOOK + 1)):
        each = order.ids[(here + offset) % count]
        if waits(each):
            found.append(each)
            if len(found) == _WAITING:
                break
    return found
