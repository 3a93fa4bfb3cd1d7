"""The process that fetches weights from the hub into the hub's own cache.

A process of its own, because a connection that hangs in a name look-up or in a read cannot be
stopped from outside in a thread, but a process can be killed at any time. It reads one line of JSON
from standard input (see ``FetchRequest``), writes events as lines of JSON to standard output, and
ends when standard input closes, so that it never outlives the program.

huggingface_hub finds, authenticates and reads; what it leaves out, since version 1.0, is going on
where an interrupted download stopped. So the bytes go to ``blobs/ETAG.incomplete`` here, are
compared with the hub's SHA-256, and become a cache entry through huggingface_hub again.
"""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
import re
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from iaia_desktop.core.saying import Saying

Report = Callable[[dict[str, Any]], None]

_CHUNK_BYTES = 1 << 18
_HASH_CHUNK_BYTES = 1 << 24
_REPORT_INTERVAL_S = 0.05
_LOCK_TIMEOUT_S = 2.0
_GIT_DIGITS = 40
_CHECKABLE = re.compile(r"[0-9a-f]{64}|[0-9a-f]{40}")
"""The etags of the hub: SHA-256 of large files, and the name that git gives to small ones."""


@dataclass(frozen=True, slots=True)
class FetchRequest:
    """What to fetch, and where to.

    Attributes
    ----------
    repo_id : str
        ``owner/name`` on the hub.
    filenames : tuple of str
        Names of the same weights, best first; the first that the hub has is fetched.
    cache_folder : str
        The hub's cache.
    timeout_s : float
        Longest wait for an answer to the first question.
    """

    repo_id: str
    filenames: tuple[str, ...]
    cache_folder: str
    timeout_s: float

    def to_line(self) -> str:
        """Return the request as one line of JSON."""
        return json.dumps(asdict(self)) + "\n"

    @classmethod
    def from_line(cls, line: str) -> FetchRequest:
        """Read a request from one line of JSON."""
        fields = json.loads(line)
        return cls(**{**fields, "filenames": tuple(fields["filenames"])})


class FetchFaultError(Exception):
    """A fault with words: what happened, as the end of "… cannot be fetched: "."""

    def __init__(self, words: Saying) -> None:
        super().__init__(words)
        self.words = words


class _ReportingFile(io.FileIO):
    """A file that tells how much of it is written; unbuffered, so that a kill loses nothing."""

    def __init__(self, path: Path, filename: str, total_bytes: int, report: Report) -> None:
        super().__init__(path, "a+")
        self._filename = filename
        self._total_bytes = total_bytes
        self._report = report
        self._reported_at = 0.0

    def write(self, data: Any, /) -> int:
        view = memoryview(data)
        written = 0
        while written < len(view):
            written += super().write(view[written:]) or 0
        now = time.monotonic()
        if now - self._reported_at >= _REPORT_INTERVAL_S or self.tell() == self._total_bytes:
            self._reported_at = now
            self.report("bytes")
        return written

    def report(self, event: str) -> None:
        """Tell how much is written."""
        self._report(
            {
                "event": event,
                "file": self._filename,
                "done": self.tell(),
                "total": self._total_bytes,
            }
        )


def fetch(request: FetchRequest, report: Report) -> Path:
    """Fetch the first of the named files that the hub has, going on where an earlier try stopped.

    Parameters
    ----------
    request : FetchRequest
        What to fetch.
    report : callable
        Takes events: ``asking`` before the hub is asked, ``file`` once it has answered, ``bytes``
        as they arrive, ``busy`` while the file is checked.

    Returns
    -------
    Path
        The file in the cache.

    Raises
    ------
    FetchFaultError
        When the hub has none of the files, another process holds them, or they arrive damaged.
    """
    from huggingface_hub import get_hf_file_metadata, hf_hub_download, hf_hub_url  # noqa: PLC0415 - only this process
    from huggingface_hub.errors import EntryNotFoundError  # noqa: PLC0415

    report({"event": "asking"})
    for filename in request.filenames:
        url = hf_hub_url(request.repo_id, filename)
        try:
            metadata = get_hf_file_metadata(url, timeout=request.timeout_s)
        except EntryNotFoundError:
            continue
        # It becomes a file name.
        version = metadata.etag or ""
        if re.fullmatch(r"[\w-]+", version) is None:
            raise FetchFaultError(Saying("the server does not say which version it has"))
        if metadata.commit_hash is None or _CHECKABLE.fullmatch(version) is None:
            # Whatever a proxy or the login page of a network answers must not pass for weights.
            raise FetchFaultError(
                Saying(
                    "the answer is not the hub's; perhaps this network wants you to log in first"
                )
            )
        repo = f"models--{request.repo_id.replace('/', '--')}"
        blob = Path(request.cache_folder, repo, "blobs", version)
        lock = Path(request.cache_folder, ".locks", repo, f"{version}.lock")
        if not blob.exists():
            _fetch_blob(url, filename, blob, lock, metadata.size or 0, report)
        report({"event": "busy"})
        # The blob is there, so this only enters it into the snapshot.
        return Path(
            hf_hub_download(
                request.repo_id,
                filename,
                cache_dir=request.cache_folder,
                etag_timeout=request.timeout_s,
            )
        )
    raise FetchFaultError(
        Saying(
            "{weights} holds none of {files}",
            weights=request.repo_id,
            files=", ".join(request.filenames),
        )
    )


