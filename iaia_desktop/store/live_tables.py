"""The present state in a session file: images, classes, prototypes and settings.

All functions work on the caller's connection and transaction. They raise ``sqlite3.Error``, and
``DamagedRowError`` for rows that make no sense.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from iaia_desktop.core.types import (
    AnnotationClass,
    ClassChange,
    ClassId,
    FileInfo,
    ImageChange,
    ImageId,
    StoredPrototype,
)
from iaia_desktop.store.checksums import image_checksum, of_row, with_checksum
from iaia_desktop.store.session_rows import (
    FILE_COLUMNS,
    SessionCounts,
    StoredImage,
    VerdictPool,
    bulk_read,
    class_cells,
    class_from_cells,
    damage_guard,
    file_row,
    path_cell,
    path_from_cell,
    prototype_from_row,
    prototype_row,
    require_inside,
    verdict_cells,
)

POSITION_SETTING = "position"
"""The name under which the settings hold where the person stopped."""


IDENTITY = "identity"
"""The entry of ``meta`` that tells one session from all others."""


def insert_images(connection: sqlite3.Connection, paths: Sequence[str]) -> list[ImageId]:
    """Add images with the next free numbers, in the order given.

    Raises
    ------
    ValueError
        When a path is in the session already, or twice in ``paths``.
    """
    (first,) = connection.execute("SELECT coalesce(max(image_id) + 1, 0) FROM images").fetchone()
    ids = [ImageId(first + offset) for offset in range(len(paths))]
    try:
        connection.executemany(
            "INSERT INTO images (image_id, path, checksum) VALUES (?, ?, ?)",
            [
                (number, cell, of_row(number, cell, None, 0, 0, 0, 0, "pending", ""))
                for number, cell in zip(ids, map(path_cell, paths), strict=True)
            ],
        )
    except sqlite3.IntegrityError as error:
        raise ValueError("an image is in the session already") from error
    return ids


def rename_images(connection: sqlite3.Connection, moves: Sequence[tuple[ImageId, str]]) -> None:
    """Give images other paths; two images may swap theirs.

    Raises
    ------
    ValueError
        When a new path belongs to an image that does not move.
    """
    # Paths are unique at every moment, so the moving images step aside first.
    connection.executemany(
        "UPDATE images SET path = CAST('/' || image_id AS BLOB) WHERE image_id = ?",
        [(image_id,) for image_id, _ in moves],
    )
    try:
        connection.executemany(
            f"UPDATE images SET path = ?1, checksum = {image_checksum(['path'])} "  # noqa: S608
            "WHERE image_id = ?2",
            [(path_cell(path), image_id) for image_id, path in moves],
        )
    except sqlite3.IntegrityError as error:
        raise ValueError("another image has that path") from error


def update_files(connection: sqlite3.Connection, infos: Iterable[FileInfo]) -> None:
    """Store what reading the files told."""
    connection.executemany(
        "UPDATE images SET file_status = ?1, reason = ?2, content_hash = ?3, size_bytes = ?4, "  # noqa: S608
        f"mtime_ns = ?5, width_px = ?6, height_px = ?7, checksum = {image_checksum(FILE_COLUMNS)} "
        "WHERE image_id = ?8",
        map(file_row, infos),
    )


def read_images(connection: sqlite3.Connection) -> list[StoredImage]:
    """Return all images; the place in the list is the image's number."""
    pool = VerdictPool()
    images: list[StoredImage] = []
    with bulk_read():
        for row in connection.execute(
            "SELECT image_id, path, state, class_id, decided_by, contributed, file_status, reason, "
            "content_hash, size_bytes, mtime_ns, width_px, height_px FROM images ORDER BY image_id"
        ):
            path = row[1] if type(row[1]) is str else path_from_cell(row[1])
            images.append(
                StoredImage(
                    row[0],
                    require_inside(path),
                    pool.verdict(row[2], row[3], row[4]),
                    row[5],
                    row[6:],
                )
            )
        if images and images[-1].image_id != len(images) - 1:
            raise ValueError("the numbers of the images have gaps")
    return images


def read_classes(connection: sqlite3.Connection) -> list[AnnotationClass]:
    """Return the living classes, oldest first."""
    with damage_guard():
        return [
            AnnotationClass(ClassId(class_id), name, colour, key)
            for class_id, name, colour, key in connection.execute(
                "SELECT class_id, name, colour, key FROM classes WHERE alive = 1 ORDER BY class_id"
            )
        ]


def next_class_id(connection: sqlite3.Connection) -> ClassId:
    """Return the number of the next class; the rows of dead classes stay, so none is reused."""
    (number,) = connection.execute("SELECT coalesce(max(class_id), 0) + 1 FROM classes").fetchone()
    return ClassId(number)


def apply_class_changes(connection: sqlite3.Connection, changes: Iterable[ClassChange]) -> None:
    """Bring the classes from what held before a decision to what holds after.

    Raises
    ------
    ValueError
        When a class is not as the decision says it was before.
    """
    for change in changes:
        row = connection.execute(
            "SELECT CASE WHEN alive THEN name END, colour, key FROM classes WHERE class_id = ?",
            (change.class_id,),
        ).fetchone()
        before = None if row is None else class_from_cells(change.class_id, *row)
        if before != change.before:
            raise ValueError(f"the decision changes {change.before}, the session has {before}")
        if change.after is None:
            connection.execute(
                "UPDATE classes SET alive = 0 WHERE class_id = ?", (change.class_id,)
            )
        else:
            connection.execute(
                "INSERT INTO classes (class_id, name, colour, key, alive) VALUES (?, ?, ?, ?, 1) "
                "ON CONFLICT (class_id) DO UPDATE SET name = excluded.name, "
                "colour = excluded.colour, key = excluded.key, alive = 1",
                (change.class_id, *class_cells(change.after)),
            )


