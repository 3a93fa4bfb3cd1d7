"""A sentence for the person that can still be said in another language.

The layers below the window know no Qt, so they cannot translate, and a finished sentence cannot be
looked up in a catalogue. A ``Saying`` is the finished English sentence, and remembers what it was
made of: its template, which a catalogue can hold, and the values in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Self


class Saying(str):
    """A text made of a template and values; everywhere else an ordinary ``str``.

    Parameters
    ----------
    template : str
        A whole text in English with its values in braces, as ``str.format`` takes them; a literal,
        so that it can be found in the code.
    **values
        What stands in the braces. A value that is a saying is said in the other language too.

    Raises
    ------
    KeyError
        When the template names a value that is not given.
    """

    __slots__ = ("_parts", "_separator", "_template", "_values")

    _template: str
    _values: Mapping[str, object]
    _parts: tuple[str, ...]
    _separator: str

    def __new__(cls, template: str, /, **values: object) -> Self:
        """Fill the template in."""
        self = super().__new__(cls, template.format(**values))
        self._template, self._values = template, MappingProxyType(values)
        self._parts, self._separator = (), ""
        return self

    @classmethod
    def counted(cls, count: int, one: str, many: str, /, **values: object) -> Self:
        """Return a text with a number in it, which reads otherwise for one.

        Parameters
        ----------
        count : int
            Becomes the value ``n``.
        one, many : str
            Templates, as literals: "1 image" and "{n:,} images".
        **values
            What else stands in the braces.
        """
        return cls(one if count == 1 else many, n=count, **values)

    @classmethod
    def joined(cls, parts: Iterable[str], separator: str = " ") -> Self:
        """Return several texts as one; empty ones are left out.

        Parameters
        ----------
        parts : iterable of str
            Sayings, and texts that are the same in every language.
        separator : str
            Stands between them.
        """
        kept = tuple(part for part in parts if part)
        self = super().__new__(cls, separator.join(kept))
        self._template, self._values = "", MappingProxyType({})
        self._parts, self._separator = kept, separator
        return self

    @classmethod
    def made_of(cls, template: str, values: Mapping[str, object]) -> Self:
        """Return one again that went elsewhere as text; its template stands in the code there."""
        return cls(template, **values)

    @property
    def template(self) -> str:
        """What a catalogue holds; "" for one that was joined."""
        return self._template

    @property
    def values(self) -> Mapping[str, object]:
        """What stands in the braces of the template."""
        return self._values

    def translated(self, look_up: Callable[[str], str]) -> str:
        """Return the text in another language.

        Parameters
        ----------
        look_up : callable
            Takes a template, and returns it in that language; as it is when there is none.

        Returns
        -------
        str
            English, as far as a translation has braces that the values do not fill.
        """
        if self._parts:
            return self._separator.join(translated(part, look_up) for part in self._parts)
        values = {
            name: translated(value, look_up) if isinstance(value, str) else value
            for name, value in self._values.items()
        }
        try:
            return look_up(self._template).format(**values)
        except (KeyError, IndexError, ValueError):
            return str(self)

    def __reduce__(self) -> tuple[object, ...]:
        """Take what it was made of along to another process."""
        return _made_again, (
            type(self), str(self), self._template, dict(self._values), self._parts, self._separator,
        )  # fmt: skip


def translated(text: str, look_up: Callable[[str], str]) -> str:
    """Return a saying in another language; any other text as it is."""
    return text.translated(look_up) if isinstance(text, Saying) else text


def _made_again(
    kind: type[Saying],
    text: str,
    template: str,
    values: dict[str, object],
    parts: tuple[str, ...],
    separator: str,
) -> Saying:
    self = str.__new__(kind, text)
    self._template, self._values = template, MappingProxyType(values)
    self._parts, self._separator = parts, separator
    return self
