"""What stands in place of a page while there is none."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from iaia_desktop.session.page import PageKind, PageView
from iaia_desktop.ui.painting import Note


def note_for(view: PageView) -> Note | None:
    """Return the note for a view; None for a page."""
    if view.kind is PageKind.PAGE:
        return None
    if view.kind is PageKind.WORKING:
        return Note("grid", _tr("Working out the page…"))
    if view.kind is PageKind.NOTHING_LABELLED:
        return Note(
            "tag",
            _tr("Nothing is labelled yet"),
            (
                _tr("Pages show images that look like a class, so there must be one."),
                _tr("Enter goes back to the image: name the first classes, then come again."),
            ),
        )
    if view.kind is PageKind.NOTHING_SEEN:
        coming = _tr("{n} images are still to come.").format(n=f"{view.coming:,}")
        return Note(
            "clock",
            _tr("The images are still being looked at"),
            (_tr("The first page comes by itself."), coming if view.coming else ""),
        )
    if view.kind is PageKind.ALL_DECIDED:
        return Note(
            "check",
            _tr("Every image has a decision"),
            (_tr("Enter opens the export; Esc goes back to the images."),),
            tone="success",
        )
    return Note("image", _tr("No images here"), (_tr("This folder holds no image."),))


def _tr(text: str) -> str:
    return QCoreApplication.translate("PageNotes", text)
