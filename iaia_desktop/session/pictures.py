"""Pictures for the screen: the image in the middle, with its neighbours ready, and thumbnails."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QPixmap

from iaia_desktop.core.types import ImageId
from iaia_desktop.images.thumbnails import ThumbnailCache
from iaia_desktop.workers.frame import Frame
from iaia_desktop.workers.picture_loader import Picture, PictureLoader
from iaia_desktop.workers.pictures import load_fitted, load_thumbnail, load_view

SCREEN_SIDE_PX = 2560
"""Pictures are decoded to at most this at first: enough for any fit, and quick."""

FULL_SIDE_PX = 1 << 16
"""No limit: for looking at single pixels."""

THUMBNAIL_SIDE_PX = 256
"""The size that is kept on disk for strips and small tiles; widgets scale it down."""

LARGE_THUMBNAIL_SIDE_PX = 640
"""The size for tiles with more pixels than that: the largest tiles on a screen at 200 %."""

_VIEW_BUDGET_BYTES = 128 << 20
_VIEWS_WAITING = 50
_FEWEST_AHEAD = 3
_FRAMES = 4
"""Rooms for pictures that are known at a time: of the view, of a sheet's, of the one before."""

_THUMBNAIL_BUDGET_BYTES = 64 << 20
_SCALED_BUDGET_BYTES = 32 << 20
_THUMBNAILS_WAITING = 300
_THUMBNAIL_THREADS = 2


@dataclass(frozen=True, slots=True)
class _ViewKey:
    image_id: ImageId
    path: str
    max_side_px: int
    frame: Frame | None = None


@dataclass(frozen=True, slots=True)
class _ThumbnailKey:
    image_id: ImageId
    path: str
    side_px: int


