"""The image on screen: which picture the view shows, and what it shows until that is decoded."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSize, Signal

from iaia_desktop.core.types import FileStatus, ImageId, ImageState
from iaia_desktop.session.workspace import Workspace
from iaia_desktop.ui.image_view import ImageView, Shown
from iaia_desktop.workers.picture_loader import Picture

_PLACEHOLDER_SIZE = QSize(256, 256)


class ImageStage(QObject):
    """Bring pictures of a workspace into an image view.

    Parameters
    ----------
    view : ImageView
        Shows.
    workspace : Workspace
        Decodes and knows.
    """

    shown_changed = Signal()
    """A picture came on screen, or went."""

    def __init__(self, view: ImageView, workspace: Workspace) -> None:
        super().__init__(view)
        self._view = view
        self._workspace = workspace
        self._session = workspace.session
        self._session.navigator.current_changed.connect(self._show)
        workspace.views.ready.connect(self._on_ready)
        workspace.views.failed.connect(self._on_failed)
        view.full_detail_requested.connect(self._want_full)
        view.set_empty(self.tr("Looking for images…"))
        if self._session.current is not None:
            self._show(self._session.current)

    @property
    def can_be_judged(self) -> bool:
        """Whether the person sees the image, or knows that it cannot be shown."""
        return self._view.shown in {Shown.IMAGE, Shown.PLACEHOLDER, Shown.FAILED}

    @property
    def can_be_labelled(self) -> bool:
        """Whether the person sees the image, or a small picture of it."""
        return self._view.shown in {Shown.IMAGE, Shown.PLACEHOLDER}

    def show_badge(self) -> None:
        """Show what is decided about the image on screen."""
        image_id = self._session.current
        if image_id is None:
            self._view.set_badge("")
            return
        row = self._workspace.presenter.image_row(image_id)
        words = {
            ImageState.UNLABELLED: "",
            ImageState.LABELLED: row.class_name,
            ImageState.SKIPPED: self.tr("Skipped"),
            ImageState.DISCARDED: self.tr("Discarded"),
        }
        self._view.set_badge(words[row.state], row.colour or None)

    def say_empty(self) -> None:
        """Say that the folder holds no image."""
        if self._session.current is None:
            self._view.set_empty(self.tr("No images here"))

    def retry_failed(self) -> None:
        """Try again to show the image on screen, if that failed although it could be read."""
        image_id = self._session.current
        if image_id is None or self._view.shown is not Shown.FAILED:
            return
        if self._session.state.file(image_id).status is FileStatus.READY:
            self.reload()

    def reload(self) -> None:
        """Show the image on screen anew (its file came back, or went)."""
        if self._session.current is not None:
            self._workspace.views.forget(ImageId(self._session.current))
            self._show(self._session.current)

    def look_ahead(self) -> None:
        """Decode what comes next now, after the order became another one."""
        if self._session.current is not None:
            self._workspace.views.show(self._session.current, self._ahead(self._session.current))

    def _show(self, image_id: int) -> None:
        current = ImageId(image_id)
        name = self._session.state.path(current)
        self.show_badge()
        found = self._workspace.views.show(current, self._ahead(current))
        if isinstance(found, Picture):
            self._view.set_image(found.image, found.full_size, name)
        elif isinstance(found, str):
            self._fail(current, found)
        else:
            self._wait(current, name)
        self.shown_changed.emit()

    def _wait(self, image_id: ImageId, name: str) -> None:
        info = self._session.state.file(image_id)
        small = self._workspace.thumbnails.pixmap(image_id, _PLACEHOLDER_SIZE)
        if small is not None and info.status is FileStatus.READY and info.width_px:
            self._view.set_placeholder(small, QSize(info.width_px, info.height_px), name)
        else:
            self._view.set_loading(name)

    def _fail(self, image_id: ImageId, reason: str) -> None:
        missing = self._session.state.file(image_id).status is FileStatus.MISSING
        title = (
            self.tr("This image is missing") if missing else self.tr("This image cannot be shown")
        )
        self._view.set_failed(title, reason, self._session.state.path(image_id))

    def _ahead(self, image_id: ImageId) -> list[ImageId]:
        """Return the images likely to come next, likeliest first."""
        navigator = self._session.navigator
        order = navigator.order
        ahead: list[ImageId] = []
        place = image_id
        for _ in range(3):
            following = order.next_where(place, navigator.waits)
            if following is None or following in ahead or following == image_id:
                break
            ahead.append(following)
            place = following
        for step in (1, -1, 2, -2, 3):
            neighbour = order.neighbour(image_id, step)
            if neighbour is not None and neighbour not in ahead:
                ahead.append(neighbour)
        return ahead

    def _on_ready(self, image_id: int, picture: Picture) -> None:
        if image_id == self._session.current:
            name = self._session.state.path(ImageId(image_id))
            self._view.set_image(picture.image, picture.full_size, name)
            self.shown_changed.emit()

    def _on_failed(self, image_id: int, reason: str) -> None:
        if image_id == self._session.current:
            self._fail(ImageId(image_id), reason)
            self.shown_changed.emit()

    def _want_full(self) -> None:
        if self._session.current is not None:
            self._workspace.views.want_full(self._session.current)
