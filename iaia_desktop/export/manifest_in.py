"""What an earlier export says about its folders: which class each one stands for."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Self

from iaia_desktop.export.manifest import LABELS_JSONL
from iaia_desktop.export.names import collision_key


@dataclass(frozen=True, slots=True)
class ExportedFolders:
    """Class names by folder, and the folders of a split; all empty for a foreign folder.

    Folders and files are known by their collision keys: an export that was copied to another file
    system may come back with its accents composed differently, or in capitals.

    Attributes
    ----------
    classes : dict of str to str
        Key of a relative folder (posix separators) to class name.
    splits : frozenset of str
        Keys of folders at the first level that are parts of a split, not classes.
    sources : dict of str to str
        Key of a file to the path of the image that it was made from.
    """

    classes: dict[str, str] = field(default_factory=dict)
    splits: frozenset[str] = frozenset()
    sources: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read ``labels.jsonl`` in a folder, if there is one of ours.

        Classes are taken from its folders, not its files: a person may have moved files between
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
        sources: dict[str, str] = {}
        try:
            with (folder / LABELS_JSONL).open(encoding="utf-8") as lines:
                for line in lines:
                    record = json.loads(line)
                    exported, class_name = record["exported"], record["class"]
                    split = record["split"]
                    if exported:
                        key = collision_key(exported)
                        classes[str(PurePosixPath(key).parent)] = str(class_name)
                        if "path" in record:
                            sources[key] = str(record["path"])
                    if split:
                        splits.add(collision_key(split))
        except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
            return cls()
        return cls(classes, frozenset(splits), sources)

    def class_of(self, path: str) -> str | None:
        """Return the class of a file by the folder that it lies in.

        Parameters
        ----------
        path : str
            Relative to the root, posix separators.

        Returns
        -------
        str or None
            None for a file that lies directly in a folder of a split.
        """
        folders = path.split("/")[:-1]
        for depth in range(len(folders), 0, -1):
            class_name = self.classes.get(collision_key("/".join(folders[:depth])))
            if class_name is not None:
                return class_name
        if collision_key(folders[0]) in self.splits:
            folders = folders[1:]
        return folders[0] if folders else None

    def source_of(self, path: str) -> str | None:
        """Return the path of the image that an exported file was made from, if it was.

        Parameters
        ----------
        path : str
            Relative to the root, posix separators.
        """
        return self.sources.get(collision_key(path)) if self.sources else None