def _fetch_blob(
    url: str, filename: str, blob: Path, lock: Path, size_bytes: int, report: Report
) -> None:
    from filelock import FileLock, Timeout  # noqa: PLC0415 - only this process

    blob.parent.mkdir(parents=True, exist_ok=True)
    lock.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(lock, timeout=_LOCK_TIMEOUT_S):
            partial = blob.with_name(f"{blob.name}.incomplete")
            _fetch_bytes(url, filename, partial, size_bytes, report)
            _check_bytes(partial, blob.name, report)
            partial.replace(blob)
    except Timeout as error:
        raise FetchFaultError(Saying("another program is fetching the same file")) from error


def _fetch_bytes(url: str, filename: str, partial: Path, size_bytes: int, report: Report) -> None:
    from huggingface_hub import constants, get_token  # noqa: PLC0415 - only this process
    from huggingface_hub.file_download import http_get  # noqa: PLC0415

    # The library's chunks of 10 MB would keep a slow line silent for many seconds.
    constants.DOWNLOAD_CHUNK_SIZE = _CHUNK_BYTES
    token = get_token()
    headers = {"authorization": f"Bearer {token}"} if token else {}
    if partial.exists() and size_bytes and partial.stat().st_size > size_bytes:
        partial.unlink()
    with _ReportingFile(partial, filename, size_bytes, report) as stream:
        stream.seek(0, io.SEEK_END)
        stream.report("file")
        try:
            http_get(
                url,
                stream,
                resume_size=stream.tell(),
                headers=headers,
                expected_size=size_bytes or None,
                displayed_filename=filename,
            )
        except OSError as error:
            if "Consistency check" in str(error):
                # An answer that is whole, but of another length, is of something else. What was
                # fetched before cannot be told from it any more.
                partial.unlink()
                raise FetchFaultError(
                    Saying("the server sent something other than the file; nothing of it was kept")
                ) from error
            raise
        os.fsync(stream.fileno())


def _check_bytes(partial: Path, etag: str, report: Report) -> None:
    """Compare with the hub's etag, which names the file by its content."""
    size_bytes = partial.stat().st_size
    digest = hashlib.sha256()
    if len(etag) == _GIT_DIGITS:
        digest = hashlib.sha1(b"blob %d\0" % size_bytes, usedforsecurity=False)
    with partial.open("rb") as stream:
        while chunk := stream.read(_HASH_CHUNK_BYTES):
            digest.update(chunk)
            report({"event": "busy"})
    if digest.hexdigest() != etag:
        partial.unlink()
        raise FetchFaultError(Saying("the file arrived damaged, and was thrown away"))


def describe_fault(error: BaseException) -> str:
    """Put an error of a fetch into words, as the end of "… cannot be fetched: ".

    Parameters
    ----------
    error : BaseException
        As raised by ``fetch``.

    Returns
    -------
    str
        Without a full stop; a ``Saying``, but for the words of a library.
    """
    from huggingface_hub.errors import HfHubHTTPError, RepositoryNotFoundError  # noqa: PLC0415

    if isinstance(error, FetchFaultError):
        return error.words
    if isinstance(error, RepositoryNotFoundError):
        return Saying("the hub has no such model, or does not show it to everyone")
    if isinstance(error, HfHubHTTPError):
        status = getattr(error.response, "status_code", None)
        if status is None:
            return Saying("the server answered an error")
        return Saying("the server answered {status}", status=str(status))
    kind = type(error).__name__
    if "Timeout" in kind:
        return Saying("the server does not answer")
    if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return Saying("the disk is full, or takes no file of that size")
    if isinstance(error, PermissionError):
        return Saying("{file} may not be written", file=str(error.filename))
    if isinstance(error, ConnectionError) or "Connect" in kind or "Protocol" in kind:
        return Saying("there is no connection to the server")
    words = (str(error).splitlines() or [""])[0].strip().rstrip(".")
    return f"{words} ({kind})" if words else kind


def _made_of(words: str) -> dict[str, Any]:
    """Return what goes to the program: texts, from which it makes a ``Saying`` again."""
    if isinstance(words, Saying):
        return {"words": str(words), "template": words.template, "values": dict(words.values)}
    return {"words": words}


def _end_with_parent(stream: IO[str]) -> None:
    """End this process when the program that started it is gone."""
    stream.read()
    os._exit(3)


def main() -> int:
    """Serve one request; return 0, or 1 after a ``failed`` event."""
    output_lock = threading.Lock()

    def report(event: dict[str, Any]) -> None:
        with output_lock:
            sys.stdout.write(json.dumps(event) + "\n")
            sys.stdout.flush()

    request = FetchRequest.from_line(sys.stdin.readline())
    threading.Thread(target=_end_with_parent, args=(sys.stdin,), daemon=True).start()
    try:
        path = fetch(request, report)
    # The boundary of the process: whatever happened goes to the program as words.
    except Exception as error:  # noqa: BLE001
        report({"event": "failed", **_made_of(describe_fault(error))})
        return 1
    report({"event": "done", "path": str(path)})
    return 0


if __name__ == "__main__":
    # Without clean-up: the thread that waits on standard input would hold the interpreter.
    code = main()
    sys.stdout.flush()
    os._exit(code)
