from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def _run(script: str, *paths: Path) -> subprocess.CompletedProcess[str]:
    """Run in a process of its own: torchvision can be imported only once in each."""
    path = os.pathsep.join(map(str, [*paths, ROOT]))
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", script],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


def test_torchvision_and_open_clip_import_either_way() -> None:
    result = _run(
        "from iaia_desktop.encoders.torchvision_shim import prepare_torchvision\n"
        "declared = prepare_torchvision()\n"
        "import open_clip, timm, torchvision\n"
        "from torchvision.extension import _has_ops\n"
        "assert declared != _has_ops(), 'declared only where the extension cannot load'\n"
        "assert not prepare_torchvision(), 'a second call does nothing'\n"
    )
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


FAKE = """
import torch
if not hasattr(torch.ops.torchvision, "nms"):
    raise RuntimeError("operator torchvision::nms does not exist")
from . import part
"""


def test_operators_are_declared_where_the_extension_cannot_load(tmp_path: Path) -> None:
    package = tmp_path / "torchvision"
    package.mkdir()
    (package / "__init__.py").write_text(FAKE, encoding="utf-8")
    (package / "part.py").write_text("", encoding="utf-8")
    result = _run(
        "from iaia_desktop.encoders.torchvision_shim import prepare_torchvision\n"
        "assert prepare_torchvision()\n"
        "import gc, torch; gc.collect()\n"
        "assert 'Tensor dets' in str(torch.ops.torchvision.nms.default._schema)\n"
        "assert 'iou_threshold' in str(torch.ops.torchvision.qnms.default._schema)\n",
        tmp_path,
    )
    assert (result.returncode, result.stderr) == (0, "")


def test_other_faults_of_torchvision_are_left_alone(tmp_path: Path) -> None:
    package = tmp_path / "torchvision"
    package.mkdir()
    (package / "__init__.py").write_text("raise RuntimeError('something else')", encoding="utf-8")
    result = _run(
        "from iaia_desktop.encoders.torchvision_shim import prepare_torchvision\n"
        "prepare_torchvision()\n",
        tmp_path,
    )
    assert result.returncode == 1
    assert "something else" in result.stderr
