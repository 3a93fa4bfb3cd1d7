"""What labelling from examples is asked for, and what it reports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from iaia_desktop.core.method import Method
from iaia_desktop.core.types import Vector
from iaia_desktop.encoders.base import Encoder
from iaia_desktop.jobs.embed_folder import FailedFile
from iaia_desktop.store.embedding_cache import EmbeddingCache
from iaia_desktop.store.foreign_embeddings import ForeignEmbeddings


@dataclass(frozen=True, slots=True)
class AnnotateRequest:
    """What to label, and how; nothing of it changes while the job runs.

    Attributes
    ----------
    folder : Path
        The images to label, absolute.
    examples : Path
        A folder for each class.
    session_path : Path
        The session file: gone on with when it exists, else made.
    encoder : Encoder
        Used by the job's thread alone while it runs.
    cache : EmbeddingCache or None
        Where embeddings are kept between runs.
    palette : sequence of str
        Colours for classes.
    class_keys : str
        Keys for classes.
    method : Method
        Distance and epsilon; AUTOMATIC works epsilon out from the examples.
    clock : callable
        Returns seconds since the epoch, UTC.
    elsewhere : ForeignEmbeddings or None
        Embeddings of the encoder that were made elsewhere.
    """

    folder: Path
    examples: Path
    session_path: Path
    encoder: Encoder
    cache: EmbeddingCache | None
    palette: Sequence[str]
    class_keys: str
    method: Method
    clock: Callable[[], float]
    elsewhere: ForeignEmbeddings | None = None


@dataclass(frozen=True, slots=True)
class AnnotateReport:
    """What became of the folder.

    Attributes
    ----------
    images : int
        Images of the session.
    labelled, unlabelled, skipped, discarded : int
        By state; unlabelled are those that could be read and have no label.
    by_human, by_machine : int
        Who gave the labels.
    classes : dict of str to int
        Labels of each class, oldest class first.
    failed : tuple of FailedFile
        Images that could not be read.
    examples, examples_used : int
        Examples found, and those that could be read.
    examples_failed : tuple of FailedFile
        The other ones, those that are images of the folder left out (they are in ``failed``).
    problems : tuple of FailedFile
        Folders that may not be read.
    encoder_id : str
        The encoder whose embeddings were compared.
    epsilon : float or None
        The threshold that was used; None for none.
    notes : tuple of str
        Sentences for the person.
    """

    images: int
    labelled: int
    unlabelled: int
    skipped: int
    discarded: int
    by_human: int
    by_machine: int
    classes: dict[str, int]
    failed: tuple[FailedFile, ...]
    examples: int
    examples_used: int
    examples_failed: tuple[FailedFile, ...]
    problems: tuple[FailedFile, ...]
    encoder_id: str
    epsilon: float | None
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Taught:
    """What examples outside the folder teach.

    Attributes
    ----------
    class_names : tuple of str, length n
        The class of each example that could be read.
    vectors : ndarray, shape (n, d), float32
        Their embeddings, as the encoder gave them.
    failed : tuple of FailedFile
        Examples that could not be read.
    """

    class_names: tuple[str, ...]
    vectors: Vector
    failed: tuple[FailedFile, ...]
