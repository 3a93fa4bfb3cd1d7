"""The session file: everything a person decided, one SQLite file a session."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Self, TypeVar, cast

from iaia_desktop.core.answers import Answer
from iaia_desktop.core.history import UndoHistory
from iaia_desktop.core.saying import Saying
from iaia_desktop.core.types import (
    AnnotationClass,
    ClassId,
    Decision,
    DecisionKind,
    FileInfo,
    ImageId,
    StoredPrototype,
)
from iaia_desktop.store import journal, live_tables, opening
from iaia_desktop.store.appending import write_decision
from iaia_desktop.store.connection import Asked, never
from iaia_desktop.store.image_columns import StoredImages, read_image_columns
from iaia_desktop.store.integrity import IntegrityReport, check_session
from iaia_desktop.store.log_records import folder_text, images_text, moves_text, setting_text
from iaia_desktop.store.session_rows import (
    LabelStep,
    SessionCounts,
    StoredImage,
    VerdictOrigin,
    bulk_read,
    damage_guard,
)
from iaia_desktop.store.store_access import SessionAccess
from iaia_desktop.store.stored_answers import read_answers

T = TypeVar("T")

_CHUNK = 500
_SETTING_NOT_SAVED = Saying("The settings of the session could not be saved")
_IMAGES_NOT_SAVED = Saying("The list of images could not be saved")
_DECISION_NOT_SAVED = Saying("The decision could not be saved")
_PROTOTYPES_NOT_SAVED = Saying("The prototypes could not be saved")


class SessionStore(SessionAccess):
    """Keep a session on disk.

    Made by ``create`` and ``open``. Every method that writes is one transaction, on the disk when
    it returns; when it cannot be written it raises ``SessionFileError``, nothing of it is stored,
    and the store stays usable. Safe from any thread; one call works at a time.
    """

    @classmethod
    def create(cls, path: Path, *, folder: Path, created_at: float) -> Self:
        """Make a new, empty session file and open it for writing.

        Parameters
        ----------
        path : Path
            Where; folders on the way are made.
        folder : Path
            The folder of images; nothing is ever written into it.
        created_at : float
            Seconds since the epoch, UTC.

        Raises
        ------
        SessionFileError
            When a file is there already, or none can be written.
        SessionLockedError
            When another instance is making it.
        """
        return cls(opening.create_session(path, folder=folder, created_at=created_at))

    @classmethod
    def open(
        cls, path: Path, *, read_only: bool = False, put_off: bool = False, stop: Asked = never
    ) -> Self:
        """Open an existing session.

        For writing: takes the lock, brings an older format to the present one (after a copy),
        checks the file, and keeps a backup of what is new since the last one.

        Parameters
        ----------
        path : Path
            The session file.
        read_only : bool
            Write nothing, take no lock: works beside another instance and in a read-only folder.
        put_off : bool
            Leave check and backup to ``finish_checks``, where that is as safe: the file stays as it
            is until then.
        stop : callable
            Asked now and then whether to give up, with CancelledError.

        Raises
        ------
        SessionFileError
            When it is missing, foreign, damaged, or may not be read.
        SessionNewerError
            When a newer version of the program wrote it.
        SessionLockedError
            When another instance has it open for writing.
        """
        return cls(opening.open_session(path, read_only=read_only, put_off=put_off, stop=stop))

    # Images

    def add_images(self, paths: Sequence[str]) -> list[ImageId]:
        """Add images, numbered densely from 0 in the order given.

        Parameters
        ----------
        paths : sequence of str
            Relative to the folder, posix separators; may hold surrogate escapes.

        Returns
        -------
        list of ImageId
            One a path, in order.

        Raises
        ------
        ValueError
            When a path is in the session already; none is added then.
        """
        with self._writing(_IMAGES_NOT_SAVED) as connection:
            ids = live_tables.insert_images(connection, paths)
            if ids:
                self._note(connection, images_text(ids[0], list(paths)))
            return ids

    def update_files(self, infos: Sequence[FileInfo]) -> None:
        """Store what reading the files told."""
        if infos:
            with self._writing(_IMAGES_NOT_SAVED) as connection:
                live_tables.update_files(connection, infos)

    def rename_images(self, moves: Sequence[tuple[ImageId, str]]) -> None:
        """Give images other paths, all at once: two images may swap theirs.

        Raises
        ------
        ValueError
            When a new path belongs to an image that does not move.
        """
        if moves:
            with self._writing(_IMAGES_NOT_SAVED) as connection:
                live_tables.rename_images(connection, moves)
                self._note(connection, moves_text(list(moves)))

    def load_images(self) -> list[StoredImage]:
        """Return all images; the place in the list is the image's number."""
        with self._reading() as connection:
            return live_tables.read_images(connection)

    def load_image_columns(self) -> StoredImages:
        """Return all images in columns: what ``load_images`` returns, three times as fast."""
        with self._reading() as connection:
            return read_image_columns(connection)

    # Classes and decisions

    def load_classes(self) -> list[AnnotationClass]:
        """Return the living classes, oldest first."""
        with self._reading() as connection:
            return live_tables.read_classes(connection)

    def next_class_id(self) -> ClassId:
        """Return the number of the next class: never one used before, also after a delete."""
        with self._reading() as connection:
            return live_tables.next_class_id(connection)

    def append(
        self,
        decision: Decision,
        *,
        prototypes: Sequence[StoredPrototype] = (),
        contributed: Sequence[tuple[ImageId, ClassId | None]] = (),
        position: ImageId | None = None,
    ) -> Decision:
        """Commit a decision and everything that changes with it.

        The cost does not grow with the number of decisions.

        Parameters
        ----------
        decision : Decision
            Its ``before`` must be what the session has now.
        prototypes : sequence of StoredPrototype
            The prototypes it changes, as they are after it; one with a count of 0 goes.
        contributed : sequence of (ImageId, ClassId or None)
            Whose embedding lies in which prototype after it.
        position : ImageId, optional
            The image to come back to.

        Returns
        -------
        Decision
            The decision with its number.

        Raises
        ------
        SessionFileError
            When it could not be saved; nothing of it is.
        ValueError
            When it does not follow from what the session has (a fault of the caller).
        """
        with self._writing(_DECISION_NOT_SAVED) as connection:
            numbered, text = write_decision(connection, decision)
            self._note(connection, text)
            live_tables.write_prototypes(connection, prototypes)
            live_tables.write_contributions(connection, contributed)
            if position is not None:
                live_tables.write_setting(
                    connection, live_tables.POSITION_SETTING, json.dumps(position)
                )
            return numbered

    def decision(self, decision_id: int) -> Decision:
        """Return one decision; KeyError when there is none with this number."""
        with self._reading() as connection:
            found = journal.read_decisions(connection, decision_id, decision_id, self._pool)
        if not found:
            raise KeyError(decision_id)
        return found[0]

    def kind_and_time(self, decision_id: int) -> tuple[DecisionKind, float]:
        """Return kind and time of a decision, without its changes; KeyError when there is none."""
        with self._reading() as connection:
            row = connection.execute(
                "SELECT kind, at FROM decisions WHERE decision_id = ?", (decision_id,)
            ).fetchone()
            if row is None:
                raise KeyError(decision_id)
            with damage_guard():
                return DecisionKind(row[0]), float(row[1])

    def decisions(self, *, newest: int | None = None) -> Iterator[Decision]:
        """Iterate over the decisions, oldest first, reading a few hundred at a time.

        Parameters
        ----------
        newest : int, optional
            Only the last so many, still oldest first.
        """
        with self._reading() as connection:
            (last,) = connection.execute(
                "SELECT coalesce(max(decision_id), 0) FROM decisions"
            ).fetchone()
        first = 1 if newest is None else max(1, last - newest + 1)
        for start in range(first, last + 1, _CHUNK):
            with self._reading() as connection:
                end = min(start + _CHUNK - 1, last)
                chunk = journal.read_decisions(connection, start, end, self._pool)
            yield from chunk

    def decision_outline(self) -> list[tuple[int, DecisionKind, int | None]]:
        """Return number, kind and target of every decision, oldest first."""
        with self._reading() as connection:
            return journal.read_outline(connection)

    def load_history(self) -> UndoHistory:
        """Return what can be undone and redone."""
        with self._reading() as connection:
            last, turns = journal.read_turns(connection)
            return UndoHistory.resumed(last, turns)

    def load_answers(self) -> list[tuple[ImageId, Answer]]:
        """Return what people said to suggestions and did not undo, oldest first."""
        with self._reading() as connection, bulk_read():
            return list(read_answers(connection))

    def steps(self) -> list[LabelStep]:
        """Return the labels that people gave and did not undo, oldest first (see LabelStep)."""
        with self._reading() as connection:
            return journal.read_label_steps(connection)

    def last_suggestions(self) -> dict[ImageId, VerdictOrigin]:
        """Return the decision behind each present verdict, and what had been suggested then.

        The newest decision in force (not undone, not itself an undo or redo) that left the image
        as it is now. Unlabelled images are not in the mapping.
        """
        with self._reading() as connection:
            return journal.read_verdict_origins(connection)

    # Prototypes

    def load_prototypes(self, encoder_id: str) -> list[StoredPrototype]:
        """Return the prototypes of one encoder, oldest class first."""
        with self._reading() as connection:
            return live_tables.read_prototypes(connection, encoder_id)

    def save_prototypes(
        self,
        encoder_id: str,
        prototypes: Sequence[StoredPrototype],
        removed: Sequence[ClassId] = (),
        contributed: Sequence[tuple[ImageId, ClassId | None]] = (),
    ) -> None:
        """Store prototypes that changed without a decision: embeddings that arrived later."""
        with self._writing(_PROTOTYPES_NOT_SAVED) as connection:
            live_tables.remove_prototypes(connection, encoder_id, removed)
            live_tables.write_prototypes(connection, prototypes)
            live_tables.write_contributions(connection, contributed)

    def forget_contributions(self) -> None:
        """Drop every prototype and contribution, as a change of encoder needs; labels stay."""
        with self._writing(_PROTOTYPES_NOT_SAVED) as connection:
            connection.execute("DELETE FROM prototypes")
            connection.execute("UPDATE images SET contributed = NULL WHERE contributed IS NOT NULL")

    # Settings

    def get_setting(self, name: str, default: T) -> T:
        """Return a setting; ``default`` when there is none, or one of another type.

        With a default of None any stored value is returned.
        """
        text = self._setting_text(name)
        if text is None:
            return default
        try:
            value = json.loads(text)
        except (ValueError, TypeError):
            return default
        if isinstance(default, float) and type(value) is int:
            value = float(value)
        if default is not None and type(value) is not type(default):
            return default
        return cast("T", value)

    def set_setting(self, name: str, value: object) -> None:
        """Store a setting.

        Parameters
        ----------
        name : str
            Any name.
        value : object
            Made of what JSON knows: None, bool, int, float, str, list, dict.
        """
        with self._writing(_SETTING_NOT_SAVED) as connection:
            text = json.dumps(value)
            live_tables.write_setting(connection, name, text)
            # Where the person stopped is told by the decisions, too.
            if name != live_tables.POSITION_SETTING:
                self._note(connection, setting_text(name, text))
        self._keep_setting(name, text)

    @property
    def position(self) -> ImageId | None:
        """The image where the person stopped; None when unknown."""
        with self._reading() as connection:
            return live_tables.read_position(connection)

    def set_position(self, image_id: ImageId) -> None:
        """Remember where the person is."""
        self.set_setting(live_tables.POSITION_SETTING, image_id)

    @property
    def folder(self) -> Path:
        """The folder of images."""
        if self._kept_folder is None or self.read_only:
            with self._reading() as connection:
                self._kept_folder = Path(live_tables.read_meta(connection, "folder"))
        return self._kept_folder

    def set_folder(self, folder: Path) -> None:
        """Remember that the folder of images lies elsewhere now."""
        with self._writing(_SETTING_NOT_SAVED) as connection:
            live_tables.write_meta(connection, "folder", str(folder.absolute()))
            self._note(connection, folder_text(str(folder.absolute())))
        self._kept_folder = folder.absolute()

    @property
    def created_at(self) -> float:
        """When the session was made, in seconds since the epoch, UTC."""
        with self._reading() as connection, damage_guard():
            return float(live_tables.read_meta(connection, "created"))

    # The whole file

    def counts(self) -> SessionCounts:
        """Count images by state and by file, classes and decisions."""
        with self._reading() as connection:
            return live_tables.read_counts(connection)

    def check(self) -> IntegrityReport:
        """Check the file, and that its journal leads to its present state.

        Takes seconds with 100,000 decisions: in a window, check a second, read-only store.
        """
        with self._reading() as connection:
            return check_session(connection)
