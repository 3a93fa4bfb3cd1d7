"""The image on screen: which picture the view shows, and what it shows until that is decoded."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, QTimer, Signal

from iaia_desktop.core.types import FileStatus, ImageId, ImageState
from iaia_desktop.session.lookahead import images_ahead
from iaia_desktop.session.workspace import Workspace
from iaia_desktop.ui.image_view import ImageView, Shown
from iaia_desktop.workers.frame import Frame
from iaia_desktop.workers.picture_loader import Picture

_PLACEHOLDER_SIZE = QSize(256, 256)

_CAME_BACK_MS = 700
"""So long a picture that came back, its decision not saved, is looked at before it is judged."""

_RESIZED_MS = 150
"""A view that keeps its size for so long has found it."""


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
        self._session.foresight.foreseen.connect(self._show_ahead)
        self._session.foresight.stayed.connect(self._show_again)
        # The image whose picture the view shows, while that is another one than the current one.
        self._shown_ahead: ImageId | None = None
        self._came_back = QTimer(self, singleShot=True, interval=_CAME_BACK_MS)
        self._travel = 1
        self._last_place = 0
        self._resized = QTimer(self, singleShot=True, interval=_RESIZED_MS)
        self._resized.timeout.connect(self.look_ahead)
        view.installEventFilter(self)
        workspace.views.ready.connect(self._on_ready)
        workspace.views.failed.connect(self._on_failed)
        view.full_detail_requested.connect(self._want_full)
        view.set_empty(self.tr("Looking for images…"))
        if self._session.current is not None:
            self._show(self._session.current)

    @property
    def can_be_judged(self) -> bool:
        """Whether the person sees the image, or knows that it cannot be shown."""
        if self._came_back.isActive():
            return False
        # A key that waited while the window was held up was meant for what was on screen then.
        is_seen = self._view.is_seen or not self._view.isVisible()
        return is_seen and self.has_come

    @property
    def has_come(self) -> bool:
        """Whether the view holds a picture, or the reason why there is none."""
        return self._view.shown in {Shown.IMAGE, Shown.PLACEHOLDER, Shown.FAILED}

    @property
    def can_be_labelled(self) -> bool:
        """Whether the person sees the image, or a small picture of it."""
        return self.can_be_judged and self._view.shown is not Shown.FAILED

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
        """Decode what comes next now: the order or the room for pictures is another one."""
        if self._session.current is not None:
            self._ask(self._session.current)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Decode for another size of the view once it rests at that."""
        if event.type() in {QEvent.Type.Resize, QEvent.Type.DevicePixelRatioChange}:
            self._resized.start()
        return super().eventFilter(watched, event)

    def _show_ahead(self, image_id: int) -> None:
        """Paint the next picture at once, if it is here; its decision is committed after that."""
        following = ImageId(image_id)
        if following == self._session.current or not self._view.isVisible():
            return
        picture = self._workspace.views.peek(following)
        if picture is None:
            self._workspace.views.hasten(following)
            return
        # What is decided about it is said when the decision that is on its way stands.
        self._view.set_badge("")
        self._set_picture(following, picture)
        self._shown_ahead = following
        self._view.repaint()

    def _show_again(self) -> None:
        """Bring the current picture back: the decision that would have changed it failed."""
        if self._shown_ahead is not None:
            # Keys that were pressed meanwhile were meant for the picture that went.
            self._came_back.start()
        self._shown_ahead = None
        if self._session.current is not None:
            self._show(self._session.current)

    def _set_picture(self, image_id: ImageId, picture: Picture) -> None:
        name = self._session.state.path(image_id)
        self._view.set_image(picture.image, picture.full_size, name, picture.resting)

    def _show(self, image_id: int) -> None:
        current = ImageId(image_id)
        is_shown, self._shown_ahead = self._shown_ahead == current, None
        name = self._session.state.path(current)
        self.show_badge()
        found = self._ask(current)
        if isinstance(found, Picture):
            if not is_shown:
                self._set_picture(current, found)
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

    def _ask(self, image_id: ImageId) -> Picture | str | None:
        """Ask for an image and those around it; return what there is of it."""
        return self._workspace.views.show(image_id, self._ahead(image_id), self._frame())

    def _frame(self) -> Frame | None:
        """Return the room that pictures are decoded for; None for all that may be looked at.

        That is so before the view has its size, and while a zoom is kept from image to image.
        """
        view = self._view
        keeps_zoom = view.keep_zoom and not view.is_fit
        return view.frame if view.isVisible() and not keeps_zoom else None

    def _ahead(self, image_id: ImageId) -> list[ImageId]:
        """Return the images likely to come next, likeliest first."""
        navigator = self._session.navigator
        place = navigator.order.place(image_id)
        if place != self._last_place:
            self._travel = 1 if place > self._last_place else -1
            self._last_place = place
        return images_ahead(navigator.order, image_id, navigator.waits, travel=self._travel)

    def _on_ready(self, image_id: int, picture: Picture) -> None:
        if image_id == self._session.current:
            self._set_picture(ImageId(image_id), picture)
            self.shown_changed.emit()

    def _on_failed(self, image_id: int, reason: str) -> None:
        if image_id == self._session.current:
            self._fail(ImageId(image_id), reason)
            self.shown_changed.emit()

    def _want_full(self) -> None:
        if self._session.current is not None:
            self._workspace.views.want_full(self._session.current)
