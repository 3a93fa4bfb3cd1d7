"""Embed all images of a folder into one table, as a job."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import FolderError
from iaia_desktop.core.saying import Saying
from iaia_desktop.core.types import ImageId, Vector
from iaia_desktop.encoders.base import Encoder
from iaia_desktop.export.manifest_in import ExportedFolders
from iaia_desktop.export.names import shown
from iaia_desktop.images.formats import NOT_TAKEN
from iaia_desktop.images.scan import scan_folder
from iaia_desktop.jobs.embed import EmbeddedBatch, EmbedRequest, embed_job
from iaia_desktop.jobs.embed_queue import EmbedItem, EmbedQueue
from iaia_desktop.jobs.progress import Progress
from iaia_desktop.store.embedding_cache import EmbeddingCache
from iaia_desktop.store.matched_embeddings import MatchedEmbeddings

NOT_EMBEDDED = Saying("not embedded elsewhere, and the encoder is not on this machine")
"""Why an image has no embedding beside those that were made elsewhere."""


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
    hashes : tuple of bytes, length n, or None
        Their content hashes, in the same order; None when not all files were read.
    """

    rows: tuple[int, ...]
    vectors: Vector
    failed: tuple[FailedFile, ...]
    hashes: tuple[bytes, ...] | None = None


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
    spec : str
        The spec string that loads it again.
    hashes : tuple of bytes, length n, or None
        The content hash of each image.
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
    spec: str
    hashes: tuple[bytes, ...] | None
    found: int
    failed: tuple[FailedFile, ...]
    problems: tuple[FailedFile, ...]


def embed_folder_job(
    folder: Path,
    encoder: Encoder,
    cache: EmbeddingCache | None,
    cancel: CancelToken,
    *,
    relative_to: Path | None = None,
) -> Generator[Progress, None, FolderEmbeddings]:
    """Embed all images below a folder.

    The result is in natural order of paths, whatever the order in which the images were done.

    Parameters
    ----------
    relative_to : Path or None
        The folder that the paths of the result start from: this one, or one above it.

    Raises
    ------
    FolderError
        When the folder is missing, is a file, may not be read, or holds no image.
    EncoderError
        When the encoder cannot work on this machine.
    CancelledError
        When the token is set.
    """
    beginning = beginning_below(folder, relative_to)
    found = yield from find_images(folder, cancel)
    embedded = yield from embed_files(
        folder, found.paths, encoder, cache, cancel, text=Saying("Embedding the images")
    )
    # A folder stands for a class only if no image lies beside the class folders.
    names = class_folder_names(folder, found.paths)
    return FolderEmbeddings(
        paths=tuple(beginning + found.paths[row] for row in embedded.rows),
        vectors=embedded.vectors,
        labels=None if names is None else tuple(names[row] for row in embedded.rows),
        encoder_id=encoder.encoder_id,
        spec=encoder.spec,
        hashes=embedded.hashes,
        found=len(found.paths),
        failed=embedded.failed,
        problems=found.problems,
    )


def beginning_below(folder: Path, relative_to: Path | None) -> str:
    """Return what leads from one folder to another below it, with a slash at its end; or "".

    Raises
    ------
    FolderError
        When it does not lie below.
    """
    if relative_to is None:
        return ""
    try:
        below = Path(os.path.realpath(folder)).relative_to(os.path.realpath(relative_to))
    except ValueError as error:
        raise FolderError(
            Saying(
                "“{folder}” does not lie in “{above}”.",
                folder=shown(folder),
                above=shown(relative_to),
            ),
            Saying("Name a folder above that of the images."),
        ) from error
    text = below.as_posix()
    return "" if text == "." else f"{text}/"


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
        yield Progress(len(paths), 0, Saying("Looking for images"))
    if not paths:
        raise FolderError(
            _nothing_found(folder, ignored, len(problems)),
            Saying("Choose the folder that holds the pictures, or one above it."),
        )
    return FoundImages(tuple(paths), tuple(problems))


def _nothing_found(folder: Path, others: int, hidden: int) -> Saying:
    words = [Saying("There are no images in “{folder}”.", folder=shown(folder))]
    if others:
        held = Saying.counted(others, "It holds 1 other file.", "It holds {n:,} other files.")
        words += [held, NOT_TAKEN]
    if hidden:
        words.append(
            Saying.counted(
                hidden,
                "1 of its folders may not be read.",
                "{n:,} of its folders may not be read.",
            )
        )
    return Saying.joined(words)


def class_folder_names(folder: Path, paths: Sequence[str]) -> tuple[str, ...] | None:
    """Return the class of each path when all lie in class folders, else None.

    The class is the folder at the first level; in a folder that this program exported, the class
    that the folder was made for.
    """
    if not all("/" in path for path in paths):
        return None
    exported = ExportedFolders.read(folder)
    names = tuple(exported.class_of(path) or "" for path in paths)
    return names if all(names) else None


def embed_files(
    root: Path,
    paths: Sequence[str],
    encoder: Encoder,
    cache: EmbeddingCache | None,
    cancel: CancelToken,
    *,
    text: str,
    elsewhere: MatchedEmbeddings | None = None,
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
    elsewhere : MatchedEmbeddings or None
        Embeddings made elsewhere, by place in the list.

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
    hashes: dict[int, bytes] = {}
    for batch in embed_items(root, items, encoder, cache, cancel, elsewhere):
        vectors.update(zip(batch.image_ids, batch.vectors, strict=True))
        embedded = set(batch.image_ids)
        for info in batch.files:
            if info.image_id not in embedded:
                reason = info.reason or NOT_EMBEDDED
                failed[info.image_id] = FailedFile(paths[info.image_id], reason)
            elif info.content_hash is not None:
                hashes[info.image_id] = info.content_hash
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
        hashes=tuple(hashes[row] for row in rows) if len(hashes) == len(rows) else None,
    )


def embed_items(
    root: Path,
    items: Sequence[EmbedItem],
    encoder: Encoder,
    cache: EmbeddingCache | None,
    cancel: CancelToken,
    elsewhere: MatchedEmbeddings | None = None,
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
    request = EmbedRequest(root, encoder, cache, queue, elsewhere=elsewhere)
    with closing(embed_job(request, cancel)) as batches:
        yield from batches
