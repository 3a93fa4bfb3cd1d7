"""What the export and import dialogs take and return, as frozen values."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from iaia_desktop.export.rows import ExportMode


@dataclass(frozen=True, slots=True)
class ExportView:
    """What there is to export.

    Attributes
    ----------
    labelled, classes : int
        Images that go out, and the classes that have any.
    unlabelled, skipped, discarded : int
        Images that stay out.
    folder : str
        The folder to begin with, from the last time; "" for none.
    """

    labelled: int
    classes: int
    unlabelled: int = 0
    skipped: int = 0
    discarded: int = 0
    folder: str = ""


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """What the person wants exported.

    Attributes
    ----------
    folder : str
        Where to.
    mode : ExportMode
        How files get there.
    validation_share : float
        Share of each class for validation, 0 (no split) to 0.5.
    seed : int
        Of the split.
    verify : bool
        Whether every file is read back from the disk.
    anew : bool
        Whether an unfinished export to that folder is thrown away rather than gone on with.
    """

    folder: str
    mode: ExportMode
    validation_share: float = 0.0
    seed: int = 0
    verify: bool = False
    anew: bool = False


@dataclass(frozen=True, slots=True)
class DestinationView:
    """What the export dialog says of the folder that was chosen.

    Attributes
    ----------
    folder : str
        As it was asked for.
    mode : ExportMode
        As it was asked for.
    problem : str
        What stands against it; "" for nothing.
    unfinished : str
        That an export can be gone on with, in a sentence; "" for none.
    room : str
        What is needed and what is free, in a sentence.
    """

    folder: str
    mode: ExportMode
    problem: str = ""
    unfinished: str = ""
    room: str = ""


class ImportSource(enum.StrEnum):
    """Where labels come from."""

    CLASS_FOLDERS = "class_folders"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class ImportChoice:
    """Which labels the person wants imported.

    Attributes
    ----------
    source : ImportSource
        What ``path`` is.
    path : str
        A folder that holds a folder per class, or a table.
    replace_labels : bool
        Whether labels there are already give way.
    """

    source: ImportSource
    path: str
    replace_labels: bool = False
