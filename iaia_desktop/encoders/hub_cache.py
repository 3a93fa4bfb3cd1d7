"""The Hugging Face cache on this machine: where it is, and what lies in it. No network."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from iaia_desktop.encoders.presets import HubWeights

_NAMED_BY_CONTENT = re.compile(r"[0-9a-f]{64}")


def hub_cache_folder() -> Path:
    """Return the folder in which the hub's libraries keep what they fetched.

    Follows the same environment variables as huggingface_hub, but at the time of the call.
    """
    for variable in ("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"):
        if named := os.environ.get(variable):
            return Path(os.path.expandvars(named)).expanduser()
    if home := os.environ.get("HF_HOME"):
        return Path(os.path.expandvars(home)).expanduser() / "hub"
    base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(os.path.expandvars(base)).expanduser() / "huggingface" / "hub"


def hub_is_offline() -> bool:
    """Return whether the person told the hub's libraries to stay off the network."""
    wish = os.environ.get("HF_HUB_OFFLINE") or os.environ.get("TRANSFORMERS_OFFLINE") or ""
    return wish.upper() in {"1", "ON", "YES", "TRUE"}


def repo_folder(repo_id: str) -> Path:
    """Return the folder of a model repository in the cache, whether or not it exists."""
    return hub_cache_folder() / f"models--{repo_id.replace('/', '--')}"


def cached_weights(hub: HubWeights) -> Path | None:
    """Return the weights if they are in the cache, complete.

    Parameters
    ----------
    hub : HubWeights
        Repository and names, best first.

    Returns
    -------
    Path or None
        The file in the snapshot that the main branch pointed to when it was fetched.
    """
    if not os.path.isdir(repo_folder(hub.repo_id)):  # noqa: PTH112 - False without permission
        return None
    from huggingface_hub import try_to_load_from_cache  # noqa: PLC0415 - 0.2 s, often not needed

    for filename in hub.filenames:
        try:
            found = try_to_load_from_cache(hub.repo_id, filename, cache_dir=hub_cache_folder())
        except (OSError, ValueError):
            # Whatever lies there is no entry that the library can read.
            continue
        if isinstance(found, str) and os.path.isfile(found):  # noqa: PTH113
            return Path(found)
    return None


def discard_damaged(weights: Path) -> bool:
    """Throw weights out of the cache when their bytes are not what their name says.

    The cache names large files by their SHA-256. Nothing else is ever deleted. Where links cannot
    be made (Windows without the right to), the weights are a copy of such a file: a copy that is
    none any more is deleted, and fetching makes a new one from the file without a network.

    Parameters
    ----------
    weights : Path
        As ``cached_weights`` gives it.

    Returns
    -------
    bool
        Whether they were damaged, and are gone now.
    """
    try:
        blob = weights.resolve(strict=True)
        if blob.parent.name != "blobs":
            return _discard_bad_copy(weights)
        if _NAMED_BY_CONTENT.fullmatch(blob.name) is None:
            return False
        if _sha256(blob) == blob.name:
            return False
        blob.unlink()
        weights.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def _discard_bad_copy(weights: Path) -> bool:
    """Delete a copy of a file of the cache that is not equal to any such file any more."""
    # models--NAME/snapshots/COMMIT/FILE, and the files themselves in models--NAME/blobs
    if weights.is_symlink() or weights.parents[1].name != "snapshots":
        return False
    blobs = [entry.name for entry in (weights.parents[2] / "blobs").iterdir()]
    names = {name for name in blobs if _NAMED_BY_CONTENT.fullmatch(name)}
    if not names or _sha256(weights) in names:
        return False
    weights.unlink()
    return True


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, hashlib.sha256).hexdigest()


def cached_timm_models() -> list[str]:
    """Return the names of timm's models whose weights lie in the cache, in order."""
    try:
        entries = sorted(hub_cache_folder().iterdir())
    except OSError:
        return []
    prefix = "models--timm--"
    names = [entry.name.removeprefix(prefix) for entry in entries if entry.name.startswith(prefix)]
    # A model's name with its tag holds one dot; names with two dashes came from a slash.
    return [name for name in names if "." in name and "--" not in name]
