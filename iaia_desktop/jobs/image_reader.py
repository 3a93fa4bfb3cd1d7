"""Read the files in a line for the encoder: embeddings that are at hand, or decoded images."""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from PIL import Image

from iaia_desktop.core.errors import EmbeddingsError, ImageError
from iaia_desktop.core.types import FileInfo, FileStatus, ImageId, Vector
from iaia_desktop.encoders.absent import AbsentEncoder
from iaia_desktop.encoders.base import Encoder, Prepared, PreparingEncoder
from iaia_desktop.images.decode import decode_for_encoder
from iaia_desktop.images.reading import (
    MissingImageError,
    UnreadableImageError,
    content_hash,
    folder_is_there,
    read_file,
    room_to_read,
)
from iaia_desktop.images.reasons import LITTLE_MEMORY_FOR_IMAGE, NOT_MADE_READY
from iaia_desktop.jobs.embed_queue import EmbedItem
from iaia_desktop.store.embedding_cache import EmbeddingCache
from iaia_desktop.store.matched_embeddings import MatchedEmbeddings

_UNKNOWN = (0, 0)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ReadImage:
    """A file that was read: a picture to encode, an embedding at hand, or a failure.

    Attributes
    ----------
    info : FileInfo
        What reading told.
    picture : PIL.Image.Image or Prepared or None
        Decoded, and prepared where the encoder has that done ahead.
    vector : ndarray, shape (d,), float32, or None
        The embedding, if the file's content was known.
    folder_is_gone : bool
        Whether it was not read because the whole folder is not there: nothing is said of the file.
    """

    info: FileInfo
    picture: Image.Image | Prepared | None = None
    vector: Vector | None = None
    folder_is_gone: bool = False


