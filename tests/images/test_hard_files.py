"""Difficult files of other projects, where they are at hand."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import json, resource, sys, warnings
from pathlib import Path

warnings.simplefilter("error")
from iaia_desktop.core.errors import ImageError
from iaia_desktop.images.decode import decode_for_view, decode_rgb, read_file

resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
reasons, decoded = {}, 0
for path in sorted(Path(sys.argv[1]).rglob("*")):
    if not path.is_file():
        continue
    try:
        data = read_file(path)
        image = decode_rgb(data, target_px=224)
        view = decode_for_view(data, max_side_px=1600)
    except ImageError as error:
        reasons[ascii(path)] = error.what
    else:
        assert image.mode == "RGB" and view.image.mode in {"RGB", "RGBA"}
        assert max(view.image.size) <= 1600
        decoded += 1
# Not ru_maxrss: that of a child begins with the size of the process it was forked from.
status = Path("/proc/self/status").read_text()
peak_kb = int(status.split("VmHWM:")[1].split()[0])
print(json.dumps({"decoded": decoded, "reasons": reasons, "peak_kb": peak_kb}))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="limits are set as Linux does")
def test_every_file_gives_an_image_or_a_reason(shared_data: Path) -> None:
    folder = shared_data / "data" / "hard"
    if not folder.is_dir():
        pytest.skip("the folder of real pictures has no difficult files")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(folder)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    result = json.loads(done.stdout)
    assert result["decoded"] > 500
    assert all(result["reasons"].values())
    assert result["peak_kb"] < 1_000_000


def test_orientations_agree_with_the_upright_original(shared_data: Path) -> None:
    from PIL import ImageChops, ImageStat

    from iaia_desktop.images.decode import decode_rgb, read_file

    folder = shared_data / "data" / "hard" / "exif-orientation"
    if not folder.is_dir():
        pytest.skip("the folder of real pictures has no turned ones")
    upright = decode_rgb(read_file(folder / "Portrait_1.jpg"))
    for path in folder.glob("Portrait_[2-8].jpg"):
        image = decode_rgb(read_file(path))
        assert image.size == upright.size
        difference = ImageChops.difference(image.convert("L"), upright.convert("L"))
        assert ImageStat.Stat(difference).mean[0] < 25
