"""What the bundle is to hold is there to be bundled, and what it leaves out is never missed."""

from __future__ import annotations

import ast
import importlib.metadata
import importlib.util
import os
import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import PIL
import pytest
from hypothesis import given
from hypothesis import strategies as st

from iaia_desktop.bundled import CHILDREN
from tests.packaging.bundle_modules import BUNDLE, REPOSITORY, bundle_module

contents = bundle_module("contents")
sizes = bundle_module("sizes")

WITHOUT_THEM = """
import importlib, pkgutil, sys
from pathlib import Path

bundle, folder = sys.argv[1], Path(sys.argv[2])
for name in sys.argv[3:]:
    # Neither imported nor found, as in the bundle.
    sys.modules[name] = None
sys.path.insert(0, bundle)
import iaia_desktop

for module in pkgutil.walk_packages(iaia_desktop.__path__, "iaia_desktop."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)

import smoke_material
from iaia_desktop.encoders.registry import load_encoder
from iaia_desktop.images.decode import decode_rgb

smoke_material.make_open_clip_folder(folder / "clip")
smoke_material.make_timm_folder(folder / "timm")
smoke_material.draw_formats(folder / "formats")
images = [decode_rgb(path.read_bytes()) for path in sorted((folder / "formats").iterdir())]
for spec in ("builtin", f"open_clip:local-dir:{folder}/clip", f"timm:local-dir:{folder}/timm"):
    assert len(load_encoder(spec, device="cpu").encode_images(images)) == len(images), spec

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

figure = Figure()
figure.subplots().set_title("words")
FigureCanvasAgg(figure).print_png(folder / "figure.png")
"""


@pytest.mark.parametrize("package", contents.DATA_PACKAGES)
def test_packages_with_data_are_installed(package: str) -> None:
    found = importlib.util.find_spec(package)
    assert found is not None
    assert found.submodule_search_locations


@pytest.mark.parametrize("name", contents.HIDDEN_MODULES)
def test_modules_imported_by_name_are_installed(name: str) -> None:
    assert importlib.util.find_spec(name) is not None


@pytest.mark.parametrize("name", contents.METADATA)
def test_distributions_whose_version_is_asked_for_are_installed(name: str) -> None:
    assert importlib.metadata.version(name)


@pytest.mark.parametrize("tree", contents.TREES)
def test_modules_are_found_without_importing(tree: str) -> None:
    before = set(sys.modules)
    names = contents.modules_of(tree)
    assert set(sys.modules) == before
    assert tree in names
    assert len(names) == len(set(names))
    assert not any(part in {"test", "tests"} for name in names for part in name.split("."))


def test_the_programs_modules_are_all_of_them() -> None:
    package = REPOSITORY / "iaia_desktop"
    names = contents.modules_of("iaia_desktop")
    assert len(names) == len(list(package.rglob("*.py")))
    assert set(CHILDREN) < set(names)


def test_a_package_that_is_not_there_is_told() -> None:
    with pytest.raises(ModuleNotFoundError):
        contents.modules_of("no_such_package_at_all")
    with pytest.raises(ModuleNotFoundError):
        contents.modules_of("iaia_desktop.no_such_folder")


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6/plugins/platforms/qwindows.dll",
        "PySide6/Qt/plugins/platforms/libqcocoa.dylib",
        "PySide6/Qt/plugins/platforms/libqwayland.so",
        "PySide6/Qt/plugins/imageformats/libqsvg.so",
        "PySide6/Qt/plugins/iconengines/libqsvgicon.so",
        "PySide6/Qt/plugins/platformthemes/libqxdgdesktopportal.so",
        "PySide6/Qt/translations/qtbase_it.qm",
        "PySide6/Qt/lib/libQt6Widgets.so.6",
        "iaia_desktop/resources/icons/iaia.svg",
        "iaia_desktop/resources/translations/iaia_de.qm",
        "open_clip/model_configs/ViT-B-32.json",
        "open_clip/bpe_simple_vocab_16e6.txt.gz",
        "matplotlib/mpl-data/fonts/ttf/DejaVuSans.ttf",
        "torch/bin/torch_shm_manager",
        "torch/lib/libtorch_cpu.so",
        "torch/lib/libtorch_python.so",
        "torch/nn/functional.py",
        "torch/distributed/config.py",
        "torch/jit/_script.py",
        "torchvision/transforms/functional.py",
        "pi_heif.libs/libheif-e72ea93c.so.1.23.6",
        "numpy/testing/__init__.py",
        "torch-2.13.0.dist-info/METADATA",
        "LICENSE",
    ],
)
def test_what_is_wanted(name: str) -> None:
    assert contents.is_wanted(name)
    assert contents.is_wanted(name.replace("/", "\\"))


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/qml/QtQuick/qmldir",
        "PySide6/Qt/lib/libQt6Qml.so.6",
        "libQt6Network.so.6",
        "PySide6/Qt6WebEngineCore.dll",
        "PySide6/opengl32sw.dll",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/Qt/plugins/sqldrivers/libqsqlite.so",
        "PySide6/plugins/platforms/qdirect2d.dll",
        "PySide6/Qt/translations/qtbase_fr.qm",
        "torch/bin/protoc",
        "torch/include/torch/all.h",
        "torch/lib/libtorchbind_test.so",
        "torchvision/_C.so",
        "torchvision/image.pyd",
        "libcudart.so.13",
        "libnvjpeg.36e11081.so.13",
        "matplotlib/mpl-data/sample_data/msft.csv",
        "matplotlib/tests/baseline.png",
    ],
)
def test_what_is_not(name: str) -> None:
    assert not contents.is_wanted(name)
    assert not contents.is_wanted(name.replace("/", "\\"))