class ViewPictures(QObject):
    """Decode the image on screen first, and its neighbours ahead of time. GUI thread.

    Parameters
    ----------
    path_of : callable
        Returns an image's path relative to the folder.
    """

    ready = Signal(int, object)
    """image id, Picture; may come twice, the second time in full size."""

    failed = Signal(int, object)
    """image id, reason: a ``Saying``, which a signal of ``str`` would flatten."""

    def __init__(self, path_of: Callable[[ImageId], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path_of = path_of
        self._root = Path()
        # The rooms in which pictures were shown, the latest last.
        self._frames: list[Frame | None] = [None]
        self._loader = PictureLoader(
            self._load, budget_bytes=_VIEW_BUDGET_BYTES, name="view", parent=self
        )
        self._loader.loaded.connect(self._on_loaded)
        self._loader.failed.connect(self._on_failed)

    def set_root(self, root: Path) -> None:
        """Show images of another folder from now on."""
        self._root = root
        self._loader.clear()

    def show(
        self, image_id: ImageId, ahead: Sequence[ImageId], frame: Frame | None = None
    ) -> Picture | str | None:
        """Return the picture if it is here, the reason if it failed, else None and ask for it.

        Parameters
        ----------
        image_id : ImageId
            The image on screen.
        ahead : sequence of ImageId
            Those likely to come next, likeliest first; as many are loaded as there is memory for.
        frame : Frame, optional
            Where it is shown: it comes in the very size in which it fits there. Until that is here,
            a picture of another size stands in, if there is one. Without it the picture is large
            enough for any room, and for looking closer.
        """
        self._use(frame)
        key = self._key(image_id)
        # With every pixel here the smaller picture would only take its place on screen.
        first = [] if self._loader.get(self._full_key(image_id)) else [key]
        room = self._ahead_room(frame)
        self._loader.want([*first, *(self._key(other) for other in ahead[:room])])
        return self.peek(image_id) or self._loader.failure(key)

    def peek(self, image_id: ImageId) -> Picture | None:
        """Return the best picture that is here, and ask for none."""
        full = self._loader.get(self._full_key(image_id))
        if full is not None:
            return full
        for frame in reversed(self._frames):
            picture = self._loader.get(self._key_for(image_id, frame))
            if picture is not None:
                return picture
        return None

    def hasten(self, image_id: ImageId) -> None:
        """Load an image before all others, if it is not here yet."""
        if self.peek(image_id) is None:
            self._loader.want_also(self._key(image_id), limit=_VIEWS_WAITING)

    def want_full(self, image_id: ImageId) -> None:
        """Ask for every pixel of an image; ``ready`` follows."""
        self._loader.want_also(self._full_key(image_id), limit=_VIEWS_WAITING)

    def forget(self, image_id: ImageId) -> None:
        """Load the image anew the next time (its file was replaced or came back)."""
        for frame in self._frames:
            self._loader.forget(self._key_for(image_id, frame))
        self._loader.forget(self._full_key(image_id))

    def forget_failures(self) -> None:
        """Try again what could not be shown, the next time (the folder may be back)."""
        self._loader.forget_failures()

    def close(self) -> None:
        """Stop the threads."""
        self._loader.close()

    def _use(self, frame: Frame | None) -> None:
        """Note where pictures are shown from now on; those for rooms of long ago go."""
        if frame == self._frames[-1]:
            return
        if frame in self._frames:
            self._frames.remove(frame)
        self._frames.append(frame)
        while len(self._frames) > _FRAMES:
            gone = self._frames.pop(0)
            for key in self._loader.held_keys():
                if isinstance(key, _ViewKey) and key.frame == gone:
                    self._loader.forget(key)

    def _ahead_room(self, frame: Frame | None) -> int:
        """Return how many pictures may be loaded ahead: half of the memory is for those behind."""
        each = 4 * SCREEN_SIDE_PX**2 if frame is None else frame.most_bytes
        return max(_FEWEST_AHEAD, _VIEW_BUDGET_BYTES // 2 // max(1, each))

    def _key(self, image_id: ImageId) -> _ViewKey:
        return self._key_for(image_id, self._frames[-1])

    def _key_for(self, image_id: ImageId, frame: Frame | None) -> _ViewKey:
        return _ViewKey(image_id, self._path_of(image_id), SCREEN_SIDE_PX, frame)

    def _full_key(self, image_id: ImageId) -> _ViewKey:
        return _ViewKey(image_id, self._path_of(image_id), FULL_SIDE_PX)

    def _load(self, key: Hashable) -> Picture:
        if not isinstance(key, _ViewKey):
            raise TypeError(f"not a key of a view: {key!r}")
        path = self._root / key.path
        if key.frame is not None:
            return load_fitted(path, key.frame)
        latest = self._frames[-1]
        if key.max_side_px == FULL_SIDE_PX and latest is not None:
            return load_view(path, FULL_SIDE_PX, latest)
        return load_view(path, key.max_side_px)

    def _on_loaded(self, key: _ViewKey, picture: Picture) -> None:
        full = key.max_side_px == FULL_SIDE_PX
        if full or key.frame == self._frames[-1]:
            self.ready.emit(key.image_id, picture)

    def _on_failed(self, key: _ViewKey, reason: str) -> None:
        # Too large for every pixel is no reason to take the picture off the screen.
        if key.max_side_px != FULL_SIDE_PX:
            self.failed.emit(key.image_id, reason)


class Thumbnails(QObject):
    """Give thumbnails without blocking (a ``ThumbnailSource``). GUI thread.

    Parameters
    ----------
    path_of : callable
        Returns an image's path relative to the folder.
    cache : ThumbnailCache or None
        Where thumbnails are kept between runs.
    """

    thumbnail_ready = Signal(int)

    thumbnail_failed = Signal(int)
    """The picture of this image cannot be shown; ask :meth:`failure`."""

    def __init__(
        self,
        path_of: Callable[[ImageId], str],
        cache: ThumbnailCache | None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._path_of = path_of
        self._cache = cache
        self._root = Path()
        self._scaled: OrderedDict[tuple[int, int, int], QPixmap] = OrderedDict()
        self._scaled_bytes = 0
        self._loader = PictureLoader(
            self._load,
            budget_bytes=_THUMBNAIL_BUDGET_BYTES,
            threads=_THUMBNAIL_THREADS,
            name="thumbnails",
            polite=True,
            parent=self,
        )
        self._loader.loaded.connect(self._on_loaded)
        self._loader.failed.connect(self._on_failed)

    def set_root(self, root: Path) -> None:
        """Show images of another folder from now on."""
        self._root = root
        self._scaled.clear()
        self._scaled_bytes = 0
        self._loader.clear()

    def pixmap(self, image_id: ImageId, size: QSize) -> QPixmap | None:
        """Return the thumbnail, no larger than ``size``, or None and ask for it.

        While the larger kind of thumbnail is on its way, the smaller one stands in if it is here.
        """
        scaled_key = (image_id, size.width(), size.height())
        scaled = self._scaled.get(scaled_key)
        if scaled is not None:
            self._scaled.move_to_end(scaled_key)
            return scaled
        key = self._key(image_id, _kept_side_px(size))
        picture = self._loader.get(key)
        if picture is None:
            self._loader.want_also(key, limit=_THUMBNAILS_WAITING)
            if key.side_px == THUMBNAIL_SIDE_PX:
                return None
            smaller = self._loader.get(self._key(image_id))
            return None if smaller is None else QPixmap.fromImage(smaller.image)
        image = picture.image
        if image.width() > size.width() or image.height() > size.height():
            image = image.scaled(
                size,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        return self._keep_scaled(scaled_key, QPixmap.fromImage(image))

    def prefetch(self, image_ids: Sequence[ImageId], size: QSize) -> None:
        """Load thumbnails ahead of time, the first one foremost; what is wanted later goes first.

        Parameters
        ----------
        size : QSize
            As they will be asked for.
        """
        for image_id in reversed(image_ids):
            key = self._key(image_id, _kept_side_px(size))
            self._loader.want_also(key, limit=_THUMBNAILS_WAITING)

    def failure(self, image_id: ImageId) -> str | None:
        """Return why an image cannot be shown, if that was tried."""
        for side_px in _KEPT_SIDES_PX:
            reason = self._loader.failure(self._key(image_id, side_px))
            if reason is not None:
                return reason
        return None

    def forget(self, image_id: ImageId) -> None:
        """Load the thumbnail anew the next time (its file was replaced or came back)."""
        for side_px in _KEPT_SIDES_PX:
            self._loader.forget(self._key(image_id, side_px))
        for key in [key for key in self._scaled if key[0] == image_id]:
            self._scaled_bytes -= _pixels_bytes(self._scaled.pop(key))

    def forget_failures(self) -> None:
        """Try again what could not be shown (the folder may be back); who shows it asks anew."""
        for key in self._loader.forget_failures():
            if isinstance(key, _ThumbnailKey):
                self.thumbnail_ready.emit(key.image_id)

    def close(self) -> None:
        """Stop the threads."""
        self._loader.close()

    def _key(self, image_id: ImageId, side_px: int = THUMBNAIL_SIDE_PX) -> _ThumbnailKey:
        return _ThumbnailKey(image_id, self._path_of(image_id), side_px)

    def _keep_scaled(self, key: tuple[int, int, int], pixmap: QPixmap) -> QPixmap:
        self._scaled[key] = pixmap
        self._scaled_bytes += _pixels_bytes(pixmap)
        while self._scaled_bytes > _SCALED_BUDGET_BYTES and len(self._scaled) > 1:
            _, oldest = self._scaled.popitem(last=False)
            self._scaled_bytes -= _pixels_bytes(oldest)
        return pixmap

    def _load(self, key: Hashable) -> Picture:
        if not isinstance(key, _ThumbnailKey):
            raise TypeError(f"not a key of a thumbnail: {key!r}")
        return load_thumbnail(self._root / key.path, key.side_px, self._cache)

    def _on_loaded(self, key: _ThumbnailKey, _picture: Picture) -> None:
        self.thumbnail_ready.emit(key.image_id)

    def _on_failed(self, key: _ThumbnailKey, _reason: str) -> None:
        self.thumbnail_failed.emit(key.image_id)


_KEPT_SIDES_PX = (THUMBNAIL_SIDE_PX, LARGE_THUMBNAIL_SIDE_PX)


def _kept_side_px(size: QSize) -> int:
    """Return the side of the thumbnails that tiles of this size, in device pixels, are made of."""
    small = max(size.width(), size.height()) <= THUMBNAIL_SIDE_PX
    return THUMBNAIL_SIDE_PX if small else LARGE_THUMBNAIL_SIDE_PX


def _pixels_bytes(pixmap: QPixmap) -> int:
    return 4 * pixmap.width() * pixmap.height()
