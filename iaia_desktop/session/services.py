"""What outlives a session: folders, caches, tasks, settings and the clock, built once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.session.actions import class_keys_available, effective_keys
from iaia_desktop.session.settings import SettingsFile
from iaia_desktop.store.paths import ProgramFolders
from iaia_desktop.workers.task import TaskRunner

if TYPE_CHECKING:
    from iaia_desktop.images.thumbnails import ThumbnailCache
    from iaia_desktop.session.encoder_feed import LoadJob
    from iaia_desktop.store.embedding_cache import EmbeddingCache


def _load_encoder(spec: str, device: str, cancel: CancelToken) -> Iterator[object]:
    """Make the job that gets an encoder ready, on the thread where it runs."""
    from iaia_desktop.jobs.load_encoder import load_encoder_job

    return load_encoder_job(spec, device, cancel)


@dataclass(frozen=True, slots=True)
class Services:
    """The things that sessions share.

    Attributes
    ----------
    folders : ProgramFolders
        Where the program writes.
    settings : SettingsFile
        The person's choices.
    runner : TaskRunner
        Background work.
    embeddings : EmbeddingCache
        Embeddings by content and encoder.
    thumbnails : ThumbnailCache
        Small pictures.
    clock : callable
        Returns seconds since the epoch, UTC.
    load_encoder : callable
        Makes the job that gets an encoder ready.
    """

    folders: ProgramFolders
    settings: SettingsFile
    runner: TaskRunner
    embeddings: EmbeddingCache
    thumbnails: ThumbnailCache
    clock: Callable[[], float]
    load_encoder: LoadJob = _load_encoder

    def class_keys(self) -> str:
        """Return the characters that may become class keys, in order."""
        return class_keys_available(effective_keys(self.settings.value.keys))
