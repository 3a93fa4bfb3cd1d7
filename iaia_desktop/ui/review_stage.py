"""Bring one image of the review into an image view."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QSize

from iaia_desktop.core.types import FileStatus, ImageId
from iaia_desktop.session.workspace import Workspace
from iaia_desktop.ui.image_view import ImageView, Shown
from iaia_desktop.workers.picture_loader import Picture

_PLACEHOLDER_SIZE = QSize(256, 256)


class ReviewStage(QObject):
    """Show an image with its label, in a view of its own.

    Parameters
    ----------
    view : ImageView
        Shows.
    workspace : Workspace
        Decodes and knows.
    """

    def __init__(self, view: ImageView, workspace: Workspace) -> None:
        super().__init__(view)
        self._view = view
        self._workspace = workspace
        self._image_id: ImageId | None = None
        workspace.views.ready.connect(self._on_ready)
        workspace.views.failed.connect(self._on_failed)
        view.full_detail_requested.connect(self._want_full)

    @property
    def image_id(self) -> ImageId | None:
        """The image that is shown."""
        return self._image_id

    @property
    def can_be_judged(self) -> bool:
        """Whether the person sees the image, or knows that it cannot be shown."""
        is_seen = self._view.is_seen or not self._view.isVisible()
        return is_seen and self._view.shown in {Shown.IMAGE, Shown.PLACEHOLDER, Shown.FAILED}

    def show(self, image_id: ImageId, ahead: Sequence[ImageId]) -> None:
        """Show an image; those likely to come next are decoded ahead."""
        found = self._workspace.views.show(image_id, ahead)
        self._show_badge(image_id)
        if image_id == self._image_id and self._view.shown is Shown.IMAGE:
            return
        self._image_id = image_id
        state = self._workspace.session.state
        name, info = state.path(image_id), state.file(image_id)
        if isinstance(found, Picture):
            self._view.set_image(found.image, found.full_size, name, found.resting)
        elif isinstance(found, str):
            self._fail(found)
        else:
            small = self._workspace.thumbnails.pixmap(image_id, _PLACEHOLDER_SIZE)
            if small is not None and info.status is FileStatus.READY and info.width_px:
                size = QSize(info.width_px, info.height_px)
                self._view.set_placeholder(small, size, name)
            else:
                self._view.set_empty("")
                self._view.set_loading(name)

    def rest(self) -> None:
        """Show no image."""
        self._image_id = None
        self._view.set_badge("")
        self._view.set_empty("")

    def _show_badge(self, image_id: ImageId) -> None:
        row = self._workspace.presenter.image_row(image_id)
        self._view.set_badge(row.class_name, row.colour or None)

    def _fail(self, reason: str) -> None:
        if self._image_id is not None:
            path = self._workspace.session.state.path(self._image_id)
            self._view.set_failed(self.tr("This image cannot be shown"), reason, path)

    def _on_ready(self, image_id: int, picture: Picture) -> None:
        if image_id == self._image_id:
            name = self._workspace.session.state.path(ImageId(image_id))
            self._view.set_image(picture.image, picture.full_size, name, picture.resting)

    def _on_failed(self, image_id: int, reason: str) -> None:
        if image_id == self._image_id:
            self._fail(reason)

    def _want_full(self) -> None:
        if self._image_id is not None:
            self._workspace.views.want_full(self._image_id)
