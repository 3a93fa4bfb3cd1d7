"""What goes into the bundle beside the code that imports lead to, and what stays out of it."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

TREES = ("iaia_desktop", "open_clip", "timm.layers", "timm.models")
"""Packages of which every module goes in: they are imported by name, when they are wanted."""

DATA_PACKAGES = ("open_clip", "timm", "matplotlib")
"""Packages whose data files go in: model configurations, the tokenizer's words, fonts."""

METADATA = (
    "filelock",
    "huggingface-hub",
    "iaia-desktop",
    "numpy",
    "open-clip-torch",
    "pillow",
    "PySide6-Essentials",
    "regex",
    "safetensors",
    "timm",
    "torch",
    "torchvision",
    "tqdm",
)
"""Distributions whose version is asked for while the program runs."""

HIDDEN_MODULES = (
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg",
    "pi_heif",
)
"""Modules that are imported by name only."""

EXCLUDED_MODULES = (
    # Qt: widgets and SVG are all that the program uses.
    "PySide6.QtConcurrent",
    "PySide6.QtDesigner",
    "PySide6.QtHelp",
    "PySide6.QtNetwork",
    "PySide6.QtPrintSupport",
    "PySide6.QtQml",
    "PySide6.QtQuick",
    "PySide6.QtQuickControls2",
    "PySide6.QtQuickWidgets",
    "PySide6.QtSql",
    "PySide6.QtTest",
    "PySide6.QtUiTools",
    "PySide6.QtXml",
    # What libraries would use if it were there, and what only their developers use.
    "IPython",
    "hf_xet",
    "hypothesis",
    "lxml",
    "pandas",
    "pillow_heif",
    "pip",
    "pyarrow",
    "pytest",
    "scipy",
    "setuptools",
    "tensorboard",
    "tkinter",
    "tensorflow",
    "wx",
    # torch: its tests (some of their helpers are imported with it), and what measures and draws.
    "torch.ao.ns",
    "torch.distributed.elastic",
    "torch.distributed.pipelining",
    "torch.testing._internal.common_methods_invocations",
    "torch.testing._internal.common_modules",
    "torch.testing._internal.common_nn",
    "torch.testing._internal.distributed",
    "torch.testing._internal.generated",
    "torch.testing._internal.jit_metaprogramming_utils",
    "torch.testing._internal.opinfo",
    "torch.utils.benchmark",
    "torch.utils.bottleneck",
    "torch.utils.hipify",
    "torch.utils.model_dump",
    "torch.utils.tensorboard",
    "torch.utils.viz",
)

UNWANTED_HOOKS = ("pyi_rth_mplconfig", "pyi_rth_multiprocessing", "pyi_rth_setuptools")
"""What PyInstaller would run before the program. The first makes matplotlib look for the system's
fonts anew each time, which is for bundles that unpack themselves; the others are for what the
program does not do."""

UNWANTED_HOOKS_ON_LINUX = ("pyi_rth_pyside6",)
"""It imports Qt for every command, and leaves the bundle's plugins in the environment of programs
that are started from ours. PySide6 finds its plugins without it."""

_UNWANTED = re.compile(
    r"""
    # Qt
      PySide6/(Qt/)?(qml|metatypes|resources|libexec)/
    | PySide6/(Qt/)?plugins/(
          assetimporters|designer|egldeviceintegrations|generic|geometryloaders|networkinformation
        | qmltooling|sqldrivers|tls
      )/
    | PySide6/(Qt/)?plugins/platforms/(lib)?q(eglfs|linuxfb|minimalegl|vkkhrdisplay|vnc|direct2d)
    # What the program shows goes through Pillow; its own drawings are SVG.
    | PySide6/(Qt/)?plugins/imageformats/(lib)?q(gif|icns|jpeg|pdf|tga|tiff|wbmp|webp)
    # GTK's libraries would have to match the desktop's; the portal tells colours and fonts.
    | plugins/platformthemes/libqgtk3
    | libQt6(Designer|EglFs\w*|Help|Network|Pdf|Qml|Quick|Sql|Test|Virtual|WebEngine)\w*\.
    | Qt6(Designer|Help|Network|Pdf|Qml|Quick|Sql|Test|Virtual|WebEngine)\w*\.dll
    | Qt(Designer|Help|Network|Pdf|Qml|Quick|Sql|Test|Virtual|WebEngine)\w*\.framework
    | opengl32sw\.dll | d3dcompiler_\d+\.dll
    | PySide6/(Qt/)?translations/(?!qtbase_(de|it)\.qm)
    # The program's own, for translators
    | resources/translations/.*\.(ts|md)$
    # torch: what compiles and tests it. Its sources stay: it reads some of them.
    | torch/(include|share|test)/ | torch/bin/(?!torch_shm_manager)
    | torch/lib/\w*(_test|jitbackend|backend_with_compiler|aoti_custom_ops|torchbind)\w*\.
    # torchvision: its transforms are Python. The compiled part fits one build of torch alone; the
    # program knows what to do without it (encoders/torchvision_shim.py).
    | torchvision/(_C|image)\b[^/]*\.(so|pyd|dylib|dll)$
    | torchvision\.libs/ | torchvision/\.dylibs/
    | (^|/)lib(cudart|nvjpeg|nvrtc|cublas|cudnn|cufft|cusparse|nccl)\b
    # matplotlib writes pictures; it never opens a window here.
    | matplotlib/mpl-data/(sample_data|images)/ | matplotlib/backends/web_backend/
    | (^|/)tests?/
    | \.(a|lib|pyi|cmake|h|hpp|cuh|cpp|pxd|pyx)$
    | \.dist-info/(RECORD|INSTALLER|REQUESTED|direct_url\.json|licenses/third_party/)
    """,
    re.VERBOSE,
)


def is_wanted(destination: str) -> bool:
    """Return whether a file goes into the bundle, by where it would lie in it."""
    return _UNWANTED.search(destination.replace("\\", "/")) is None


def modules_of(tree: str) -> list[str]:
    """Return the names of all modules of a package, found without importing any of them.

    Importing is what PyInstaller does, and it fails for open_clip where torchvision's compiled part
    does not fit.

    Parameters
    ----------
    tree : str
        Dotted name of a package.

    Raises
    ------
    ModuleNotFoundError
        When the package is not installed.
    """
    top, *below = tree.split(".")
    found = importlib.util.find_spec(top)
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError(tree)
    folder = Path(found.submodule_search_locations[0], *below)
    names = []
    for path in sorted(folder.rglob("*.py")):
        parts = path.relative_to(folder).with_suffix("").parts
        name = ".".join((tree, *(parts[:-1] if parts[-1] == "__init__" else parts)))
        if is_wanted(path.relative_to(folder).as_posix()):
            names.append(name)
    if not names:
        raise ModuleNotFoundError(tree)
    return names
