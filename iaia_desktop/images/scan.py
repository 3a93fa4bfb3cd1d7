"""Find the images below a folder, in natural order, a batch at a time."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path
from typing import Final

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import FolderError
from iaia_desktop.core.saying import Saying
from iaia_desktop.core.system_words import system_words
from iaia_desktop.images.formats import HEAD_BYTES, looks_like_image, sniff_format
from iaia_desktop.images.reasons import PATH_TOO_LONG

__all__ = [
    "ScanBatch",
    "ScanProblem",
    "holds_image",
    "looks_like_image",
    "natural_key",
    "require_folder",
    "scan_folder",
]

_PASSED_OVER: Final = frozenset(("thumbs.db", "desktop.ini", "__macosx", "@eadir", "#recycle"))
_DIGITS: Final = re.compile("[0-9]+")
_AS_ZERO: Final = bytes.maketrans(b"123456789", b"0" * 9)
_LOOKS_BETWEEN_CANCELS: Final = 2048

_Identity = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ScanProblem:
    """A place that could not be looked into.

    Attributes
    ----------
    path : str
        Relative to the scanned folder, posix separators, may hold surrogate escapes.
    reason : str
        Short, for a list.
    """

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class ScanBatch:
    """What a stretch of scanning found.

    Attributes
    ----------
    paths : tuple of str
        Images, relative to the scanned folder, posix separators, in natural order; may hold
        surrogate escapes.
    problems : tuple of ScanProblem
        Folders and files that could not be looked into.
    ignored : int
        Other files that were passed over: no images, hidden, or kept by the system.
    """

    paths: tuple[str, ...]
    problems: tuple[ScanProblem, ...] = ()
    ignored: int = 0


@dataclass(slots=True)
class _Folder:
    """A folder on the way down: what is left of it, and what it is on disk."""

    path: str
    prefix: str
    identity: _Identity
    through_link: bool
    left: list[tuple[str, bool, bool]]


@dataclass(slots=True)
class _Findings:
    """A batch in the making."""

    paths: list[str] = field(default_factory=list)
    problems: list[ScanProblem] = field(default_factory=list)
    ignored: int = 0

    def take(self) -> ScanBatch:
        batch = ScanBatch(tuple(self.paths), tuple(self.problems), self.ignored)
        self.paths, self.problems, self.ignored = [], [], 0
        return batch


def natural_key(name: str) -> tuple[str, str, str]:
    """Return the sort key under which ``img2.jpg`` stands before ``img10.jpg``.

    Case does not count, a shorter stem comes first (``a.jpg`` before ``a (1).jpg``), and names that
    are equal in that sense go by their characters, so that the order is total. Written here because
    a general library needs 2.3 s for the 100,000 names that this sorts in 0.3 s.
    """
    stem, _, suffix = name.rpartition(".")
    if not stem:
        stem, suffix = name, ""
    return _DIGITS.sub(_number_key, stem.casefold()), suffix.casefold(), name


def _number_key(match: re.Match[str]) -> str:
    # The number of digits leads, so that comparing text compares numbers.
    digits = match[0].lstrip("0")
    return f"{len(digits):03}{digits}"


def holds_image(path: Path) -> bool:
    """Tell whether a file counts as an image: as in a scan, but for hidden files, which count."""
    name = path.name
    if looks_like_image(name):
        return True
    try:
        return "." not in name and not _is_special(str(path)) and _starts_like_image(str(path))
    except OSError:
        return False


def require_folder(root: Path) -> None:
    """Make sure that a folder is there and may be read, without reading it.

    Raises
    ------
    FolderError
        When it is missing, is a file, or may not be read.
    """
    with _faults_in_words(root), os.scandir(root):
        pass


def scan_folder(
    root: Path,
    *,
    batch_size: int = 500,
    first_batch_size: int = 50,
    cancel: CancelToken | None = None,
) -> Iterator[ScanBatch]:
    """Yield the images below a folder, depth first, files and folders in one natural order.

    No file is asked for its size or date; only folders are. Hidden files and folders and the
    droppings of operating systems are passed over. Links to folders are followed, unless they lead
    to a folder that encloses them or that is listed anyway: each folder is entered once, so loops
    end. Links that lead nowhere are listed when their name is an image's: the image is missing.

    Parameters
    ----------
    root : Path
        The folder.
    batch_size, first_batch_size : int
        Images in a batch; the first is small, so that the first picture shows soon.
    cancel : CancelToken, optional
        Looked at at least once for every few thousand names.

    Yields
    ------
    ScanBatch
        In order. The last may be short, or hold problems only; nothing is yielded for a folder
        without files.

    Raises
    ------
    FolderError
        At the first step: the folder is missing, is a file, or may not be read.
    CancelledError
        When ``cancel`` was set.
    """
    token = cancel or CancelToken()
    stack = [_open_root(root, token)]
    entered = {stack[0].identity}
    inside = os.path.realpath(root)
    found = _Findings()
    wanted = first_batch_size
    looks = 0
    while stack:
        folder = stack[-1]
        if not folder.left:
            stack.pop()
            continue
        looks += 1
        if looks % _LOOKS_BETWEEN_CANCELS == 0:
            token.raise_if_cancelled()
        name, is_folder, is_link = folder.left.pop()
        path = folder.path + os.sep + name
        relative = folder.prefix + name
        if not is_folder:
            _look_at_file(path, relative, found, is_link=is_link)
        elif not is_link or not _listed_anyway(path, inside):
            try:
                below = _list_folder(
                    path, relative + "/", token, through_link=is_link or folder.through_link
                )
            except OSError as error:
                found.problems.append(ScanProblem(relative, _reason(error)))
            else:
                encloses = any(below.identity == above.identity for above in stack)
                again = below.through_link and below.identity in entered
                if not encloses and not again:
                    entered.add(below.identity)
                    stack.append(below)
        if len(found.paths) >= wanted:
            wanted = batch_size
            yield found.take()
            token.raise_if_cancelled()
    if found.paths or found.problems or found.ignored:
        yield found.take()


def _open_root(root: Path, token: CancelToken) -> _Folder:
    """List the scanned folder itself; its faults are words for the user."""
    with _faults_in_words(root):
        return _list_folder(str(root), "", token, through_link=False)


@contextmanager
def _faults_in_words(root: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise FolderError(
            Saying("The folder {folder} does not exist.", folder=_shown(root)),
            Saying("Check the name, or choose another one."),
        ) from error
    except NotADirectoryError as error:
        raise FolderError(
            Saying("{path} is a file, not a folder.", path=_shown(root)),
            Saying("Choose the folder that holds the images."),
        ) from error
    except PermissionError as error:
        raise FolderError(
            Saying("The folder {folder} may not be read.", folder=_shown(root)),
            Saying("Ask its owner for permission, or choose another folder."),
        ) from error
    except (OSError, ValueError) as error:
        reason = _reason(error) if isinstance(error, OSError) else Saying("the name is not allowed")
        raise FolderError(
            Saying(
                "The folder {folder} cannot be read: {reason}.", folder=_shown(root), reason=reason
            ),
            Saying("Choose another folder."),
        ) from error


def _list_folder(path: str, prefix: str, token: CancelToken, *, through_link: bool) -> _Folder:
    """Read the names in one folder and lay them out, the first one last."""
    status = os.stat(path)  # noqa: PTH116 - text paths are kept, for speed and for their bytes
    names: list[tuple[str, bool, bool]] = []
    with os.scandir(path) as entries:
        for count, entry in enumerate(entries, start=1):
            if count % _LOOKS_BETWEEN_CANCELS == 0:
                token.raise_if_cancelled()
            if entry.is_file(follow_symlinks=False):
                names.append((entry.name, False, False))
                continue
            is_link = entry.is_symlink()
            try:
                is_folder = entry.is_dir()
                is_file = is_folder or entry.is_file()
            except OSError:
                # A link that leads to itself cannot be followed; it is listed as missing.
                is_folder = is_file = False
            if is_file or is_link:
                names.append((entry.name, is_folder, is_link))
            # Anything else is a pipe, a socket or a device: opening one could wait for ever.
    names = [item for item in names if not (item[1] and _passed_over(item[0]))]
    if _differ_in_digits_only(names):
        # Only the names, as Python compares those quickest: it lets no other thread on meanwhile.
        names.sort(key=itemgetter(0), reverse=True)
    else:
        names.sort(key=lambda item: natural_key(item[0]), reverse=True)
    return _Folder(path, prefix, (status.st_dev, status.st_ino), through_link, names)


def _differ_in_digits_only(names: list[tuple[str, bool, bool]]) -> bool:
    """Tell whether all names are alike but for their digits, of which they have equally many.

    So a camera names its pictures. Such names are in natural order as plain text, which is sorted
    many times faster: a folder of 100,000 shows its first picture that much sooner.
    """
    # All at once, since this is quicker than name by name; no name holds the separator.
    text = os.fsencode("\0".join(name for name, _, _ in names))
    shapes = text.translate(_AS_ZERO).split(b"\0")
    return shapes.count(shapes[0]) == len(shapes)


def _passed_over(name: str) -> bool:
    return name.startswith(".") or name.lower() in _PASSED_OVER


def _look_at_file(path: str, relative: str, found: _Findings, *, is_link: bool) -> None:
    """Put one file where it belongs: an image, a problem, or something else."""
    name = relative.rpartition("/")[2]
    if _passed_over(name):
        found.ignored += 1
    elif looks_like_image(name):
        if is_link and _is_special(path):
            found.ignored += 1
        else:
            found.paths.append(relative)
    elif "." in name:
        found.ignored += 1
    else:
        try:
            is_image = not (is_link and _is_special(path)) and _starts_like_image(path)
        except FileNotFoundError:
            found.ignored += 1
        except OSError as error:
            found.problems.append(ScanProblem(relative, _reason(error)))
        else:
            if is_image:
                found.paths.append(relative)
            else:
                found.ignored += 1


def _is_special(path: str) -> bool:
    """Tell whether a link leads to a pipe, a socket or a device."""
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116 - see _list_folder
    except OSError:
        return False
    return not stat.S_ISREG(mode)


def _starts_like_image(path: str) -> bool:
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - see _list_folder
        return sniff_format(file.read(HEAD_BYTES)) is not None


def _listed_anyway(path: str, inside: str) -> bool:
    """Tell whether the folder behind a link lies, unhidden, below the scanned folder."""
    target = os.path.realpath(path)
    if target == inside:
        return True
    if not target.startswith(inside.rstrip(os.sep) + os.sep):
        # A folder around the scanned one would list everything a second time.
        return inside.startswith(target.rstrip(os.sep) + os.sep)
    return not any(_passed_over(part) for part in Path(target).relative_to(inside).parts)


def _reason(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return Saying("no permission")
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Saying("it has gone")
    if error.errno == errno.ENAMETOOLONG:
        return PATH_TOO_LONG
    return system_words(error) if error.strerror else Saying("it cannot be read")


def _shown(path: Path) -> str:
    """Return a path that can be printed, whatever bytes its name holds."""
    return os.fsencode(path).decode("utf-8", "replace")