@given(st.text())
def test_any_name_is_answered(name: str) -> None:
    assert contents.is_wanted(name) in {True, False}


def test_no_file_that_the_program_reads_is_left_out() -> None:
    for top in ("iaia_desktop", "resources"):
        for path in (REPOSITORY / top).rglob("*"):
            if path.is_file() and path.suffix not in {".pyc", ".ts", ".md"}:
                assert contents.is_wanted(path.relative_to(REPOSITORY).as_posix()), path


@pytest.mark.slow
def test_the_program_does_without_what_is_excluded(tmp_path: Path) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            WITHOUT_THEM,
            str(BUNDLE),
            str(tmp_path),
            *contents.EXCLUDED_MODULES,
        ],
        cwd=REPOSITORY,
        env={**os.environ, "IAIA_HOME": str(tmp_path / "home"), "HF_HUB_DISABLE_XET": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "figure.png").stat().st_size > 2000


def test_the_spec_and_the_scripts_are_python() -> None:
    for path in (BUNDLE / "iaia-desktop.spec", *BUNDLE.glob("*.py")):
        ast.parse(path.read_text(encoding="utf-8"), str(path))


def test_parts_add_up_to_the_whole(tmp_path: Path) -> None:
    files = {
        "iaia-desktop": 10,
        "_internal/torch/lib/libtorch_cpu.so": 200,
        "_internal/torchvision/models/resnet.py": 3,
        "_internal/PySide6/QtCore.abi3.so": 40,
        "_internal/libX11.so.6": 5,
        "_internal/yaml/_yaml.so": 6,
        "licences/THIRD-PARTY.txt": 1,
    }
    for name, size in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(bytes(size))
    parts = sizes.parts_of(tmp_path)
    assert sum(parts.values()) == sum(files.values())
    assert list(parts) == sorted(parts, key=lambda name: -parts[name])
    assert parts["torch"] == 200
    assert parts["open_clip, timm, torchvision"] == 3
    assert parts["the system's libraries"] == 5


def test_programs_started_from_ours_do_not_see_its_libraries(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    launch = bundle_module("launch")
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    monkeypatch.setattr(sys, "argv", ["iaia-desktop", "--run-child", CHILDREN[0]])
    started: list[str] = []
    monkeypatch.setattr(runpy, "run_module", lambda name, **_: started.append(name))

    monkeypatch.setenv("LD_LIBRARY_PATH", str(tmp_path))
    monkeypatch.delenv("LD_LIBRARY_PATH_ORIG", raising=False)
    assert launch.main() == 0
    assert "LD_LIBRARY_PATH" not in os.environ

    monkeypatch.setenv("LD_LIBRARY_PATH", f"{tmp_path}:/own")
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/own")
    assert launch.main() == 0
    assert os.environ["LD_LIBRARY_PATH"] == "/own"
    assert "LD_LIBRARY_PATH_ORIG" not in os.environ

    assert started == [CHILDREN[0]] * 2


@pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("readelf") is None, reason="takes readelf"
)
def test_missing_and_needless_libraries_are_seen(tmp_path: Path) -> None:
    slim = bundle_module("slim")
    source = Path(PIL.__file__).parent
    libraries = source.parent / "pillow.libs"
    if not libraries.is_dir():
        pytest.skip("Pillow is not from a wheel")
    internal = tmp_path / "_internal"
    (internal / "PIL").mkdir(parents=True)
    (extension,) = source.glob("_imaging.*.so")
    shutil.copy2(extension, internal / "PIL" / extension.name)
    brought = {path.name for path in libraries.iterdir()}
    missing = slim.missing_libraries(tmp_path)
    users = {user for name in brought & set(missing) for user in missing[name]}
    assert users == {f"_internal/PIL/{extension.name}"}

    shutil.copytree(libraries, internal / "pillow.libs")
    shutil.copy2(extension, internal / "libneedless.so.1")
    assert slim.slim(tmp_path).orphans == ("libneedless.so.1",)
    assert not brought & set(slim.missing_libraries(tmp_path))
    assert float(slim.oldest_c_library(tmp_path)) >= 2


def test_licences_of_everything_that_is_needed(tmp_path: Path) -> None:
    licences = bundle_module("licences")
    count = licences.write_licences(tmp_path, "iaia-desktop")
    table = (tmp_path / "THIRD-PARTY.txt").read_text(encoding="utf-8")
    for name in ("torch", "timm", "open_clip_torch", "PySide6_Essentials", "shiboken6", "numpy"):
        assert re.search(rf"^{name} [0-9.+a-z]+: \S", table, re.MULTILINE), name
    assert count > 20
    assert "pytest" not in table, "what only the tests need is not bundled"
    assert (tmp_path / "LGPL-3.0.txt").is_file()
    assert (tmp_path / "torch").is_dir()