def apply_image_changes(connection: sqlite3.Connection, changes: Sequence[ImageChange]) -> None:
    """Bring the verdicts from what held before a decision to what holds after.

    Raises
    ------
    ValueError
        When an image does not exist, or its verdict is not as the decision says it was before.
    """
    cursor = connection.executemany(
        "UPDATE images SET state = ?, class_id = ?, decided_by = ? "
        "WHERE image_id = ? AND state = ? AND class_id IS ? AND decided_by IS ?",
        [
            (*verdict_cells(change.after), change.image_id, *verdict_cells(change.before))
            for change in changes
        ],
    )
    if changes and cursor.rowcount != len(changes):
        raise ValueError("the decision does not follow from the verdicts that the session has")


def write_prototypes(connection: sqlite3.Connection, prototypes: Iterable[StoredPrototype]) -> None:
    """Store prototypes in place of older ones; one with a count of 0 goes."""
    for prototype in prototypes:
        if prototype.count == 0:
            remove_prototypes(connection, prototype.encoder_id, [prototype.class_id])
        else:
            connection.execute(
                "INSERT INTO prototypes (class_id, encoder_id, count, total, checksum) "
                "VALUES (?, ?, ?, ?, ?) ON CONFLICT (class_id, encoder_id) DO UPDATE SET "
                "count = excluded.count, total = excluded.total, checksum = excluded.checksum",
                with_checksum(prototype_row(prototype)),
            )


def remove_prototypes(
    connection: sqlite3.Connection, encoder_id: str, class_ids: Iterable[ClassId]
) -> None:
    """Drop the prototypes of some classes for one encoder."""
    connection.executemany(
        "DELETE FROM prototypes WHERE class_id = ? AND encoder_id = ?",
        [(class_id, encoder_id) for class_id in class_ids],
    )


def read_prototypes(connection: sqlite3.Connection, encoder_id: str) -> list[StoredPrototype]:
    """Return the prototypes of one encoder, oldest class first."""
    with damage_guard():
        return [
            prototype_from_row(row)
            for row in connection.execute(
                "SELECT class_id, encoder_id, count, total FROM prototypes "
                "WHERE encoder_id = ? ORDER BY class_id",
                (encoder_id,),
            )
        ]


def write_contributions(
    connection: sqlite3.Connection, contributed: Iterable[tuple[ImageId, ClassId | None]]
) -> None:
    """Store which class's prototype holds the embedding of which image."""
    connection.executemany(
        "UPDATE images SET contributed = ? WHERE image_id = ?",
        [(class_id, image_id) for image_id, class_id in contributed],
    )


def read_meta(connection: sqlite3.Connection, name: str) -> str:
    """Return an entry of ``meta``.

    Raises
    ------
    DamagedRowError
        When there is none: this program writes them all.
    """
    with damage_guard():
        row = connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return path_from_cell(row[0])


def write_meta(connection: sqlite3.Connection, name: str, value: str) -> None:
    """Store an entry of ``meta``, as bytes when it is a path that is not UTF-8."""
    connection.execute(
        "INSERT INTO meta (name, value, checksum) VALUES (?, ?, ?) ON CONFLICT (name) "
        "DO UPDATE SET value = excluded.value, checksum = excluded.checksum",
        with_checksum((name, path_cell(value))),
    )


def read_position(connection: sqlite3.Connection) -> ImageId | None:
    """Return the image where the person stopped; None when unknown."""
    row = connection.execute(
        "SELECT image_id FROM images WHERE image_id = "
        "(SELECT CAST(value AS INTEGER) FROM settings WHERE name = ?)",
        (POSITION_SETTING,),
    ).fetchone()
    return None if row is None else ImageId(row[0])


def write_setting(connection: sqlite3.Connection, name: str, value: str) -> None:
    """Store a setting, given as JSON."""
    connection.execute(
        "INSERT INTO settings (name, value, checksum) VALUES (?, ?, ?) ON CONFLICT (name) "
        "DO UPDATE SET value = excluded.value, checksum = excluded.checksum",
        with_checksum((name, value)),
    )


def read_counts(connection: sqlite3.Connection) -> SessionCounts:
    """Count images by state and by file, living classes and decisions."""
    states: dict[str, int] = {}
    files: dict[str, int] = {}
    for state, status, count in connection.execute(
        "SELECT state, file_status, count(*) FROM images GROUP BY state, file_status"
    ):
        states[state] = states.get(state, 0) + count
        files[status] = files.get(status, 0) + count
    classes, decisions = connection.execute(
        "SELECT (SELECT count(*) FROM classes WHERE alive = 1), (SELECT count(*) FROM decisions)"
    ).fetchone()
    return SessionCounts(
        total=sum(states.values()),
        labelled=states.get("labelled", 0),
        unlabelled=states.get("unlabelled", 0),
        skipped=states.get("skipped", 0),
        discarded=states.get("discarded", 0),
        pending=files.get("pending", 0),
        ready=files.get("ready", 0),
        failed=files.get("failed", 0),
        missing=files.get("missing", 0),
        classes=classes,
        decisions=decisions,
    )
