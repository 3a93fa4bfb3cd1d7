"""Ways of making a frozen network faster on a processor, those that the program takes and others.

Each is a function from a batch of images to embeddings. What is not installed, or fails, is left
out with a reason.
"""

from __future__ import annotations

import contextlib
import copy
import importlib
import logging
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.errors import EncoderError

Batch = Any
Way = Callable[[Batch], npt.NDArray[np.float32]]

_CALIBRATION = 16
"""Images that static quantisation looks at."""


def ways_of(network: Any, sample: Any, scratch: Path) -> tuple[dict[str, Way], dict[str, str]]:
    """Return the ways by name, float32 first, and why others are missing.

    Parameters
    ----------
    network : torch.nn.Module
        In evaluation mode, on the processor; stays as it is.
    sample : torch.Tensor
        Some images as the network wants them, for calibration.
    scratch : Path
        For exported files.
    """
    ways: dict[str, Way] = {"float32": _numbers(network)}
    missing: dict[str, str] = {}
    makers: dict[str, Callable[[], Way]] = {
        "channels_last": lambda: _channels_last(network),
        "int8": lambda: _int8(network, sample[:4]),
        "torch.ao dynamic int8": lambda: _torch_dynamic(network),
        "bfloat16": lambda: _bfloat16(network),
    }
    with _quiet():
        for name, make in makers.items():
            _try(name, make, ways, missing)
        _try_onnx(network, sample, scratch, ways, missing)
    return ways, missing


def _try(name: str, make: Callable[[], Way], ways: dict[str, Way], missing: dict[str, str]) -> None:
    try:
        ways[name] = make()
    except EncoderError as error:
        missing[name] = error.what
    except Exception as error:  # noqa: BLE001 - libraries of many kinds, and none is a must
        missing[name] = (
            f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}"
        )


def _numbers(network: Any) -> Way:
    return lambda batch: np.asarray(network(batch).float().numpy())


def _channels_last(network: Any) -> Way:
    torch: Any = importlib.import_module("torch")
    moved = copy.deepcopy(network).to(memory_format=torch.channels_last)
    return lambda batch: _numbers(moved)(batch.contiguous(memory_format=torch.channels_last))


def _int8(network: Any, sample: Any) -> Way:
    module: Any = importlib.import_module("iaia_desktop.encoders.int8_network")
    changed = copy.deepcopy(network)
    module.to_int8(changed, lambda: changed(sample), "the network")
    return _numbers(changed)


def _torch_dynamic(network: Any) -> Way:
    torch: Any = importlib.import_module("torch")
    if not any(isinstance(layer, torch.nn.Linear) for layer in network.modules()):
        raise EncoderError("it has no linear layers")
    return _numbers(
        torch.ao.quantization.quantize_dynamic(network, {torch.nn.Linear}, dtype=torch.qint8)
    )


def _bfloat16(network: Any) -> Way:
    torch: Any = importlib.import_module("torch")

    def embed(batch: Batch) -> npt.NDArray[np.float32]:
        with torch.autocast("cpu", dtype=torch.bfloat16):
            return _numbers(network)(batch)

    return embed


def _try_onnx(
    network: Any, sample: Any, scratch: Path, ways: dict[str, Way], missing: dict[str, str]
) -> None:
    """Export once, and quantise with a scale for each run (dynamic) and from samples (static)."""
    try:
        runtime: Any = importlib.import_module("onnxruntime")
        tools: Any = importlib.import_module("onnxruntime.quantization")
        importlib.import_module("onnx")
    except ImportError:
        missing["ONNX Runtime"] = "onnx and onnxruntime are not installed"
        return
    torch: Any = importlib.import_module("torch")
    exported = scratch / "network.onnx"
    axes = {"images": {0: "n"}}
    with torch.inference_mode(mode=False):
        torch.onnx.export(
            *(network, (sample[:2].clone(),), str(exported)),
            input_names=["images"],
            dynamo=False,
            opset_version=17,
            dynamic_axes=axes,
        )
    _try("ONNX Runtime float32", lambda: _session(runtime, exported), ways, missing)

    def dynamic() -> Way:
        path = scratch / "dynamic.onnx"
        tools.quantize_dynamic(str(exported), str(path), per_channel=True, reduce_range=True)
        return _session(runtime, path)

    def static() -> Way:
        path = scratch / "static.onnx"
        tools.quantize_static(
            *(str(exported), str(path), _reader(tools, sample[:_CALIBRATION])),
            per_channel=True,
            reduce_range=True,
        )
        return _session(runtime, path)

    has_convolutions = sum(isinstance(m, torch.nn.Conv2d) for m in network.modules()) > 1
    if has_convolutions:
        _try("ONNX Runtime static int8", static, ways, missing)
    else:
        _try("ONNX Runtime dynamic int8", dynamic, ways, missing)


def _session(runtime: Any, path: Path) -> Way:
    torch: Any = importlib.import_module("torch")
    options = runtime.SessionOptions()
    options.intra_op_num_threads = torch.get_num_threads()
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = runtime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    return lambda batch: np.asarray(session.run(None, {"images": batch.numpy()})[0])


def _reader(tools: Any, sample: Any) -> Any:
    class Reader(tools.CalibrationDataReader):  # type: ignore[misc] # no types there
        def __init__(self) -> None:
            self._left = iter(sample)

        def get_next(self) -> dict[str, Any] | None:
            image = next(self._left, None)
            return None if image is None else {"images": image[None].numpy()}

    return Reader()


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep the libraries' warnings of things that go out of use away from the table."""
    level = logging.root.level
    logging.root.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.root.setLevel(level)
