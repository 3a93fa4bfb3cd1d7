"""What an earlier export says about its folders: which class each one stands for."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Self

from iaia_desktop.export.manifest import LABELS_JSONL


@dataclass(frozen=True, slots=True)
class ExportedFolders:
    """Class names by folder, and the folders of a split; both empty for a foreign folder.

    Attributes
    ----------
    classes : dict of str to str
        Relative folder (posix separators) to class name.
    splits : frozenset of str
        Folders at the first level that are parts of a split, not classes.
    """

    classes: dict[str, str] = field(default_factory=dict)
    splits: frozenset[str] = frozenset()

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read ``labels.jsonl`` in a folder, if there is one of ours.

        Only the folders are taken from it, not the files: a person may have moved files between
        class folders since, and then the folder is right.

        Parameters
        ----------
        folder : Path
            The root of what may be an export.

        Returns
        -------
        ExportedFolders
            Empty when the file is missing, or not one of ours.
        """
        classes: dict[str, str] = {}
        splits: set[str] = set()
        try:
            with (folder / LABELS_JSONL).open(encoding="utf-8") as lines:
                for line in lines:
                    record = json.loads(line)
                    exported, class_name = record["exported"], record["class"]
                    split = record["split"]
                    if exported:
                        classes[str(PurePosixPath(exported).parent)] = str(class_name)
                    if split:
                        splits.add(str(split))
        except (OSError, ValueError, LookupError, TypeError, RecursionError):
            return cls()
        return cls(classes, frozenset(splits))

    def class_of(self, path: str) -> str:
        """Return the class of a file by the folder that it lies in.

        Parameters
        ----------
        path : str
            Relative to the root, posix separators.

        Returns
        -------
        str
            "" for a file that lies directly in a folder of a split.
        """
        folders = path.split("/")[:-1]
        for depth in range(len(folders), 0, -1):
            class_name = self.classes.get("/".join(folders[:depth]))
            if class_name:
                return class_name
        if folders[0] in self.splits:
            folders = folders[1:]
        return folders[0] if folders else ""
