"""Spec strings: the one way to name an encoder in settings, sessions and commands.

``builtin``, ``open_clip:MODEL/PRETRAINED``, ``open_clip:local-dir:FOLDER``, ``timm:NAME`` and
``timm:local-dir:FOLDER``; the name of a preset stands for the preset's spec string. ``#int8`` or
``#bfloat16`` behind any of these names another precision than ``#float32``, which goes unsaid.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from iaia_desktop.core.errors import EncoderError
from iaia_desktop.core.saying import Saying
from iaia_desktop.encoders.precisions import Precision
from iaia_desktop.encoders.presets import PRESETS

BUILTIN: Final = "builtin"
OPEN_CLIP: Final = "open_clip"
TIMM: Final = "timm"
LOCAL_DIR: Final = "local-dir:"

HOW_TO_NAME: Final = Saying(
    "Use fast, balanced, accurate, builtin, open_clip:MODEL/PRETRAINED, "
    "open_clip:local-dir:FOLDER, timm:NAME or timm:local-dir:FOLDER."
)

_MARK: Final = "#"


@dataclass(frozen=True, slots=True)
class EncoderSpec:
    """A parsed spec string; ``str()`` gives the string again.

    Attributes
    ----------
    family : str
        ``open_clip``, ``timm`` or ``builtin``.
    model : str
        Name of the architecture, as its library knows it; for timm with its tag, if it has one;
        "" for a folder and for the built-in encoder.
    pretrained : str or None
        open_clip's tag for the weights; None for everything else.
    folder : Path or None
        The folder with the weights and their configuration, for ``local-dir:``.
    precision : Precision
        What it computes in.
    """

    family: str
    model: str = ""
    pretrained: str | None = None
    folder: Path | None = None
    precision: Precision = Precision.FLOAT32

    def __str__(self) -> str:
        return join_precision(self._without_precision(), self.precision)

    def _without_precision(self) -> str:
        if self.family == BUILTIN:
            return BUILTIN
        if self.folder is not None:
            return f"{self.family}:{LOCAL_DIR}{self.folder}"
        if self.pretrained is not None:
            return f"{self.family}:{self.model}/{self.pretrained}"
        return f"{self.family}:{self.model}"

    @property
    def title(self) -> str:
        """A short name for the status bar."""
        if self.family == BUILTIN:
            return Saying("built in")
        name = self.model
        if self.folder is not None:
            name = self.folder.name or str(self.folder)
        return name if self.precision is Precision.FLOAT32 else f"{name} ({self.precision})"

    def in_full(self) -> EncoderSpec:
        """Return this spec in full precision: what names its weights."""
        return replace(self, precision=Precision.FLOAT32)

    def in_precision(self, precision: Precision) -> EncoderSpec:
        """Return this spec in another precision.

        Raises
        ------
        EncoderError
            When it is the built-in encoder, which has one.
        """
        if self.family == BUILTIN and precision is not Precision.FLOAT32:
            raise EncoderError(
                Saying(
                    "The built-in encoder does not compute in {precision}.", precision=precision
                ),
                Saying("It is fast as it is; other encoders may."),
            )
        return replace(self, precision=precision)

    def absolute(self) -> EncoderSpec:
        """Return this spec with an absolute folder, so that it holds wherever one stands."""
        if self.folder is None:
            return self
        return replace(self, folder=_at_home(self.folder).absolute())


def parse_spec(text: str) -> EncoderSpec:
    """Read a spec string or the name of a preset.

    Parameters
    ----------
    text : str
        As the person or a settings file gives it; blanks around it are ignored.

    Returns
    -------
    EncoderSpec
        With the folder as given (``~`` expanded), whether or not it exists.

    Raises
    ------
    EncoderError
        When the text names no encoder, saying which forms there are.
    """
    text, precision = split_precision(text.strip())
    return _parse_plain(text.strip()).in_precision(precision or Precision.FLOAT32)


def split_precision(text: str) -> tuple[str, Precision | None]:
    """Take the precision off the end of a spec string; None where it has none."""
    plain, mark, word = text.rpartition(_MARK)
    if not mark or word not in list(Precision):
        return text, None
    return plain, Precision(word)


def join_precision(plain: str, precision: str) -> str:
    """Put a precision behind a spec string that has none."""
    # A folder may be called like a precision; then its own has to be said, too.
    if precision == Precision.FLOAT32 and split_precision(plain)[1] is None:
        return plain
    return f"{plain}{_MARK}{precision}"


def _parse_plain(text: str) -> EncoderSpec:
    preset = PRESETS.get(text)
    if preset is not None:
        text = preset.spec
    if text == BUILTIN:
        return EncoderSpec(BUILTIN)
    family, separator, rest = text.partition(":")
    rest = rest.strip()
    if family not in {OPEN_CLIP, TIMM} or not separator or not rest or "\0" in rest:
        raise EncoderError(Saying("“{text}” names no encoder.", text=text), HOW_TO_NAME)
    if rest.startswith(LOCAL_DIR):
        folder = rest.removeprefix(LOCAL_DIR).strip()
        if not folder:
            raise EncoderError(
                Saying("“{text}” lacks the folder with the weights.", text=text), HOW_TO_NAME
            )
        return EncoderSpec(family, folder=_at_home(Path(folder)))
    if ":" in rest or any(character.isspace() for character in rest):
        raise EncoderError(Saying("“{text}” names no encoder.", text=text), HOW_TO_NAME)
    if family == TIMM:
        return _timm_spec(text, rest)
    return _open_clip_spec(text, rest)


def _timm_spec(text: str, name: str) -> EncoderSpec:
    if "/" in name or "\\" in name:
        raise EncoderError(
            Saying("“{text}” names no encoder: a timm model has no slash in its name.", text=text),
            Saying(
                "For a folder with weights, write timm:{local}{name}.", local=LOCAL_DIR, name=name
            ),
        )
    return EncoderSpec(TIMM, model=name)


def _open_clip_spec(text: str, rest: str) -> EncoderSpec:
    model, separator, pretrained = rest.partition("/")
    if not separator or not model or not pretrained:
        raise EncoderError(
            Saying(
                "“{text}” names no encoder: open_clip needs a model and the tag of its weights.",
                text=text,
            ),
            Saying("Write open_clip:MODEL/PRETRAINED, for instance open_clip:ViT-B-32/openai."),
        )
    if "/" in pretrained or "\\" in rest:
        raise EncoderError(
            Saying("“{text}” names no encoder: it has more than one slash.", text=text),
            Saying("For a folder with weights, write open_clip:{local}FOLDER.", local=LOCAL_DIR),
        )
    return EncoderSpec(OPEN_CLIP, model=model, pretrained=pretrained)


def _at_home(folder: Path) -> Path:
    """Return a path in which ``~`` was somebody's home; a name that nobody has stays."""
    return Path(os.path.expanduser(folder))  # noqa: PTH111 - Path's own raises for unknown names
