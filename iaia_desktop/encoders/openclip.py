"""Encoders from open_clip: the image and the text side of CLIP models."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Any

import torch

from iaia_desktop.core.errors import EncoderError
from iaia_desktop.core.saying import Saying
from iaia_desktop.core.types import Vector
from iaia_desktop.encoders.batching import BatchSizer
from iaia_desktop.encoders.device import use_threads
from iaia_desktop.encoders.loading import loading_words
from iaia_desktop.encoders.local_config import require_plain_config
from iaia_desktop.encoders.local_folder import open_local_folder
from iaia_desktop.encoders.precisions import Precision
from iaia_desktop.encoders.presets import OPEN_CLIP_FILENAMES, HubWeights
from iaia_desktop.encoders.quiet import quiet_libraries
from iaia_desktop.encoders.reduced import device_for
from iaia_desktop.encoders.spec import LOCAL_DIR, EncoderSpec
from iaia_desktop.encoders.torch_encoder import Backbone, TorchEncoder
from iaia_desktop.encoders.torch_environment import keep_libraries_offline
from iaia_desktop.encoders.torchvision_shim import prepare_torchvision

_TEXT_BATCH = 32
"""Sentences at once: some 0.2 s on two cores, which is how long an image on screen may wait."""


class OpenClipEncoder(TorchEncoder):
    """A CLIP model; see ``base.Encoder`` and ``base.TextEncoder``.

    Embeddings of images and texts are those of ``encode_image`` and ``encode_text`` with
    ``normalize=False``: not normalised.

    Parameters
    ----------
    model : torch.nn.Module
        As ``open_clip.create_model_and_transforms`` gives it, on the device.
    preprocess : callable
        Its preprocessing for validation.
    tokenizer_name : str
        What ``open_clip.get_tokenizer`` takes.
    name, spec, title, device, half, precision
        As in ``TorchEncoder``. The text side always computes in full or half precision: it is
        little work, and lies in the same space.
    """

    def __init__(
        self,
        model: Any,
        preprocess: Any,
        *,
        tokenizer_name: str,
        name: str,
        spec: str,
        title: str,
        device: str,
        half: bool | None = None,
        precision: Precision = Precision.FLOAT32,
    ) -> None:
        self._model = model.eval()
        self._tokenizer_name = tokenizer_name
        self._tokenizer: Any = None
        self._templates = tuple(_library().SIMPLE_IMAGENET_TEMPLATES)
        # Of its own: sentences are short work and must not make batches of images larger.
        self._text_sizer = BatchSizer(start=_TEXT_BATCH, limit=_TEXT_BATCH)
        size = model.visual.image_size
        super().__init__(
            Backbone(
                embed=model.encode_image,
                preprocess=preprocess,
                input_size_px=int(max(size) if isinstance(size, tuple | list) else size),
                crops_centre=model.visual.preprocess_cfg.get("resize_mode") == "shortest",
                network=model.visual,
            ),
            name=name,
            spec=spec,
            title=title,
            device=device,
            half=half,
            precision=precision,
        )

    def encode_texts(self, texts: Sequence[str]) -> Vector:
        """Embed texts into the space of the images.

        Parameters
        ----------
        texts : sequence of str
            Longer ones than the model's context are cut off.

        Returns
        -------
        ndarray, shape (n, d), float32
            In the order given, not normalised.

        Raises
        ------
        EncoderError
            When the model's tokenizer is not on this machine, or the model fails.
        """
        # Before the network is taken: images must not wait for a tokenizer that takes its time.
        self._load_tokenizer()
        return self._in_batches(texts, self._tokens, self._embed_tokens, self._text_sizer)

    def prompts(self, name: str) -> tuple[str, ...]:
        """Return sentences that say "a picture of this", by open_clip's own short list.

        Of its lists of prompts for zero-shot classification this is the one of seven that were
        chosen among the eighty: nearly as good, and eleven times as fast.
        """
        return tuple(str(template(name)) for template in self._templates)

    def _tokens(self, texts: Sequence[str]) -> torch.Tensor:
        tokens: torch.Tensor = self._load_tokenizer()(list(texts)).to(self._device)
        return tokens

    def _embed_tokens(self, tokens: torch.Tensor) -> torch.Tensor:
        with torch.autocast(self._device, dtype=torch.float16, enabled=self._half):
            embeddings: torch.Tensor = self._model.encode_text(tokens)
        return embeddings

    def _load_tokenizer(self) -> Any:
        if self._tokenizer is None:
            try:
                with quiet_libraries():
                    self._tokenizer = _library().get_tokenizer(self._tokenizer_name)
            # A boundary: some models bring tokenizers of libraries that are not installed, or
            # that would have to be fetched.
            except Exception as error:
                raise EncoderError(
                    Saying(
                        "The tokenizer of {title} cannot be loaded ({reason}).",
                        title=self._title,
                        reason=str(error),
                    ),
                    Saying("Choose another encoder to search by text."),
                ) from error
        return self._tokenizer


def load_open_clip(
    spec: EncoderSpec, weights: Path, *, device: str = "auto", half: bool | None = None
) -> OpenClipEncoder:
    """Build a CLIP model from weights on this machine; never touches the network.

    Parameters
    ----------
    spec : EncoderSpec
        Of the family open_clip.
    weights : Path
        For a model with a tag, the file with its weights; for a folder, the file in it.
    device : str
        As ``pick_device`` takes it; the CPU for a reduced precision.
    half : bool, optional
        As in ``TorchEncoder``.

    Raises
    ------
    EncoderError
        When the device is missing, or the weights are damaged or fit another model.
    """
    device = device_for(spec.precision, device)
    use_threads()
    if spec.folder is not None:
        source = f"{LOCAL_DIR}{spec.folder}"
        folder = open_local_folder(spec)
        require_plain_config(folder.config)
        name = f"open_clip:local:{folder.fingerprint()}"
        options: dict[str, Any] = {}
    else:
        source = spec.model
        name = str(spec.in_full())
        options = {"pretrained": str(weights), **_tag_options(spec)}
    with loading_words(spec.title, weights):
        model, _, preprocess = _library().create_model_and_transforms(
            source, device=device, weights_only=True, pretrained_text=False, **options
        )
        return OpenClipEncoder(
            model,
            preprocess,
            tokenizer_name=source,
            name=name,
            spec=str(spec),
            title=spec.title,
            device=device,
            half=half,
            precision=spec.precision,
        )


def hub_location(spec: EncoderSpec) -> HubWeights | None:
    """Return where the weights of a model and tag lie on the hub; None when they do not.

    Raises
    ------
    EncoderError
        When open_clip knows no such model or tag, naming the ones that are most alike.
    """
    location = str(_tag_config(spec).get("hf_hub") or "")
    if not location:
        return None
    # open_clip writes owner/name/ for its own file names, and owner/name/file otherwise.
    repo_id, _, filename = location.rpartition("/")
    if not filename:
        return HubWeights(repo_id, OPEN_CLIP_FILENAMES)
    safe = str(PurePosixPath(filename).with_suffix(".safetensors"))
    return HubWeights(repo_id, tuple(dict.fromkeys((safe, filename))))


def _tag_options(spec: EncoderSpec) -> dict[str, Any]:
    """Return what open_clip takes from a tag beside its weights, which come from a file here.

    The file is named to it in place of the tag, because with the tag it would ask the hub for
    news of the file at each start. QuickGELU follows the tag as well, where open_clip only warns
    of a mismatch: the weights were trained with it.
    """
    config = _tag_config(spec)
    return {
        "image_mean": config.get("mean"),
        "image_std": config.get("std"),
        "image_interpolation": config.get("interpolation"),
        "image_resize_mode": config.get("resize_mode"),
        "force_quick_gelu": bool(config.get("quick_gelu", False)),
    }


def _tag_config(spec: EncoderSpec) -> dict[str, Any]:
    library = _library()
    models = library.list_models()
    if spec.model not in models:
        raise EncoderError(
            Saying("open_clip has no model {model}.", model=spec.model),
            _alike_models(spec.model, models),
        )
    tags = library.list_pretrained_tags_by_model(spec.model)
    config: dict[str, Any] = library.get_pretrained_cfg(spec.model, spec.pretrained or "")
    if not config:
        raise EncoderError(
            Saying(
                "open_clip has no weights {weights} for {model}.",
                weights=spec.pretrained,
                model=spec.model,
            ),
            _alike_weights(spec.pretrained or "", tags),
        )
    return config


def _alike_models(name: str, names: Sequence[str]) -> str:
    close = _alike(name, names)
    return Saying("It has these models, among others: {names}.", names=close) if close else ""


def _alike_weights(name: str, names: Sequence[str]) -> str:
    close = _alike(name, names)
    return Saying("It has these weights, among others: {names}.", names=close) if close else ""


def _alike(name: str, names: Sequence[str]) -> str:
    close = difflib.get_close_matches(name, names, n=5, cutoff=0.3)
    return ", ".join(close or names[:5])


def _library() -> Any:
    with quiet_libraries():
        keep_libraries_offline()
        prepare_torchvision()
        import open_clip  # noqa: PLC0415 - only after the line above

    return open_clip
