"""What a configuration beside weights must not say.

A folder with weights may come from a stranger. Its configuration is read by open_clip, timm and
transformers, which take more from it than the shape of a network: names of models on the hub, paths
of other files, and the leave to run code that lies there.
"""

from __future__ import annotations

import json
from pathlib import Path

from iaia_desktop.core.errors import EncoderError
from iaia_desktop.core.saying import Saying
from iaia_desktop.core.system_words import system_words

_MOST_BYTES = 4 << 20
_FORBIDDEN = frozenset(
    {
        "auto_map",
        "cache_dir",
        "checkpoint_path",
        "code_revision",
        "custom_pipelines",
        "pretrained_cfg_overlay",
        "trust_remote_code",
    }
)
_NAMES_OF_NETWORKS = frozenset({"architecture", "timm_model_name"})
_REMEDY = Saying("Choose another folder, or another encoder.")


def require_plain_config(config: Path) -> None:
    """Refuse a configuration that reaches out of its folder.

    Parameters
    ----------
    config : Path
        A file of JSON, as open_clip or timm write it.

    Raises
    ------
    EncoderError
        When it names code to run, files elsewhere or a model on the hub; when it is no JSON, or
        cannot be read.
    """
    try:
        with config.open("rb") as stream:
            text = stream.read(_MOST_BYTES + 1)
    except OSError as error:
        raise EncoderError(
            Saying(
                "{config} cannot be read ({reason}).",
                config=config,
                reason=system_words(error),
            ),
            _REMEDY,
        ) from error
    if len(text) > _MOST_BYTES:
        raise EncoderError(
            Saying("{config} is too large for a configuration.", config=config), _REMEDY
        )
    try:
        objection = _objection_to(json.loads(text), config)
    except (ValueError, RecursionError) as error:
        raise EncoderError(
            Saying("{config} cannot be loaded: it is damaged, and no JSON.", config=config), _REMEDY
        ) from error
    if objection:
        raise EncoderError(objection, _REMEDY)


def _objection_to(value: object, config: Path) -> Saying | None:
    """Return what is wrong with a part of a configuration; None when nothing is."""
    if isinstance(value, list):
        return next(filter(None, (_objection_to(item, config) for item in value)), None)
    if not isinstance(value, dict):
        return None
    for key, item in value.items():
        if key in _FORBIDDEN and item not in (None, False, "", {}, []):
            return Saying(
                "{config} asks for more than weights: it sets “{key}”.", config=config, key=key
            )
        if key in _NAMES_OF_NETWORKS and not _is_name(item):
            return Saying(
                "{config} asks for more than weights: “{key}” names no network of the library.",
                config=config,
                key=key,
            )
        if objection := _objection_to(item, config):
            return objection
    return None


def _is_name(value: object) -> bool:
    """Return whether a value is a plain name, with no source such as ``hf-hub:`` in front."""
    return value is None or (isinstance(value, str) and not set(value) & set(":/\\"))
