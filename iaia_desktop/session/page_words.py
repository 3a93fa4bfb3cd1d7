"""What pages say in the message area, and which state they are in without a page."""

from __future__ import annotations

from iaia_desktop.core.errors import KnownError
from iaia_desktop.core.saying import Saying
from iaia_desktop.core.types import Decision, ImageState
from iaia_desktop.jobs.plan_page import PlannedPage
from iaia_desktop.session.annotation_session import AnnotationSession
from iaia_desktop.session.notices import Notice, NoticeAction, NoticeKind
from iaia_desktop.session.page import PageKind

_KEY = "pages"


def gave_way_notice() -> Notice:
    """Say that one image at a time is better now, and how pages come back."""
    text = Saying(
        "One image at a time is quicker now: what waits is too doubtful for a page. "
        "Pages come back by themselves; G shows one now, Esc keeps to single images."
    )
    ways = (NoticeAction(Saying("Show a page"), "label_pages"),)
    return Notice(NoticeKind.INFO, text, _KEY, ways)


def came_back_notice() -> Notice:
    """Say that pages are better again, and how to stay with one image at a time."""
    text = Saying("Pages are quicker again. Esc goes back to one image at a time.")
    return Notice(NoticeKind.INFO, text, _KEY)


def failed_notice(error: Exception) -> Notice:
    """Say why there is no page."""
    why = Saying("The details are in the log.")
    if isinstance(error, KnownError):
        why = error.words
    text = Saying.joined((Saying("No page could be worked out."), why))
    return Notice(NoticeKind.ERROR, text, _KEY)


def taken_back_notice(session: AnnotationSession, undoing: Decision) -> Notice | None:
    """Say what was taken back, when it cannot be seen on a page; None when there is nothing."""
    if not undoing.images:
        return None
    text = Saying.counted(
        len(undoing.images),
        "The last decision, about “{path}”, is taken back.",
        "The last decision, about {n:,} images, is taken back.",
        path=session.state.path(undoing.images[0].image_id),
    )
    return Notice(NoticeKind.INFO, text, "undone")


def rest_kind(session: AnnotationSession, planned: PlannedPage, *, scanning: bool) -> PageKind:
    """Return why there is no page and no image to ask for."""
    state = session.state
    waits = any(map(session.navigator.waits, session.navigator.order.ids))
    names_nothing = not state.count_state(ImageState.LABELLED) and not state.classes()
    if (planned.ranked and not planned.knows_classes) or (waits and names_nothing):
        return PageKind.NOTHING_LABELLED
    if waits or (scanning and not len(state)):
        return PageKind.NOTHING_SEEN
    return PageKind.ALL_DECIDED if len(state) else PageKind.NO_IMAGES