class ImageReader:
    """Make files ready for an encoder. Safe from any thread.

    Parameters
    ----------
    root : Path
        The folder that paths start from.
    encoder : Encoder
        Whose input is made ready.
    cache : EmbeddingCache or None
        Where embeddings are kept between runs.
    elsewhere : MatchedEmbeddings or None
        Embeddings of this encoder that were made elsewhere.
    """

    def __init__(
        self,
        root: Path,
        encoder: Encoder,
        cache: EmbeddingCache | None,
        elsewhere: MatchedEmbeddings | None = None,
    ) -> None:
        self._root = os.fspath(root)
        self._encoder_id = encoder.encoder_id
        self._dim = encoder.dim
        self._target_px = encoder.input_size_px
        self._prepare = encoder.prepare if isinstance(encoder, PreparingEncoder) else None
        self._absent = isinstance(encoder, AbsentEncoder)
        self._cache = cache
        self._elsewhere = elsewhere

    @property
    def looks_up(self) -> bool:
        """Whether there is anything that may know embeddings without reading files."""
        return self._cache is not None or self._elsewhere is not None

    def look_up(self, items: Sequence[EmbedItem]) -> dict[ImageId, Vector]:
        """Return the embeddings that are at hand without reading files, in the order of the items.

        The cache is asked for those whose file is unchanged, and then what was made elsewhere for
        all but those whose file is changed.
        """
        if not self.looks_up:
            return {}
        new = [item for item in items if not item.looked_up]
        unchanged = {
            item.image_id: item.known.content_hash
            for item in new
            if item.known is not None
            and item.known.content_hash is not None
            and self._is_unchanged(item, item.known)
        }
        found = self._known_here(unchanged)
        if self._elsewhere is not None:
            found |= self._elsewhere.by_image(
                (item.image_id, unchanged.get(item.image_id))
                for item in new
                # Examples from outside the folder, whose numbers are negative, are in no list.
                if item.image_id >= 0
                and item.image_id not in found
                and (item.known is None or item.image_id in unchanged)
            )
        return found

    def alike(self, vectors: Vector) -> Vector:
        """Scale embeddings to length 1 where those made elsewhere have it.

        Parameters
        ----------
        vectors : ndarray, shape (n, d), float32
            From any of the three sources.
        """
        if self._elsewhere is None or not self._elsewhere.unit_length:
            return vectors
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.where(lengths > 0, lengths, 1), dtype=np.float32)

    def read(self, item: EmbedItem) -> ReadImage:
        """Read a file, hash it, and decode it if its embedding is not at hand.

        Whatever is wrong with a file becomes a record with a reason.

        Raises
        ------
        EmbeddingsError
            When what was made elsewhere cannot be read any more.
        """
        try:
            read = self._read(item)
            if read.info.status is not FileStatus.MISSING or read.folder_is_gone:
                return read
            # The folder may have come back after the file was not found, and before the folder was
            # looked for.
            return self._read(item)
        except EmbeddingsError:
            raise
        except MemoryError:
            reason = LITTLE_MEMORY_FOR_IMAGE
        except Exception:  # noqa: BLE001 - logged, and told
            # The last line of defence: no file may cost its neighbours their embeddings.
            _log.exception("reading %r failed", item.path)
            reason = NOT_MADE_READY
        return ReadImage(FileInfo(item.image_id, FileStatus.FAILED, reason))

    def _read(self, item: EmbedItem) -> ReadImage:
        path = self._path(item)
        info = FileInfo(item.image_id, FileStatus.READY)
        try:
            # Before reading, so that a file which changes meanwhile is read again the next time.
            size_bytes, mtime_ns = _size_and_time(path)
            with room_to_read(Path(path)):
                data = read_file(Path(path))
                digest = content_hash(data)
                info = replace(info, content_hash=digest, size_bytes=size_bytes, mtime_ns=mtime_ns)
                vector = self._known_by_content(digest)
                if vector is not None or self._absent:
                    return ReadImage(info, vector=vector)
                decoded = decode_for_encoder(data, target_px=self._target_px)
                del data
        except (MissingImageError, UnreadableImageError) as error:
            missing = isinstance(error, MissingImageError)
            status = FileStatus.MISSING if missing else FileStatus.FAILED
            # Examples, whose numbers are negative, lie in folders of their own.
            is_gone = item.image_id >= 0 and not folder_is_there(self._root)
            return ReadImage(
                replace(info, status=status, reason=error.what), folder_is_gone=is_gone
            )
        except ImageError as error:
            return ReadImage(replace(info, status=FileStatus.FAILED, reason=error.what))
        info = replace(info, width_px=decoded.width_px, height_px=decoded.height_px)
        # The decoded image is large; what is prepared is all that waits in line.
        prepare = self._prepare
        return ReadImage(info, decoded.image if prepare is None else prepare(decoded.image))

    def _known_here(self, hashes: dict[ImageId, bytes]) -> dict[ImageId, Vector]:
        if self._cache is None or not hashes:
            return {}
        found = self._kept(list(hashes.values()))
        return {image_id: found[digest] for image_id, digest in hashes.items() if digest in found}

    def _known_by_content(self, digest: bytes) -> Vector | None:
        found = self._kept([digest])
        if digest in found:
            return found[digest]
        return None if self._elsewhere is None else self._elsewhere.with_content(digest)

    def _kept(self, hashes: list[bytes]) -> dict[bytes, Vector]:
        """Return what the cache holds of this encoder; what cannot be its is as if not there."""
        if self._cache is None:
            return {}
        found = self._cache.get_many(self._encoder_id, hashes)
        return {digest: row for digest, row in found.items() if row.shape == (self._dim,)}

    def _is_unchanged(self, item: EmbedItem, known: FileInfo) -> bool:
        found = _size_and_time(self._path(item))
        return found != _UNKNOWN and found == (known.size_bytes, known.mtime_ns)

    def _path(self, item: EmbedItem) -> str:
        # Not through Path: it takes longer than asking the file system, a hundred thousand times.
        return os.path.join(self._root, item.path)  # noqa: PTH118


def _size_and_time(path: str) -> tuple[int, int]:
    """Return size in bytes and time in ns of a file; nought when it cannot be asked."""
    try:
        status = os.stat(path)  # noqa: PTH116 - as in _path
    except (OSError, ValueError):
        return _UNKNOWN
    return status.st_size, status.st_mtime_ns
