"""Folders with weights on this machine, in the layouts of open_clip and timm."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from iaia_desktop.core.errors import EncoderError
from iaia_desktop.core.saying import Saying
from iaia_desktop.core.system_words import system_words
from iaia_desktop.encoders.spec import OPEN_CLIP, EncoderSpec

# Each library's own order of preference, so that the file that is hashed is the file it loads.
_PREFERRED = {
    "open_clip": (
        "open_clip_model.safetensors",
        "open_clip_pytorch_model.safetensors",
        "open_clip_pytorch_model.bin",
        "open_clip_pytorch_model.pth",
        "model.safetensors",
        "pytorch_model.bin",
        "pytorch_model.pth",
        "model.pth",
    ),
    "timm": (
        "model.safetensors",
        "pytorch_model.bin",
        "pytorch_model.pth",
        "model.pth",
        "open_clip_model.safetensors",
        "open_clip_pytorch_model.safetensors",
        "open_clip_pytorch_model.bin",
        "open_clip_pytorch_model.pth",
    ),
}
_SUFFIXES = (".safetensors", ".pth", ".bin")
_CONFIG = {"open_clip": "open_clip_config.json", "timm": "config.json"}


@dataclass(frozen=True, slots=True)
class LocalFolder:
    """The two files of a folder that make an encoder.

    Attributes
    ----------
    config : Path
        The configuration: architecture and preprocessing.
    weights : Path
        The weights that the library takes.
    """

    config: Path
    weights: Path

    def fingerprint(self) -> str:
        """Return 16 hexadecimal digits that change with the bytes of either file.

        Reads the whole of the weights (about a second for 500 MB). The folder's own name has no
        part in it, so embeddings stay valid when the folder moves.

        Raises
        ------
        EncoderError
            When a file cannot be read.
        """
        digest = hashlib.blake2b(digest_size=8)
        for path in (self.config, self.weights):
            try:
                with path.open("rb") as stream:
                    digest.update(hashlib.file_digest(stream, hashlib.blake2b).digest())
            except OSError as error:
                raise EncoderError(
                    Saying(
                        "{path} cannot be read ({reason}).",
                        path=path,
                        reason=system_words(error),
                    ),
                    Saying("Check the folder, or choose another encoder."),
                ) from error
        return digest.hexdigest()


def open_local_folder(spec: EncoderSpec) -> LocalFolder:
    """Find the configuration and the weights in the folder of a spec.

    Parameters
    ----------
    spec : EncoderSpec
        With a folder.

    Returns
    -------
    LocalFolder
        Both files exist.

    Raises
    ------
    EncoderError
        When the folder or one of the files is missing, saying which file is expected.
    """
    if spec.folder is None:
        raise ValueError(f"{spec} has no folder")
    folder = Path(os.path.expanduser(spec.folder))  # noqa: PTH111 - Path's own may raise
    remedy = Saying("Check the folder, or choose another encoder.")
    try:
        if not folder.is_dir():
            raise EncoderError(
                Saying(
                    "There is no folder {folder} with weights for {spec}.", folder=folder, spec=spec
                ),
                remedy,
            )
        config = folder / _CONFIG[spec.family]
        if not config.is_file():
            raise EncoderError(
                Saying(
                    "The folder {folder} lacks {config}, the configuration that {family} "
                    "expects beside the weights.",
                    folder=folder,
                    config=config.name,
                    family=spec.family,
                ),
                remedy,
            )
        weights = _find_weights(folder, spec.family)
    except OSError as error:
        raise EncoderError(
            Saying(
                "The folder {folder} cannot be read ({reason}).",
                folder=folder,
                reason=system_words(error),
            ),
            remedy,
        ) from error
    if weights is None:
        raise EncoderError(
            Saying(
                "The folder {folder} lacks the weights: {weights} is expected beside {config}.",
                folder=folder,
                weights=_PREFERRED[spec.family][0],
                config=config.name,
            ),
            remedy,
        )
    return LocalFolder(config, weights)


def _find_weights(folder: Path, family: str) -> Path | None:
    for name in _PREFERRED[family]:
        if (folder / name).is_file():
            return folder / name
    found = sorted(path for path in folder.iterdir() if path.suffix in _SUFFIXES)
    if family == OPEN_CLIP:
        found.sort(key=lambda path: path.suffix != ".safetensors")
    else:
        found.sort(key=lambda path: _SUFFIXES.index(path.suffix))
    return found[0] if found else None
