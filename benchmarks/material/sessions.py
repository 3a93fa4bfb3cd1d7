"""Sessions of any size, as the window would have left them; made once, and kept."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.material.decisions import Person
from benchmarks.material.embeddings import clouds
from benchmarks.material.folders import tiny_photos
from iaia_desktop.core.method import Method
from iaia_desktop.core.types import Decision, FileInfo, FileStatus, ImageId, Vector
from iaia_desktop.encoders.builtin import BuiltinEncoder
from iaia_desktop.images.reading import content_hash, read_file
from iaia_desktop.images.scan import scan_folder
from iaia_desktop.jobs.stored_method import ENCODER_SETTING, write_method
from iaia_desktop.session.settings import SettingsFile
from iaia_desktop.store.appending import advance_log, write_decision
from iaia_desktop.store.connection import connect_for_writing, transaction
from iaia_desktop.store.embedding_cache import EmbeddingCache
from iaia_desktop.store.paths import ProgramFolders, new_session_path, program_folders
from iaia_desktop.store.schema import FORMAT_VERSION
from iaia_desktop.store.session_file import SessionStore

_CHUNK = 1_000
SEED = 7
"""Of the made-up embeddings and their classes."""

_STARTED_AT = 1_700_000_000.0


@dataclass(frozen=True, slots=True)
class BigSession:
    """A session and what the program keeps beside it. Rows take a copy of it first.

    Attributes
    ----------
    folder : Path
        Of the images.
    home : Path
        For ``IAIA_HOME``: session, settings and embeddings lie where the program looks for them.
    session : Path
        The session file, in that home.
    encoder_id : str
        Of the embeddings in the cache.
    """

    folder: Path
    home: Path
    session: Path
    encoder_id: str

    @property
    def folders(self) -> ProgramFolders:
        """Where the program looks and writes."""
        return program_folders({"IAIA_HOME": str(self.home)})

    def copy_for(self, scratch: Path, name: str = "home") -> BigSession:
        """Return a copy that a row may change; only the embeddings are shared, for their size.

        Parameters
        ----------
        scratch : Path
            The copy goes here.
        name : str, optional
            Name of the copy's home.
        """
        home = scratch / name
        shutil.copytree(self.home, home, symlinks=True)
        return replace(self, home=home, session=home / self.session.relative_to(self.home))


def big_session(data: Path, images: int, decisions: int, classes: int = 100) -> BigSession:
    """Return a session of this size; about nine decisions in ten give an image its first label.

    Every file is read and known by its hash, every embedding is in the cache of the built-in
    encoder, prototypes are stored, and decisions hold what was suggested and how rankers voted.

    Parameters
    ----------
    data : Path
        Folder for made-up data, kept between runs.
    images, decisions, classes : int
        How many; there are at most as many decisions as images.
    """
    folder = tiny_photos(data, images)
    encoder_id, dim = BuiltinEncoder().encoder_id, BuiltinEncoder().dim
    embeddings = data / f"embeddings-{images}-{classes}"
    # What an older version of the program left there would be brought up to date in every run.
    home = data / f"home-{images}-{decisions}-{classes}-format-{FORMAT_VERSION}"
    if not home.is_dir():
        unfinished = home.with_name(home.name + ".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        folders = program_folders({"IAIA_HOME": str(unfinished)})
        SettingsFile(folders.config / "settings.json").change(encoder_spec="builtin")
        folders.cache.mkdir(parents=True)
        folders.embeddings.symlink_to(embeddings.absolute())
        vectors, labels = clouds(images, dim, classes, seed=SEED)
        _make(folders, folder, Person(vectors, labels, encoder_id, decisions))
        unfinished.rename(home)
    sessions = program_folders({"IAIA_HOME": str(home)}).sessions
    session = next(sessions.glob("*.iaia"))
    with SessionStore.open(session, read_only=True) as store:
        hashes = [image.file.content_hash or b"" for image in store.load_images()]
    _fill(embeddings, encoder_id, hashes, lambda: clouds(images, dim, classes, seed=SEED)[0])
    return BigSession(folder, home, session, encoder_id)


def _file_infos(folder: Path) -> list[tuple[str, FileInfo]]:
    """Return path and reading of every image, in the order in which a scan finds them."""
    found: list[tuple[str, FileInfo]] = []
    for path in (path for batch in scan_folder(folder) for path in batch.paths):
        data = read_file(folder / path)
        status = (folder / path).stat()
        info = FileInfo(
            ImageId(len(found)),
            FileStatus.READY,
            content_hash=content_hash(data),
            size_bytes=status.st_size,
            mtime_ns=status.st_mtime_ns,
            width_px=96,
            height_px=72,
        )
        found.append((path, info))
    return found


def _fill(
    folder: Path, encoder_id: str, hashes: list[bytes], vectors: Callable[[], Vector]
) -> None:
    """Put the embeddings into the cache, unless they are there in the cache's present format."""
    cache = EmbeddingCache(folder)
    asked = hashes[:: max(1, len(hashes) // 100)] + hashes[-1:]
    if len(cache.get_many(encoder_id, asked)) < len(set(asked)):
        rows = vectors()
        for start in range(0, len(hashes), _CHUNK):
            part = slice(start, start + _CHUNK)
            cache.put_many(encoder_id, dict(zip(hashes[part], rows[part], strict=True)))
    cache.close()


def _make(folders: ProgramFolders, folder: Path, person: Person) -> None:
    """Write the session file, from nothing."""
    infos = _file_infos(folder)
    path = new_session_path(folder, folders.sessions)
    with SessionStore.create(path, folder=folder, created_at=_STARTED_AT) as store:
        store.set_setting(ENCODER_SETTING, "builtin")
        write_method(store, Method())
        store.add_images([path for path, _ in infos])
        store.update_files([info for _, info in infos])
    for path_of, info in infos:
        person.state.add_image(path_of, file=info)
    # What a store appends, in large transactions: 100,000 syncs of the disk would take an hour.
    with ExitStack() as resources:
        connection = connect_for_writing(path, resources)
        connection.execute("PRAGMA synchronous = OFF")
        for chunk in _chunks(person.decisions(_STARTED_AT)):
            with transaction(connection):
                for decision in chunk:
                    _, text = write_decision(connection, decision)
                    advance_log(connection, text)
    prototypes, contributed = person.learner.unsaved()
    with SessionStore.open(path) as store:
        store.save_prototypes(person.learner.encoder_id, prototypes, contributed=contributed)
        store.set_position(person.position)
    shutil.rmtree(path.with_name(path.name + ".backups"))


def _chunks(decisions: Iterator[Decision]) -> Iterator[list[Decision]]:
    chunk: list[Decision] = []
    for decision in decisions:
        chunk.append(decision)
        if len(chunk) == _CHUNK:
            yield chunk
            chunk = []
    yield chunk
