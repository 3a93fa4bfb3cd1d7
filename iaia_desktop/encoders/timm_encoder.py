"""Encoders from timm: any image backbone, without its classifier."""

from __future__ import annotations

import difflib
from pathlib import Path, PurePosixPath
from typing import Any

from iaia_desktop.core.errors import EncoderError
from iaia_desktop.core.saying import Saying
from iaia_desktop.encoders.device import use_threads
from iaia_desktop.encoders.loading import loading_words
from iaia_desktop.encoders.local_config import require_plain_config
from iaia_desktop.encoders.local_folder import open_local_folder
from iaia_desktop.encoders.presets import TIMM_FILENAMES, HubWeights
from iaia_desktop.encoders.quiet import quiet_libraries
from iaia_desktop.encoders.reduced import device_for
from iaia_desktop.encoders.spec import LOCAL_DIR, EncoderSpec
from iaia_desktop.encoders.torch_encoder import Backbone, TorchEncoder
from iaia_desktop.encoders.torch_environment import keep_libraries_offline
from iaia_desktop.encoders.torchvision_shim import prepare_torchvision


def load_timm(
    spec: EncoderSpec, weights: Path, *, device: str = "auto", half: bool | None = None
) -> TorchEncoder:
    """Build a timm backbone from weights on this machine; never touches the network.

    Embeddings are what the model gives with ``num_classes=0``: its pooled features.

    Parameters
    ----------
    spec : EncoderSpec
        Of the family timm.
    weights : Path
        For a named model, the file with its weights; for a folder, the file in it.
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
    timm = _library()
    if spec.folder is not None:
        source = f"{LOCAL_DIR}{spec.folder}"
        folder = open_local_folder(spec)
        require_plain_config(folder.config)
        name = f"timm:local:{folder.fingerprint()}"
        options: dict[str, Any] = {}
    else:
        config = _pretrained_config(spec)
        source = f"{config.architecture}.{config.tag}" if config.tag else config.architecture
        name = f"timm:{source}"
        # The file takes the place of the hub, which timm would otherwise ask at each start.
        options = {"pretrained_cfg_overlay": {"file": str(weights), "custom_load": False}}
    with loading_words(spec.title, weights):
        # With the classifier the weights were saved with, so that timm insists on every one of
        # them; without it, it would leave whatever a foreign file lacks at random.
        model = timm.create_model(source, pretrained=True, **options)
        model.reset_classifier(0)
        model.eval().to(device)
        config = timm.data.resolve_model_data_config(model)
        return TorchEncoder(
            Backbone(
                embed=model,
                preprocess=timm.data.create_transform(**config, is_training=False),
                input_size_px=int(max(config["input_size"][1:])),
                crops_centre=config["crop_mode"] == "center",
                network=model,
            ),
            name=name,
            spec=str(spec),
            title=spec.title,
            device=device,
            half=half,
            precision=spec.precision,
        )


def hub_location(spec: EncoderSpec) -> HubWeights | None:
    """Return where the weights of a timm model lie on the hub; None when they do not.

    Raises
    ------
    EncoderError
        When timm knows no such model, or no weights for it.
    """
    config = _pretrained_config(spec)
    repo_id = str(config.hf_hub_id or "")
    if not repo_id:
        return None
    filename = config.hf_hub_filename
    if not filename:
        return HubWeights(repo_id, TIMM_FILENAMES)
    safe = str(PurePosixPath(filename).with_suffix(".safetensors"))
    return HubWeights(repo_id, tuple(dict.fromkeys((safe, filename))))


def _pretrained_config(spec: EncoderSpec) -> Any:
    timm = _library()
    architecture, _, tag = spec.model.partition(".")
    if not timm.is_model(architecture):
        close = difflib.get_close_matches(architecture, timm.list_models(), n=5, cutoff=0.3)
        raise EncoderError(
            Saying("timm has no model {architecture}.", architecture=architecture),
            Saying("It has these models, among others: {names}.", names=", ".join(close))
            if close
            else "",
        )
    known = timm.list_pretrained(f"{architecture}.*")
    if not known or (tag and spec.model not in known):
        raise EncoderError(
            Saying("timm has no weights {model}.", model=spec.model),
            Saying("It has {names}.", names=", ".join(known[:5]))
            if known
            else Saying("Choose another model."),
        )
    return timm.get_pretrained_cfg(spec.model)


def _library() -> Any:
    with quiet_libraries():
        keep_libraries_offline()
        prepare_torchvision()
        import timm  # noqa: PLC0415 - only after the line above
        import timm.data  # noqa: PLC0415

    return timm
