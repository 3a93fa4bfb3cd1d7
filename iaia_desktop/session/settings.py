"""The program's own settings: one small JSON file, written whole or not at all."""

from __future__ import annotations

import json
import logging
import os
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from iaia_desktop.core.method import Method
from iaia_desktop.core.saying import Saying
from iaia_desktop.core.shown import shown
from iaia_desktop.core.system_words import system_words
from iaia_desktop.encoders.presets import DEFAULT_SPEC

_THEMES = ("system", "light", "dark")
_LANGUAGES = ("system", "en", "de", "it")
_THUMBNAIL_SIZES_PX = range(32, 513)
_PAGE_TILE_SIZES_PX = range(72, 321)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the person chose once for all sessions.

    Attributes
    ----------
    encoder_spec : str
        The encoder that is wanted.
    method : Method
        Distance, epsilon and learning.
    theme : str
        ``system``, ``light`` or ``dark``.
    language : str
        Of the window: ``system``, ``en``, ``de`` or ``it``.
    keep_zoom : bool
        Whether the zoom stays between images.
    thumbnail_size_px : int
        Side of the pictures in the film strip.
    page_tile_px : int
        Side of the tiles of a page of look-alikes; 0 for what suits the window.
    keys : mapping of str to tuple of str
        Keys of the actions that were changed.
    export_folder, open_folder : str
        Where the file dialogs start.
    unfinished_export : tuple of str
        Session file and folder of an export that was begun and is not finished; empty for none.
    geometry : str
        Window geometry in base64; "" for the default.
    sessions_elsewhere : tuple of str
        Session files outside the default folder, for the start page.
    last_sessions : tuple of str
        Session files that were opened, the last one first.
    hidden_sessions : tuple of str
        Session files that were taken off the start page.
    """

    encoder_spec: str = DEFAULT_SPEC
    method: Method = field(default_factory=Method)
    theme: str = "system"
    language: str = "system"
    keep_zoom: bool = False
    thumbnail_size_px: int = 76
    page_tile_px: int = 0
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    export_folder: str = ""
    open_folder: str = ""
    unfinished_export: tuple[str, ...] = ()
    geometry: str = ""
    sessions_elsewhere: tuple[str, ...] = ()
    last_sessions: tuple[str, ...] = ()
    hidden_sessions: tuple[str, ...] = ()


class SettingsFile:
    """Load and save the settings.

    A file that cannot be read is set aside as ``settings.json.unreadable`` and the defaults are
    used: the person's choices of looks are never worth a program that does not start.

    Parameters
    ----------
    path : Path
        The JSON file; its folder is made when needed.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._unheard: list[Saying] = []
        self._tell: Callable[[Saying], None] = self._unheard.append
        self._is_saved = True
        self.value = self._load()

    @property
    def path(self) -> Path:
        """The file."""
        return self._path

    def change(self, **changes: Any) -> Settings:
        """Change some fields, save, and return the new settings.

        When they cannot be written, the new settings hold until the program ends.
        """
        self.value = replace(self.value, **changes)
        self._save()
        return self.value

    def watch(self, tell: Callable[[Saying], None]) -> None:
        """Have somebody told when settings are lost; what went wrong before is told at once.

        Parameters
        ----------
        tell : callable
            Takes the words for the person: once, until saving works again.
        """
        self._tell = tell
        for words in self._unheard:
            tell(words)
        self._unheard.clear()

    def _load(self) -> Settings:
        try:
            raw = json.loads(self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return Settings()
        except (OSError, ValueError, RecursionError):
            raw = None
        if isinstance(raw, dict):
            return _from_json(raw)
        _log.warning("settings in %s cannot be read; using the defaults", self._path)
        self._set_aside()
        self._tell(
            Saying(
                "The settings could not be read, and are the usual ones again ({path}). Sessions "
                "and labels are not touched.",
                path=shown(self._path),
            )
        )
        return Settings()

    def _set_aside(self) -> None:
        try:
            self._path.replace(self._path.with_name(self._path.name + ".unreadable"))
        except OSError:
            _log.warning("the unreadable settings stay where they are")

    def _save(self) -> None:
        data = json.dumps(asdict(self.value), indent=2, sort_keys=True).encode()
        try:
            _write_whole(self._path, data)
        except OSError as error:
            _log.warning("the settings could not be saved: %s", error)
            if self._is_saved:
                self._tell(
                    Saying(
                        "The settings cannot be saved ({path}: {reason}). They hold until the "
                        "program is closed; sessions and labels are kept elsewhere.",
                        path=shown(self._path),
                        reason=system_words(error),
                    )
                )
            self._is_saved = False
        else:
            self._is_saved = True


def _write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all.

    Not by Qt, which finds no folder whose name holds bytes that are no text.

    Raises
    ------
    OSError
        When that is not possible; a file that was there stays as it was.
    """
    # A link stays one: settings may lie where somebody keeps those of all programs.
    real = Path(os.path.realpath(path))
    real.parent.mkdir(parents=True, exist_ok=True)
    unfinished = real.with_name(f"{real.name}.{secrets.token_hex(4)}")
    try:
        with unfinished.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(real)
    finally:
        with suppress(OSError):
            unfinished.unlink()


def _from_json(raw: Mapping[str, Any]) -> Settings:
    """Take over what has the right type, and the default for all else."""
    default = Settings()
    values: dict[str, Any] = {}
    for entry in fields(Settings):
        value = raw.get(entry.name)
        if entry.name == "method":
            values["method"] = Method.from_json(value, default.method)
        elif entry.name == "keys" and isinstance(value, dict):
            values["keys"] = {
                str(name): tuple(str(key) for key in keys)
                for name, keys in value.items()
                if isinstance(keys, list)
            }
        elif isinstance(getattr(default, entry.name), tuple) and isinstance(value, list):
            values[entry.name] = tuple(str(item) for item in value)
        elif type(value) is type(getattr(default, entry.name)):
            values[entry.name] = value
    if values.get("theme", default.theme) not in _THEMES:
        del values["theme"]
    if values.get("language", default.language) not in _LANGUAGES:
        del values["language"]
    if values.get("thumbnail_size_px", default.thumbnail_size_px) not in _THUMBNAIL_SIZES_PX:
        del values["thumbnail_size_px"]
    if values.get("page_tile_px", 0) not in _PAGE_TILE_SIZES_PX:
        values["page_tile_px"] = 0
    return Settings(**values)
