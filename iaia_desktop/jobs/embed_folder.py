"""Embed all images of a folder into one table, and keep it as a file, as a job."""

from __future__ import annotations

import os
import secrets
import zipfile
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import ExportError, FolderError
from iaia_desktop.core.types import ImageId, Vector
from iaia_desktop.encoders.base import Encoder
from iaia_desktop.export.manifest_in import ExportedFolders
from iaia_desktop.export.names import shown
from iaia_desktop.images.scan import scan_folder
from iaia_desktop.jobs.embed import EmbeddedBatch, EmbedRequest, embed_job
from iaia_desktop.jobs.embed_queue import EmbedItem, EmbedQueue
from iaia_desktop.jobs.progress import Progress
from iaia_desktop.store.embedding_cache import EmbeddingCache

EMBEDDINGS_SUFFIX = ".npz"
"""How the name of a file of embeddings ends."""

_ARRAYS = frozenset({"embeddings", "paths", "encoder"})


@dataclass(frozen=True, slots=True)
class FailedFile:
    """A file, or a folder, that could not be read.

    Attributes
    ----------
    path : str
        Relative to the folder that was given; may hold surrogate escapes.
    reason : str
        Short, for a list.
    """

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class FoundImages:
    """What a folder holds.

    Attributes
    ----------
    paths : tuple of str
        The images in natural order, relative to the folder.
    problems : tuple of FailedFile
        Subfolders that may not be read.
    """

    paths: tuple[str, ...]
    problems: tuple[FailedFile, ...]


@dataclass(frozen=True, slots=True)
class EmbeddedFiles:
    """The embeddings of a list of files.

    Attributes
    ----------
    rows : tuple of int, length n
        Places in the list of those that could be read, ascending.
    vectors : ndarray, shape (n, d), float32
        Their embeddings, in the same order.
    failed : tuple of FailedFile
        The others.
    """

    rows: tuple[int, ...]
    vectors: Vector
    failed: tuple[FailedFile, ...]


@dataclass(frozen=True, slots=True)
class FolderEmbeddings:
    """The embeddings of a folder.

    Attributes
    ----------
    paths : tuple of str, length n
        The images that could be read, in natural order, relative to the folder.
    vectors : ndarray, shape (n, d), float32
        Their embeddings.
    labels : tuple of str, length n, or None
        The class of each, where every image of the folder lies in a class folder.
    encoder_id : str
        The encoder that made the embeddings.
    found : int
        Images in the folder, those included that could not be read.
    failed : tuple of FailedFile
        Images that could not be read.
    problems : tuple of FailedFile
        Subfolders that may not be read.
    """

    paths: tuple[str, ...]
    vectors: Vector
    labels: tuple[str, ...] | None
    encoder_id: str
    found: int
    failed: tuple[FailedFile, ...]
    problems: tuple[FailedFile, ...]


def embed_folder_job(
    folder: Path, encoder: Encoder, cache: EmbeddingCache | None, cancel: CancelToken
) -> Generator[Progress, None, FolderEmbeddings]:
    """Embed all images below a folder.

    The result is in natural order of paths, whatever the order in which the images were done.

    Raises
    ------
    FolderError
        When the folder is missing, is a file, may not be read, or holds no image.
    EncoderError
        When the encoder cannot work on this machine.
    CancelledError
        When the token is set.
    """
    found = yield from find_images(folder, cancel)
    embedded = yield from embed_files(
        folder, found.paths, encoder, cache, cancel, text="Embedding the images"
    )
    # A folder stands for a class only if no image lies beside the class folders.
    names = class_folder_names(folder, found.paths)
    return FolderEmbeddings(
        paths=tuple(found.paths[row] for row in embedded.rows),
        vectors=embedded.vectors,
        labels=None if names is None else tuple(names[row] for row in embedded.rows),
        encoder_id=encoder.encoder_id,
        found=len(found.paths),
        failed=embedded.failed,
        problems=found.problems,
    )


def find_images(folder: Path, cancel: CancelToken) -> Generator[Progress, None, FoundImages]:
    """List the images of a folder that should hold some.

    Raises
    ------
    FolderError
        When the folder is missing, is a file, may not be read, or holds no image.
    CancelledError
        When the token is set.
    """
    paths: list[str] = []
    problems: list[FailedFile] = []
    ignored = 0
    for batch in scan_folder(folder, cancel=cancel):
        paths.extend(batch.paths)
        problems.extend(FailedFile(row.path, row.reason) for row in batch.problems)
        ignored += batch.ignored
        yield Progress(len(paths), 0, "Looking for images")
    if not paths:
        others = f" It holds {ignored:,} other files." if ignored else ""
        hidden = f" {len(problems):,} of its folders may not be read." if problems else ""
        raise FolderError(
            f"There are no images in “{shown(folder)}”.{others}{hidden}",
            "Choose the folder that holds the pictures, or one above it.",
        )
    return FoundImages(tuple(paths), tuple(problems))


