"""The one or two words below a thumbnail: its class, or what else became of the image."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from iaia_desktop.core.types import FileStatus, ImageState
from iaia_desktop.session.views import ImageRow


def state_caption(row: ImageRow) -> str:
    """Return what stands below the thumbnail of an image; "" for one that waits to be labelled."""
    if row.state is ImageState.LABELLED:
        return row.class_name
    if row.state is ImageState.SKIPPED:
        return QCoreApplication.translate("StateCaption", "skipped")
    if row.state is ImageState.DISCARDED:
        return QCoreApplication.translate("StateCaption", "discarded")
    if row.status is FileStatus.FAILED:
        return QCoreApplication.translate("StateCaption", "unreadable")
    if row.status is FileStatus.MISSING:
        return QCoreApplication.translate("StateCaption", "missing")
    return ""
