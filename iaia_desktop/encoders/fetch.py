"""Run the process that fetches weights: pass on its progress, and stop it when it falls silent."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

import iaia_desktop
from iaia_desktop.bundled import child_command
from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import WeightsUnavailableError
from iaia_desktop.core.saying import Saying
from iaia_desktop.encoders.fetch_child import FetchRequest
from iaia_desktop.encoders.hub_cache import hub_cache_folder, hub_is_offline, repo_folder
from iaia_desktop.encoders.presets import HubWeights

REMEDY: Final = Saying("Check the connection and try again, or use a folder with weights.")

_POLL_S = 0.05
_START_S = 60.0
"""A process that imports from a slow disk, on a busy machine, takes its time."""


@dataclass(frozen=True, slots=True)
class WeightsProgress:
    """How far a download is.

    Attributes
    ----------
    file : str
        Name of the file.
    done_bytes : int
        Bytes on this machine, those of an earlier try included.
    total_bytes : int
        Size of the file; 0 when the server does not say.
    folder : Path
        Where it is being put.
    """

    file: str
    done_bytes: int
    total_bytes: int
    folder: Path


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for a connection that does nothing.

    Attributes
    ----------
    first_byte_s : float
        From the question to the first byte of the file.
    silence_s : float
        Between bytes, later.
    """

    first_byte_s: float = 8.0
    silence_s: float = 6.0


DEFAULT_PATIENCE: Final = Patience()
"""With all else, under 10 s in each case; the start of the process comes before."""


def fetch_from_hub(
    hub: HubWeights,
    *,
    progress: Callable[[WeightsProgress], None] | None = None,
    cancel: CancelToken | None = None,
    patience: Patience = DEFAULT_PATIENCE,
) -> Path:
    """Fetch weights into the hub's cache, going on where an earlier try stopped.

    Parameters
    ----------
    hub : HubWeights
        What to fetch.
    progress : callable, optional
        Called in the calling thread, at most about 20 times a second.
    cancel : CancelToken, optional
        Looked at 20 times a second; what has arrived is kept for the next try.
    patience : Patience
        How long a silent connection is borne.

    Returns
    -------
    Path
        The file in the cache.

    Raises
    ------
    WeightsUnavailableError
        When the weights cannot be had now: offline, unreachable, refused, silent, missing,
        damaged, or no room for them.
    CancelledError
        When cancelled.
    """
    if hub_is_offline():
        raise WeightsUnavailableError(
            Saying(
                "The weights {weights} are not on this machine, and HF_HUB_OFFLINE forbids "
                "fetching them.",
                weights=hub.repo_id,
            ),
            Saying("Clear HF_HUB_OFFLINE, or use a folder with weights."),
        )
    request = FetchRequest(
        hub.repo_id, hub.filenames, str(hub_cache_folder()), timeout_s=patience.first_byte_s
    )
    folder = repo_folder(hub.repo_id)
    # The server is not to answer for the start of the process.
    first_byte_by = time.monotonic() + _START_S
    silent_from: float | None = None
    with _running(request) as events:
        while True:
            if cancel is not None:
                cancel.raise_if_cancelled()
            try:
                event = events.get(timeout=_POLL_S)
            except queue.Empty:
                now = time.monotonic()
                if silent_from is None and now > first_byte_by:
                    raise _unavailable(hub, Saying("the server does not answer")) from None
                if silent_from is not None and now - silent_from > patience.silence_s:
                    raise _unavailable(hub, Saying("the connection has fallen silent")) from None
                continue
            match event.get("event"):
                case "done":
                    return Path(event["path"])
                case "failed":
                    raise _unavailable(hub, _words(event))
                case "ended":
                    raise _unavailable(hub, Saying("the process that fetches them ended too soon"))
                case "asking":
                    first_byte_by = time.monotonic() + patience.first_byte_s
                case "bytes" | "busy":
                    silent_from = time.monotonic()
            if progress is not None and "file" in event:
                progress(WeightsProgress(event["file"], event["done"], event["total"], folder))


def _words(failed: dict[str, Any]) -> str:
    """Return what the child says of its fault; see ``fetch_child``."""
    if failed.get("template"):
        return Saying.made_of(failed["template"], failed["values"])
    return str(failed["words"])


def _unavailable(hub: HubWeights, words: str) -> WeightsUnavailableError:
    return WeightsUnavailableError(
        Saying(
            "The weights {weights} cannot be fetched: {words}.", weights=hub.repo_id, words=words
        ),
        REMEDY,
        reason=words,
    )


@contextlib.contextmanager
def _running(request: FetchRequest) -> Iterator[queue.SimpleQueue[dict[str, Any]]]:
    """Run the child; yield its events, the last one ``ended``; leave no process and no thread."""
    process = subprocess.Popen(  # noqa: S603 - a module of ours
        child_command("iaia_desktop.encoders.fetch_child"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        env=_environment(os.environ),
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    events: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
    with process:
        if process.stdin is None or process.stdout is None:
            raise ValueError("the pipes were asked for")
        reader = threading.Thread(
            target=_read_events, args=(process.stdout, events), name="fetch-events"
        )
        reader.start()
        try:
            # A child that dies at once breaks the pipe; its "ended" says so.
            with contextlib.suppress(BrokenPipeError):
                process.stdin.write(request.to_line())
                process.stdin.flush()
            yield events
        finally:
            process.kill()
            reader.join()
            with contextlib.suppress(BrokenPipeError):
                process.stdin.close()


def _read_events(stream: IO[str], events: queue.SimpleQueue[dict[str, Any]]) -> None:
    for line in stream:
        # A library may write to standard output as well; only our own lines are objects.
        with contextlib.suppress(ValueError):
            event = json.loads(line)
            if isinstance(event, dict):
                events.put(event)
    events.put({"event": "ended"})


def _environment(inherited: Mapping[str, str]) -> dict[str, str]:
    """Return the child's environment: this package importable, plain HTTP, nothing on screen."""
    package_parent = str(Path(iaia_desktop.__file__).resolve().parent.parent)
    paths = [package_parent, *filter(None, [inherited.get("PYTHONPATH")])]
    return {
        **inherited,
        "PYTHONPATH": os.pathsep.join(paths),
        "HF_HUB_DISABLE_PROGRESS_BARS": "1",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        # Its own transfer protocol can neither be resumed nor watched byte by byte.
        "HF_HUB_DISABLE_XET": "1",
    }