def class_folder_names(folder: Path, paths: Sequence[str]) -> tuple[str, ...] | None:
    """Return the class of each path when all lie in class folders, else None.

    The class is the folder at the first level; in a folder that this program exported, the class
    that the folder was made for.
    """
    if not all("/" in path for path in paths):
        return None
    exported = ExportedFolders.read(folder)
    names = tuple(exported.class_of(path) for path in paths)
    return names if all(names) else None


def embed_files(
    root: Path,
    paths: Sequence[str],
    encoder: Encoder,
    cache: EmbeddingCache | None,
    cancel: CancelToken,
    *,
    text: str,
) -> Generator[Progress, None, EmbeddedFiles]:
    """Embed files, and return the embeddings in the order of the list.

    Parameters
    ----------
    root : Path
        The folder that the paths start from.
    paths : sequence of str
        Relative, posix separators.
    text : str
        What the progress says is being done.

    Raises
    ------
    EncoderError
        When the encoder cannot work on this machine.
    CancelledError
        When the token is set.
    """
    vectors: dict[int, Vector] = {}
    failed: dict[int, FailedFile] = {}
    items = [EmbedItem(ImageId(row), path) for row, path in enumerate(paths)]
    yield Progress(0, len(paths), text)
    for batch in embed_items(root, items, encoder, cache, cancel):
        vectors.update(zip(batch.image_ids, batch.vectors, strict=True))
        embedded = set(batch.image_ids)
        for info in batch.files:
            if info.image_id not in embedded:
                failed[info.image_id] = FailedFile(paths[info.image_id], info.reason)
        yield Progress(len(vectors) + len(failed), len(paths), text)
    rows = tuple(sorted(vectors))
    return EmbeddedFiles(
        rows=rows,
        vectors=(
            np.stack([vectors[row] for row in rows])
            if rows
            else np.zeros((0, encoder.dim), dtype=np.float32)
        ),
        failed=tuple(failed[row] for row in sorted(failed)),
    )


def embed_items(
    root: Path,
    items: Sequence[EmbedItem],
    encoder: Encoder,
    cache: EmbeddingCache | None,
    cancel: CancelToken,
) -> Iterator[EmbeddedBatch]:
    """Run the embedding pipeline over images that are all known beforehand.

    Yields
    ------
    EmbeddedBatch
        In the order in which they are done.
    """
    queue = EmbedQueue()
    queue.add(items)
    queue.close()
    with closing(embed_job(EmbedRequest(root, encoder, cache, queue), cancel)) as batches:
        yield from batches


def check_embeddings_path(path: Path) -> None:
    """Refuse a name under which embeddings must not be kept.

    Raises
    ------
    ExportError
        When the name does not end in ``.npz``, is that of a folder, or of a file that holds
        anything but embeddings.
    """
    if path.suffix.lower() != EMBEDDINGS_SUFFIX:
        raise ExportError(
            f"“{shown(path)}” does not end in {EMBEDDINGS_SUFFIX}.",
            "Give the file such a name; numpy.load reads it.",
        )
    if path.is_dir():
        raise ExportError(f"“{shown(path)}” is a folder.", "Choose another name for the file.")
    if os.path.lexists(path) and not _holds_embeddings(path):
        raise ExportError(
            f"There is a file “{shown(path)}” already, and it holds no embeddings.",
            "Choose another name; only a file of embeddings is replaced.",
        )


def save_embeddings(path: Path, result: FolderEmbeddings) -> None:
    """Write embeddings to a file, whole or not at all.

    The file is made for ``numpy.load`` and needs no pickle: ``embeddings`` float32 (n, d),
    ``paths`` text (n,), ``encoder`` text (), and ``labels`` text (n,) where there are classes.
    Names that are not UTF-8 hold surrogate escapes.

    Raises
    ------
    ExportError
        When it cannot be written; a file that was there stays as it was.
    """
    check_embeddings_path(path)
    embeddings = np.ascontiguousarray(result.vectors, dtype=np.float32)
    paths = np.array(result.paths, dtype=np.str_)
    encoder = np.array(result.encoder_id, dtype=np.str_)
    # Beside the target, so that the last step is a rename within one file system.
    unfinished = path.with_name(f".{secrets.token_hex(4)}.unfinished")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with unfinished.open("xb") as file:
            if result.labels is None:
                np.savez(file, embeddings=embeddings, paths=paths, encoder=encoder)
            else:
                labels = np.array(result.labels, dtype=np.str_)
                np.savez(file, embeddings=embeddings, paths=paths, encoder=encoder, labels=labels)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except OSError as error:
        raise ExportError(
            f"The embeddings could not be written to “{shown(path)}” ({error.strerror or error}).",
            "See that there is room and that you may write there.",
        ) from error
    finally:
        with suppress(OSError):
            unfinished.unlink()


def _holds_embeddings(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            names = {name.removesuffix(".npy") for name in archive.namelist()}
    except (OSError, ValueError, zipfile.BadZipFile):
        return False
    return names >= _ARRAYS
