"""One page of look-alikes, and what the person has said of its images so far."""

from __future__ import annotations

import enum
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from iaia_desktop.core.engine import LabellingEngine
from iaia_desktop.core.types import ClassId, ImageId, SuggestionRecord
from iaia_desktop.session.views import ClassRow


class PageKind(enum.StrEnum):
    """What there is to show in place of the one image."""

    WORKING = "working"
    PAGE = "page"
    NOTHING_LABELLED = "nothing_labelled"
    NOTHING_SEEN = "nothing_seen"
    ALL_DECIDED = "all_decided"
    NO_IMAGES = "no_images"


@dataclass(frozen=True, slots=True)
class PageView:
    """A page as the widgets show it.

    Attributes
    ----------
    kind : PageKind
        WORKING until the first page is there, NOTHING_LABELLED while no class has an image,
        NOTHING_SEEN while no image that waits has an embedding.
    row : ClassRow or None
        The class of the page.
    image_ids : tuple of ImageId
        Surest first.
    confirmed : int
        Images that get a label when the page is confirmed now, corrected ones included.
    corrected : int
        Images that get another class.
    taken_out : int
        Images that stay undecided.
    expected_mistakes : float or None
        Of the images that would get the class of the page, how many are likely to be others; None
        while labels are too few to tell.
    waiting : int
        Images without a decision that have an embedding, those of the page included.
    coming : int
        Images that are still to be embedded.
    busy : bool
        Whether the page is done and the next one is on its way.
    read_only : bool
        Whether the session may only be looked at.
    """

    kind: PageKind
    row: ClassRow | None = None
    image_ids: tuple[ImageId, ...] = ()
    confirmed: int = 0
    corrected: int = 0
    taken_out: int = 0
    expected_mistakes: float | None = 0.0
    waiting: int = 0
    coming: int = 0
    busy: bool = False
    read_only: bool = False


class Page:
    """The images of a page with the marks that the person made.

    An image without a mark gets the class of the page; a mark is another class, or None for an
    image that was taken out and stays undecided.

    Parameters
    ----------
    class_id : ClassId
        What the images look like.
    confidences : mapping of ImageId to float
        The images, surest first, with the chance that the class is right.
    records : mapping of ImageId to SuggestionRecord
        What was suggested for them, as it is kept with the decision.
    """

    def __init__(
        self,
        class_id: ClassId,
        confidences: Mapping[ImageId, float],
        records: Mapping[ImageId, SuggestionRecord],
    ) -> None:
        self.class_id = class_id
        self.records = dict(records)
        self._confidences = dict(confidences)
        self._marks: dict[ImageId, ClassId | None] = {}

    @property
    def image_ids(self) -> tuple[ImageId, ...]:
        """The images, surest first."""
        return tuple(self._confidences)

    @property
    def is_touched(self) -> bool:
        """Whether the person made a mark."""
        return bool(self._marks)

    def is_out(self, image_id: ImageId) -> bool:
        """Return whether an image stays undecided."""
        return image_id in self._marks and self._marks[image_id] is None

    def class_of(self, image_id: ImageId) -> ClassId | None:
        """Return the class that an image gets, or None."""
        return self._marks.get(image_id, self.class_id)

    def is_corrected(self, image_id: ImageId) -> bool:
        """Return whether an image gets another class than the page's."""
        return self._marks.get(image_id) is not None

    def copy(self) -> Page:
        """Return a page of the same images with the same marks."""
        page = Page(self.class_id, self._confidences, self.records)
        page._marks = dict(self._marks)
        return page

    # --- marks --------------------------------------------------------------------------------

    def give(self, image_ids: Iterable[ImageId], class_id: ClassId) -> None:
        """Let images get a class; the page's own takes their marks off."""
        for image_id in self._mine(image_ids):
            if class_id == self.class_id:
                self._marks.pop(image_id, None)
            else:
                self._marks[image_id] = class_id

    def take_out(self, image_ids: Iterable[ImageId]) -> None:
        """Leave images undecided."""
        for image_id in self._mine(image_ids):
            self._marks[image_id] = None

    def put_back(self, image_ids: Iterable[ImageId]) -> None:
        """Take the marks off images."""
        for image_id in image_ids:
            self._marks.pop(image_id, None)

    def toggle(self, image_ids: Iterable[ImageId]) -> None:
        """Take images out, or put them back when all of them are out."""
        mine = self._mine(image_ids)
        if all(self.is_out(image_id) for image_id in mine):
            self.put_back(mine)
        else:
            self.take_out(mine)

    def take_out_class(self, class_id: ClassId) -> list[ImageId]:
        """Leave those undecided that were to get a class which is gone; return them."""
        lost = [image_id for image_id, mark in self._marks.items() if mark == class_id]
        self.take_out(lost)
        return lost

    def drop(self, image_ids: Collection[ImageId]) -> None:
        """Take images off the page altogether."""
        gone = set(image_ids)
        self._confidences = {i: chance for i, chance in self._confidences.items() if i not in gone}
        for image_id in gone:
            self._marks.pop(image_id, None)

    def cut(self, size: int) -> None:
        """Keep the surest images only."""
        self.drop(self.image_ids[size:])

    def _mine(self, image_ids: Iterable[ImageId]) -> list[ImageId]:
        return [image_id for image_id in image_ids if image_id in self._confidences]

    # --- what follows from them ---------------------------------------------------------------

    def labels(self) -> list[tuple[ImageId, ClassId]]:
        """Return the images that get a label, with their classes."""
        classes = ((image_id, self.class_of(image_id)) for image_id in self._confidences)
        return [(image_id, class_id) for image_id, class_id in classes if class_id is not None]

    def taken_out(self) -> list[ImageId]:
        """Return the images that stay undecided."""
        return [image_id for image_id in self._confidences if self.is_out(image_id)]

    def count_corrected(self) -> int:
        """Return how many images get another class."""
        return sum(mark is not None for mark in self._marks.values())

    def expected_at_first(self) -> float:
        """Return how many of all images were likely to be of another class."""
        return sum(1.0 - chance for chance in self._confidences.values())

    def expected_mistakes(self, missed_per_image: float = 0.0) -> float:
        """Return how many of the images without a mark are likely to be of another class.

        Parameters
        ----------
        missed_per_image : float, optional
            How many more than expected there were on each image of the last pages.
        """
        unmarked = [chance for i, chance in self._confidences.items() if i not in self._marks]
        return sum(min(1.0, 1.0 - chance + missed_per_image) for chance in unmarked)

    def view(self, row: ClassRow | None, missed_per_image: float | None = 0.0) -> PageView:
        """Return what the page itself says of a :class:`PageView`.

        Parameters
        ----------
        row : ClassRow or None
            The class of the page.
        missed_per_image : float or None, optional
            As for :meth:`expected_mistakes`; None where nothing can be told.
        """
        expected = None if missed_per_image is None else self.expected_mistakes(missed_per_image)
        return PageView(
            PageKind.PAGE,
            row=row,
            image_ids=self.image_ids,
            confirmed=len(self.labels()),
            corrected=self.count_corrected(),
            taken_out=len(self.taken_out()),
            expected_mistakes=expected,
        )


def shown_records(
    engine: LabellingEngine, image_ids: Iterable[ImageId], class_id: ClassId
) -> dict[ImageId, SuggestionRecord]:
    """Return what a page suggests for its images: its class, whatever else is near.

    Images without embedding are left out: nothing was suggested for them.
    """
    return {
        image_id: replace(record, class_id=class_id, is_new=False)
        for image_id, record in engine.records(image_ids).items()
    }
