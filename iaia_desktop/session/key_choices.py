"""Keys under change: who has which key, and what stands against giving it to another."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QKeySequence

from iaia_desktop.session.actions import ACTIONS, RESERVED_KEYS, action, effective_keys


def normal_key(key: str) -> str:
    """Return a key in Qt's portable text, spelt the one way Qt spells it; "" for nonsense."""
    sequence = QKeySequence.fromString(key, QKeySequence.SequenceFormat.PortableText)
    return sequence.toString(QKeySequence.SequenceFormat.PortableText)


class KeyChoices:
    """Hold the changed keys of the actions; no key ever belongs to two.

    Parameters
    ----------
    changed : mapping of str to tuple of str
        The person's changes, as the settings keep them.
    """

    def __init__(self, changed: Mapping[str, tuple[str, ...]]) -> None:
        known = {row.action_id for row in ACTIONS}
        self._changed = {name: keys for name, keys in changed.items() if name in known}

    @property
    def changed(self) -> dict[str, tuple[str, ...]]:
        """The keys that differ from the default ones."""
        return {name: keys for name, keys in self._changed.items() if keys != action(name).keys}

    def keys_of(self, action_id: str) -> tuple[str, ...]:
        """Return the keys of an action."""
        return self._changed.get(action_id, action(action_id).keys)

    def owner_of(self, key: str) -> str | None:
        """Return the action that has a key, or None."""
        wanted = normal_key(key)
        for action_id, keys in effective_keys(self._changed).items():
            if wanted and wanted in map(normal_key, keys):
                return action_id
        return None

    def is_reserved(self, key: str) -> bool:
        """Tell whether a key is kept free, or cannot be a key by itself (Escape, Tab)."""
        return normal_key(key).lower() in RESERVED_KEYS | {"", "esc", "tab", "shift+tab"}

    def set_keys(self, action_id: str, keys: tuple[str, ...]) -> None:
        """Give an action these keys, taking them from whoever had them."""
        normal = tuple(dict.fromkeys(filter(None, map(normal_key, keys))))
        for other in ACTIONS:
            if other.action_id != action_id:
                old = self.keys_of(other.action_id)
                kept = tuple(key for key in old if normal_key(key) not in normal)
                if kept != old:
                    self._changed[other.action_id] = kept
        self._changed[action_id] = normal

    def reset(self, action_id: str) -> None:
        """Give an action its default keys back, taking them from whoever has them now."""
        self.set_keys(action_id, action(action_id).keys)
        self._changed.pop(action_id)

    def reset_all(self) -> None:
        """Give every action its default keys back."""
        self._changed.clear()
