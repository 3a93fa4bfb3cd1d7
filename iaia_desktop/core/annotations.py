"""What is decided about every image, and the classes: looked at freely, changed by decisions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.column import Column
from iaia_desktop.core.duplicates import ContentIndex, note_content, note_decision
from iaia_desktop.core.errors import DecisionError
from iaia_desktop.core.file_table import FileTable, ImageColumns
from iaia_desktop.core.names import normalise_name
from iaia_desktop.core.saying import Saying
from iaia_desktop.core.types import (
    UNDECIDED,
    AnnotationClass,
    ClassId,
    Decision,
    FileInfo,
    FileStatus,
    ImageId,
    ImageState,
    Verdict,
)


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """What a decision changed, so that views repaint only that."""

    images: frozenset[ImageId] = frozenset()
    classes: frozenset[ClassId] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class AnnotationSnapshot:
    """All images at one moment, each sequence by image id."""

    paths: tuple[str, ...]
    verdicts: tuple[Verdict, ...]
    files: Sequence[FileInfo]


class Annotations:
    """Hold what is decided about every image, and the classes."""

    def __init__(self) -> None:
        self._paths: list[str] = []
        self._verdicts: list[Verdict] = []
        self._files = FileTable()
        self.contents = ContentIndex()
        self._classes: dict[ClassId, AnnotationClass] = {}
        self._by_name: dict[str, AnnotationClass] | None = None
        self._next_class_id = ClassId(1)
        self._members: dict[ClassId, dict[ImageId, None]] = {}
        self._state_counts: Counter[ImageState] = Counter()
        self._status_counts: Counter[FileStatus] = Counter()
        self._verdict_pool: dict[Verdict, Verdict] = {UNDECIDED: UNDECIDED}
        self._decided = Column()

    # --- images -------------------------------------------------------------------------------

    def add_image(
        self, path: str, verdict: Verdict = UNDECIDED, file: FileInfo | None = None
    ) -> ImageId:
        """Add an image at the end and return its id (dense, from 0)."""
        image_id = ImageId(len(self._paths))
        self._paths.append(path)
        if file is None:
            self._files.append_unread(1)
        else:
            self._files.append(file)
            self.contents.move(image_id, None, file.content_hash)
        self._verdicts.append(UNDECIDED)
        self._state_counts[ImageState.UNLABELLED] += 1
        self._status_counts[self._files.status(image_id)] += 1
        if verdict != UNDECIDED:
            self._set_verdict(image_id, verdict)
        return image_id

    def restore_images(self, images: ImageColumns) -> None:
        """Take over the images of a stored session, before there are any; O(n), and quick.

        Raises
        ------
        ValueError
            When there are images already, or the columns differ in length.
        """
        if self._paths or len(images.paths) != len(images.verdicts):
            raise ValueError("images come over an empty session, each with its verdict")
        files = FileTable.of(images.files)
        if len(files) != len(images.paths):
            raise ValueError("the columns about images differ in length")
        if not images.paths:
            return
        self._paths, self._files = images.paths, files
        self._status_counts = Counter({status: files.count(status) for status in FileStatus})
        self.contents = ContentIndex(files.content_hashes())
        distinct = [self._verdict_pool.setdefault(each, each) for each in images.distinct]
        self._verdicts = list(map(distinct.__getitem__, images.verdicts.tolist()))
        counts = np.bincount(images.verdicts, minlength=len(distinct)).tolist()
        for verdict, count in zip(distinct, counts, strict=True):
            self._state_counts[verdict.state] += count
        undecided = [each.state is ImageState.UNLABELLED for each in distinct]
        decided = np.flatnonzero(~np.array(undecided, dtype=bool)[images.verdicts])
        self._decided.put(decided.tolist(), 1)
        class_ids = np.array([each.class_id or 0 for each in distinct], dtype=np.int64)
        class_of = class_ids[images.verdicts]
        by_class = np.argsort(class_of, kind="stable")
        found, starts = np.unique(class_of[by_class], return_index=True)
        for class_id, ids in zip(
            found.tolist(), np.split(by_class, starts[1:].tolist()), strict=True
        ):
            if class_id:
                self._members[ClassId(class_id)] = dict.fromkeys(ids.tolist())

    def __len__(self) -> int:
        return len(self._paths)

    def path(self, image_id: ImageId) -> str:
        """Return the image's path relative to the session's folder, posix separators."""
        return self._paths[image_id]

    def set_path(self, image_id: ImageId, path: str) -> None:
        """Note that the image's file was renamed."""
        self._paths[image_id] = path

    def paths(self) -> Sequence[str]:
        """Return all paths, by image id. Not to be changed by the caller."""
        return self._paths

    def file(self, image_id: ImageId) -> FileInfo:
        """Return what is known about the image's file."""
        return self._files[image_id]

    def status(self, image_id: ImageId) -> FileStatus:
        """Return the status of the image's file; quicker than all that is known about it."""
        return self._files.status(image_id)

    def content_hash(self, image_id: ImageId) -> bytes | None:
        """Return the content hash of the image's file, or None; quicker than all about it."""
        return self._files.content_hash(image_id)

    def set_file(self, info: FileInfo) -> None:
        """Note what reading the image's file told."""
        before = self._files[info.image_id]
        self._status_counts[before.status] -= 1
        self._status_counts[info.status] += 1
        self._files.put(info.image_id, info)
        if info.content_hash != before.content_hash:
            self.contents.move(info.image_id, before.content_hash, info.content_hash)
            note_content(self, info.image_id)

    def snapshot(self) -> AnnotationSnapshot:
        """Return what is known and decided about all images now, for another thread to read."""
        return AnnotationSnapshot(tuple(self._paths), tuple(self._verdicts), self._files.copy())

    def verdict(self, image_id: ImageId) -> Verdict:
        """Return what is decided about the image."""
        return self._verdicts[image_id]

    def are_decided(self, count: int) -> npt.NDArray[np.bool_]:
        """Return of the first images whether each has a decision, shape (count,)."""
        decided: npt.NDArray[np.bool_] = self._decided.first(count) != 0
        return decided

    def images(self) -> Iterable[ImageId]:
        """Return all image ids, ascending."""
        return (ImageId(number) for number in range(len(self._paths)))

    def count_state(self, state: ImageState) -> int:
        """Return how many images are in this state."""
        return self._state_counts[state]

    def count_status(self, status: FileStatus) -> int:
        """Return how many images' files have this status."""
        return self._status_counts[status]

    def problems(self) -> list[FileInfo]:
        """Return the files that failed or are missing, by image id."""
        bad = self._files.with_status(FileStatus.FAILED, FileStatus.MISSING)
        return [self._files[number] for number in bad]

    # --- classes ------------------------------------------------------------------------------

    def restore_classes(self, classes: Iterable[AnnotationClass], next_class_id: ClassId) -> None:
        """Take over the classes of a stored session."""
        for row in classes:
            self._classes[row.class_id] = row
            self._members.setdefault(row.class_id, {})
        self._by_name = None
        self._next_class_id = next_class_id

    def classes(self) -> list[AnnotationClass]:
        """Return the living classes, oldest first."""
        return [self._classes[class_id] for class_id in sorted(self._classes)]

    def has_class(self, class_id: ClassId) -> bool:
        """Return whether the class lives."""
        return class_id in self._classes

    def class_of(self, class_id: ClassId) -> AnnotationClass:
        """Return a living class.

        Raises
        ------
        DecisionError
            When it does not exist (any more).
        """
        try:
            return self._classes[class_id]
        except KeyError:
            raise DecisionError(
                Saying("That class does not exist any more."), Saying("Choose another one.")
            ) from None

    def class_named(self, name: str) -> AnnotationClass | None:
        """Return the class with this name, however either is spaced or composed, or None."""
        by_name = self.by_name()
        return by_name.get(name) or by_name.get(normalise_name(name))

    def by_name(self) -> Mapping[str, AnnotationClass]:
        """Return the living classes by name, also by the spelling in which names are kept now.

        A session file that was made elsewhere may hold others; its own spelling comes first.
        """
        if self._by_name is None:
            rows = self.classes()
            found = {row.name: row for row in rows}
            for row in rows:
                found.setdefault(normalise_name(row.name), row)
            self._by_name = found
        return self._by_name

    def class_with_key(self, key: str) -> AnnotationClass | None:
        """Return the class with this key, capital or small, or None."""
        wanted = key.lower()
        return next((row for row in self._classes.values() if row.key and row.key == wanted), None)

    def members(self, class_id: ClassId) -> Sequence[ImageId]:
        """Return the images with this label, in the order in which they got it.

        In a session that was reopened, those from before come first, by image id.
        """
        return list(self._members.get(class_id, ()))

    def count_members(self, class_id: ClassId) -> int:
        """Return how many images have this label."""
        return len(self._members.get(class_id, ()))

    # --- decisions ----------------------------------------------------------------------------

    def apply(self, decision: Decision) -> ChangeSet:
        """Apply a decision that is committed.

        Raises
        ------
        ValueError
            When the decision does not start from the present state, or makes no sense there: a
            bug, never the person's fault. Nothing is changed then.
        """
        self.require_fitting(decision)
        if decision.classes:
            self._by_name = None
        for class_change in decision.classes:
            if class_change.after is None:
                del self._classes[class_change.class_id]
            else:
                self._classes[class_change.class_id] = class_change.after
                self._next_class_id = ClassId(max(self._next_class_id, class_change.class_id + 1))
        for change in decision.images:
            self._set_verdict(change.image_id, change.after)
        note_decision(self, decision)
        touched = {change.class_id for change in decision.classes}
        for change in decision.images:
            touched.update(
                verdict.class_id
                for verdict in (change.before, change.after)
                if verdict.class_id is not None
            )
        return ChangeSet(
            frozenset(change.image_id for change in decision.images), frozenset(touched)
        )

    def require_fitting(self, decision: Decision) -> None:
        """Raise ValueError unless the decision starts from the present state and makes sense.

        To be asked before a decision is committed, so that disk and memory never part.
        """
        self._require_fitting_classes(decision)
        self._require_fitting_images(decision)

    def _require_fitting_classes(self, decision: Decision) -> None:
        """Raise ValueError unless the classes are as the decision says they were before."""
        if len({change.class_id for change in decision.classes}) != len(decision.classes):
            raise ValueError("a decision changes a class twice")
        for change in decision.classes:
            if self._classes.get(change.class_id) != change.before:
                raise ValueError(
                    f"class {change.class_id} is {self._classes.get(change.class_id)}, "
                    f"the decision expects {change.before}"
                )

    def _require_fitting_images(self, decision: Decision) -> None:
        """Raise ValueError unless the images are as expected, and every label finds its class."""
        created = {change.class_id for change in decision.classes if change.before is None}
        gone = {change.class_id for change in decision.classes if change.after is None}
        leaving: Counter[ClassId] = Counter()
        seen: set[ImageId] = set()
        for change in decision.images:
            image_id, after = change.image_id, change.after.class_id
            if not 0 <= image_id < len(self._verdicts) or image_id in seen:
                raise ValueError(f"there is no image {image_id}, or the decision has it twice")
            seen.add(image_id)
            if self._verdicts[image_id] != change.before:
                raise ValueError(
                    f"image {image_id} is {self._verdicts[image_id]}, "
                    f"the decision expects {change.before}"
                )
            lives = after in created or (after in self._classes and after not in gone)
            if after is not None and not lives:
                raise ValueError(f"image {image_id} gets class {after}, which does not exist")
            if change.before.class_id is not None:
                leaving[change.before.class_id] += 1
        for class_id in gone:
            if leaving[class_id] != self.count_members(class_id):
                raise ValueError(f"class {class_id} would go and leave images behind")

    def _set_verdict(self, image_id: ImageId, verdict: Verdict) -> None:
        # One shared object for each distinct verdict: 100,000 images need no 100,000 objects.
        verdict = self._verdict_pool.setdefault(verdict, verdict)
        before = self._verdicts[image_id]
        if before.class_id is not None:
            self._members[before.class_id].pop(image_id, None)
        if verdict.class_id is not None:
            self._members.setdefault(verdict.class_id, {})[image_id] = None
        if before.state is not verdict.state:
            self._decided.put(image_id, verdict.state is not ImageState.UNLABELLED)
            self._state_counts[before.state] -= 1
            self._state_counts[verdict.state] += 1
        self._verdicts[image_id] = verdict
