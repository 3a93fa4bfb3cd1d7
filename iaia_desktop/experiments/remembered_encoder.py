"""Embed without an encoder what was embedded before: the encoder is loaded when it is missed.

Loading an encoder takes seconds and needs its weights. To look embeddings up in the cache only its
name is needed, which is noted here by spec string when an encoder was used.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from PIL import Image

from iaia_desktop.core.errors import EncoderError
from iaia_desktop.core.types import Vector
from iaia_desktop.encoders.base import Encoder
from iaia_desktop.encoders.local_folder import open_local_folder
from iaia_desktop.encoders.spec import BUILTIN, parse_spec

NOTES_NAME = "encoders.json"
"""The file of the notes, in the folder of what may be deleted at any time."""


class EncoderChangedError(Exception):
    """The encoder that was loaded is not the one that was remembered.

    Parameters
    ----------
    encoder : Encoder
        The one that was loaded.
    """

    def __init__(self, encoder: Encoder) -> None:
        super().__init__(encoder.encoder_id)
        self.encoder = encoder


@dataclass(frozen=True, slots=True)
class EncoderIdentity:
    """What is noted of an encoder.

    Attributes
    ----------
    encoder_id, title : str
        As in ``Encoder``.
    dim, input_size_px, batch_size : int
        As in ``Encoder``.
    weights : str
        Sizes and times of the files of a folder with weights; "" for others.
    """

    encoder_id: str
    title: str
    dim: int
    input_size_px: int
    batch_size: int
    weights: str


class EncoderNotes:
    """Keep what encoders are called by their spec strings; trouble with the file is never an error.

    Parameters
    ----------
    path : Path
        The file; made when needed.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def recall(self, spec: str) -> EncoderIdentity | None:
        """Return what is noted of a spec string, or None; None too if its weights changed."""
        identity = _identity_in(self._read().get(_full_spec(spec)))
        if identity is None or _weights_of(spec) not in {"", identity.weights}:
            return None
        return identity

    def note(self, encoder: Encoder) -> None:
        """Note an encoder; not the built-in one, which needs no weights and may change."""
        spec = _full_spec(encoder.spec)
        if spec == BUILTIN:
            return
        identity = EncoderIdentity(
            encoder_id=encoder.encoder_id,
            title=encoder.title,
            dim=encoder.dim,
            input_size_px=encoder.input_size_px,
            batch_size=encoder.batch_size,
            weights=_weights_of(encoder.spec),
        )
        text = json.dumps({**self._read(), spec: asdict(identity)}, indent=1)
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            unfinished = self._path.with_name(f".{secrets.token_hex(4)}.unfinished")
            unfinished.write_text(text, encoding="utf-8")
            unfinished.replace(self._path)

    def _read(self) -> dict[str, object]:
        try:
            content = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return content if isinstance(content, dict) else {}


class RememberedEncoder:
    """Stand in for an encoder until an image has to be embedded; then load it.

    Parameters
    ----------
    spec : str
        Its spec string.
    identity : EncoderIdentity
        What is noted of it.
    load : callable
        Loads it.
    """

    def __init__(self, spec: str, identity: EncoderIdentity, load: Callable[[], Encoder]) -> None:
        self.spec = spec
        self._identity = identity
        self._load = load
        self._encoder: Encoder | None = None

    @property
    def encoder_id(self) -> str:
        """As it was noted."""
        return self._identity.encoder_id

    @property
    def title(self) -> str:
        """As it was noted."""
        return self._identity.title

    @property
    def dim(self) -> int:
        """As it was noted."""
        return self._identity.dim

    @property
    def input_size_px(self) -> int:
        """As it was noted."""
        return self._identity.input_size_px

    @property
    def batch_size(self) -> int:
        """As it was noted, or as the encoder says once it is loaded."""
        return (self._encoder or self._identity).batch_size

    @property
    def device(self) -> str:
        """Of the encoder once it is loaded; ``cpu`` before."""
        return "cpu" if self._encoder is None else self._encoder.device

    def encode_images(self, images: Sequence[Image.Image]) -> Vector:
        """Embed images, for which the encoder is loaded at the first time.

        Raises
        ------
        EncoderChangedError
            When the encoder is another one by now: its embeddings do not go with the cached ones.
        EncoderError
            When it cannot be loaded or cannot work.
        """
        if self._encoder is None:
            self._encoder = self._load()
        if self._encoder.encoder_id != self.encoder_id:
            # Said again to whoever asks again: a batch that fails is tried image by image.
            raise EncoderChangedError(self._encoder)
        return self._encoder.encode_images(images)


def _identity_in(content: object) -> EncoderIdentity | None:
    """Return an identity as it was written, or None for anything else."""
    match content:
        case {
            "encoder_id": str(encoder_id),
            "title": str(title),
            "dim": int(dim),
            "input_size_px": int(input_size_px),
            "batch_size": int(batch_size),
            "weights": str(weights),
        } if min(dim, input_size_px, batch_size) > 0:
            return EncoderIdentity(encoder_id, title, dim, input_size_px, batch_size, weights)
        case _:
            return None


def _full_spec(spec: str) -> str:
    return str(parse_spec(spec).absolute())


def _weights_of(spec: str) -> str:
    """Return sizes and times of the files in a folder with weights; "" when there is none."""
    parsed = parse_spec(spec).absolute()
    if parsed.folder is None:
        return ""
    try:
        folder = open_local_folder(parsed)
        files = [path.stat() for path in (folder.config, folder.weights)]
    except (EncoderError, OSError):
        return ""
    return " ".join(f"{file.st_size}:{file.st_mtime_ns}" for file in files)
