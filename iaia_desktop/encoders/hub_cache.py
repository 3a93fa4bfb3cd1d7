"""The Hugging Face cache on this machine: where it is, and what lies in it. No network."""

from __future__ import annotations

import os
from pathlib import Path

from iaia_desktop.encoders.presets import HubWeights


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
    if not repo_folder(hub.repo_id).is_dir():
        return None
    from huggingface_hub import try_to_load_from_cache  # noqa: PLC0415 - 0.2 s, often not needed

    for filename in hub.filenames:
        found = try_to_load_from_cache(hub.repo_id, filename, cache_dir=hub_cache_folder())
        if isinstance(found, str) and Path(found).is_file():
            return Path(found)
    return None


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
