"""What an export is asked for, what it says on the way, and what it reports at the end."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from iaia_desktop.core.types import ImageState
from iaia_desktop.export.overlap import GuardedFolder


class ExportMode(enum.StrEnum):
    """How image files get into the folders of their classes."""

    COPY = "copy"
    HARDLINK = "hardlink"
    SYMLINK = "symlink"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class ExportRow:
    """All that an export needs to know about one image.

    Attributes
    ----------
    path : str
        Relative to the source folder, posix separators; may hold surrogate escapes.
    source : Path
        The file, inside the source folder.
    state : ImageState
        Only LABELLED rows are exported; the others are listed.
    class_name : str or None
        The label; None exactly when the image has none.
    by : str or None
        ``human`` or ``machine``.
    suggested_class : str or None
        The class that was nearest when the label was given.
    suggested_new : bool or None
        Whether "new class" was suggested.
    distance, epsilon : float or None
        Distance to the nearest prototype, and the threshold in force.
    encoder_id : str or None
        The encoder that made the suggestion.
    content_hash : str or None
        BLAKE2b-128 of the file's bytes in hexadecimal, as it was when labelled.
    size_bytes, mtime_ns : int
        Of the file when that hash was taken; 0 when nobody knows.
    decided_at : float or None
        Seconds since the epoch, UTC.
    """

    path: str
    source: Path
    state: ImageState
    class_name: str | None = None
    by: str | None = None
    suggested_class: str | None = None
    suggested_new: bool | None = None
    distance: float | None = None
    epsilon: float | None = None
    encoder_id: str | None = None
    content_hash: str | None = None
    decided_at: float | None = None
    size_bytes: int = 0
    mtime_ns: int = 0

    def __post_init__(self) -> None:
        if (self.state is ImageState.LABELLED) != (self.class_name is not None):
            raise ValueError(f"a label needs a class, and only a label has one: {self}")


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """Everything an export does, fixed before it starts.

    Attributes
    ----------
    root : Path
        The source folder; nothing in it is ever written.
    output : Path
        A new or empty folder that neither lies in the source folder nor contains it.
    mode : ExportMode
        How files are placed.
    rows : tuple of ExportRow
        Every image of the session, in any order.
    validation_share : float
        Share of each class that goes to ``validation/``, from 0 (no split) to 0.9.
    seed : int
        Of the split; 0 or more.
    huggingface : bool
        Whether to write the ``metadata.csv`` of the Hugging Face ``imagefolder``.
    session : str
        The session file: its unfinished export to the same output is gone on with.
    verify : bool
        Whether every file is read back from the disk.
    anew : bool
        Whether an unfinished export is thrown away first.
    started_at : float
        Seconds since the epoch, UTC.
    guarded : tuple of GuardedFolder
        Further folders in which no export may lie.
    """

    root: Path
    output: Path
    mode: ExportMode
    rows: tuple[ExportRow, ...]
    validation_share: float = 0.0
    seed: int = 0
    huggingface: bool = True
    session: str = ""
    verify: bool = False
    anew: bool = False
    started_at: float = 0.0
    guarded: tuple[GuardedFolder, ...] = ()

    def __post_init__(self) -> None:
        if len({row.path for row in self.rows}) != len(self.rows):
            raise ValueError("two rows of an export have the same path")


@dataclass(frozen=True, slots=True)
class ExportProgress:
    """Say how far an export is.

    Attributes
    ----------
    done, total : int
        Images finished, and images in all.
    text : str
        What is being done, for the person; a ``Saying``.
    done_bytes, total_bytes : int
        Bytes that were copied or read back, and all of them; a total of 0 where none are.
    """

    done: int
    total: int
    text: str = ""
    done_bytes: int = 0
    total_bytes: int = 0


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What an export did.

    Attributes
    ----------
    exported : int
        Images that arrived; in the labels-only mode, labels in the tables.
    per_class : mapping of str to int
        The same by class name, in alphabetical order.
    unlabelled, skipped, discarded : int
        Images left out, by their state; ``not_exported.csv`` lists them.
    failed : tuple of (str, str)
        Path and reason of each labelled image whose file did not arrive; reasons are sayings.
    output : Path
        The finished folder, absolute.
    folders : mapping of str to str
        Folder name of each class; empty in the labels-only mode.
    per_split : mapping of str to int
        Images in ``train`` and ``validation``; empty without a split.
    notes : tuple of str
        Sentences for the person (a fall back to copying, say); sayings.
    verified : int
        Files whose bytes have the hash that the image had when it was labelled, or were read back
        from the disk.
    resumed : int
        Files that were there already from an unfinished export.
    """

    exported: int
    per_class: Mapping[str, int]
    unlabelled: int
    skipped: int
    discarded: int
    failed: tuple[tuple[str, str], ...]
    output: Path
    folders: Mapping[str, str] = field(default_factory=dict)
    per_split: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    verified: int = 0
    resumed: int = 0
