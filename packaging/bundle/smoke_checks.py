"""The checks of the smoke test that need no window."""

from __future__ import annotations

import csv
import importlib.util
import json
import os
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import contents
import numpy as np
import sizes
import smoke_material

ROOT = Path(__file__).resolve().parents[2]
LIMIT_BYTES = 900 * sizes.MEGABYTE
TIMEOUT_S = 240

_UNWANTED = re.compile(
    r"WebEngine|Qt6?(Qml|Quick)|/qml/|lib(cuda|cudart|cublas|cudnn|nvrtc|nccl)|(^|/)tests?/|pytest",
    re.IGNORECASE,
)


class CheckError(Exception):
    """The bundle did not do what it should have done."""


def require(fact: object, words: object) -> None:
    """Fail with words unless something holds."""
    if not fact:
        raise CheckError(str(words))


@dataclass
class Bundle:
    """The bundle, and the folder where the test plays.

    Attributes
    ----------
    program : Path
        What is started.
    folder : Path
        The whole bundle.
    playground : Path
        Pictures and encoders, and everything that is written.
    """

    program: Path
    folder: Path
    playground: Path
    environment: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        hidden = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "HF_HUB_OFFLINE", "QT_PLUGIN_PATH")
        kept = {name: value for name, value in os.environ.items() if name not in hidden}
        # Nothing of the environment that built the bundle may help it.
        kept["PATH"] = os.pathsep.join(
            part for part in kept.get("PATH", "").split(os.pathsep) if "venv" not in part
        )
        self.environment = kept | {
            "IAIA_HOME": str(self.playground / "home"),
            "HF_HOME": str(self.playground / "hub"),
            "MPLCONFIGDIR": str(self.playground / "matplotlib"),
        }

    def run(self, *arguments: str | Path, code: int = 0) -> subprocess.CompletedProcess[str]:
        """Run a verb to its end, and require an exit code."""
        done = subprocess.run(
            [str(self.program), *map(str, arguments)],
            cwd=self.playground,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=TIMEOUT_S,
            check=False,
        )
        told = f"{' '.join(map(str, arguments))}: {done.returncode}\n{done.stdout}{done.stderr}"
        require(done.returncode == code, told)
        for word in ("Traceback", "Warning:", "findfont"):
            require(word not in done.stderr, told)
        return done

    def json(self, *arguments: str | Path) -> Any:
        """Run a verb with ``--json``, and return what it says."""
        return json.loads(self.run(*arguments, "--json").stdout)


def check_contents(bundle: Bundle) -> str:
    """Look at the files: what must be there, what must not, and how large it is."""
    names = {
        path.relative_to(bundle.folder).as_posix()
        for path in bundle.folder.rglob("*")
        if path.is_file()
    }
    # The licences of what torch is made of lie in folders of their tests.
    program = {name for name in names if "licences/" not in name}
    unwanted = sorted(name for name in program if _UNWANTED.search(name))
    require(not unwanted, f"not wanted in the bundle: {unwanted[:9]}")
    wanted = [
        f"iaia_desktop/resources/{path.relative_to(ROOT / 'resources').as_posix()}"
        for path in (ROOT / "resources").rglob("*")
        if path.is_file() and contents.is_wanted(f"iaia_desktop/{path.relative_to(ROOT)}")
    ]
    library = importlib.util.find_spec("open_clip")
    require(library and library.origin, "the environment that built the bundle has no open_clip")
    home = Path(str(library and library.origin)).parent
    wanted += [f"open_clip/{path.relative_to(home).as_posix()}" for path in home.rglob("*.json")]
    wanted += [f"open_clip/{path.name}" for path in home.glob("*.gz")]
    wanted += ["translations/qtbase_de.qm", "translations/qtbase_it.qm"]
    wanted += ["licences/THIRD-PARTY.txt", "licences/LGPL-3.0.txt", "mpl-data/fonts/ttf/DejaVuSans"]
    together = "\n".join(sorted(names))
    for name in wanted:
        require(name in together, f"missing in the bundle: {name}")
    size = sum(sizes.parts_of(bundle.folder).values())
    require(size < LIMIT_BYTES, f"too large: {size} bytes")
    return f"{len(names)} files, {size / sizes.MEGABYTE:.0f} MB"


def check_verbs(bundle: Bundle) -> str:
    """Go through verbs that need no window: formats, examples, export, tables, figures."""
    said = bundle.run("--version").stdout
    version = re.search(r"\d+\.\d+\.\d+", said)
    source = (ROOT / "iaia_desktop" / "__init__.py").read_text(encoding="utf-8")
    require(version and version[0] in source, f"the bundle is of another version: {said}")
    bundle.run("no-such-verb", code=1)

    formats = bundle.playground / "formats"
    embedded = bundle.playground / "formats.npz"
    result = bundle.json("embed", formats, "--encoder", "builtin", "--output", embedded)
    with np.load(embedded) as arrays:
        rows = dict(zip(arrays["paths"], arrays["embeddings"], strict=True))
    require(
        sorted(rows) == sorted(path.name for path in formats.iterdir()),
        f"not all formats are read: {result}",
    )
    for name, row in rows.items():
        # It is the same picture each time, but for what compression costs.
        alike = float(row @ rows["picture.png"]) / float(
            np.linalg.norm(row) * np.linalg.norm(rows["picture.png"])
        )
        require(alike > 0.9, f"{name} was decoded to something else: cosine {alike:.3f}")

    classes = bundle.playground / "classes"
    photos = bundle.playground / "photos"
    photos.mkdir()
    for path in sorted(classes.glob("*/*.jpg")):
        (photos / f"{path.parent.name}-{path.name}").write_bytes(path.read_bytes())
    session = bundle.playground / "annotated.iaia"
    exported = bundle.playground / "annotated"
    bundle.run(
        "annotate", photos, "--examples", classes, "--encoder", "builtin", "--epsilon", "none",
        "--session", session, "--export", exported,
    )  # fmt: skip
    check_export(exported, len(list(photos.iterdir())))
    facts = bundle.json("info", session)
    require(facts["integrity"]["ok"] and facts["labelled"] == 18, facts)
    bundle.run("export", session, bundle.playground / "again")
    check_export(bundle.playground / "again", 18)

    report = bundle.playground / "report"
    bundle.run("reproduce", "accuracy", classes, "--encoder", "builtin", "--output", report)
    figures = list(report.rglob("*.png"))
    require(figures, "no figures were drawn")
    for path in (*figures, *report.rglob("*.svg"), report / "report.html"):
        require(path.stat().st_size > 2000, f"{path.name} is empty")
    return f"{len(rows)} formats, examples, export, {len(figures)} figures"


def check_encoders(bundle: Bundle) -> str:
    """Load an encoder of each family from a folder, and be told that others cannot be fetched."""
    classes = bundle.playground / "classes"
    for family in ("open_clip", "timm"):
        folder = bundle.playground / f"tiny-{family.removeprefix('open_')}"
        output = bundle.playground / f"{family}.npz"
        spec = f"{family}:local-dir:{folder}"
        bundle.run("embed", classes, "--encoder", spec, "--output", output)
        with np.load(output) as arrays:
            embeddings = arrays["embeddings"]
        require(len(embeddings) == len(smoke_material.COLOURS) * smoke_material.EACH, spec)
        require(np.isfinite(embeddings).all(), f"{spec}: not numbers")
        require(len(np.unique(embeddings, axis=0)) == len(embeddings), f"{spec}: all alike")
    # Where there is no network, the process that fetches says so; it must have started for that.
    words = bundle.run("models", "fetch", "fast", code=1).stderr
    require("cannot be fetched" in words and "ended too soon" not in words, words)
    listed = bundle.json("models")
    require(len(listed["encoders"]) > 2, listed)
    return "open_clip and timm from folders; fetching says that there is no connection"


def check_export(folder: Path, count: int) -> list[Path]:
    """Require an export of so many images, in folders and in the table; return the images."""
    images = [path for path in folder.rglob("*") if path.suffix == ".jpg"]
    require(len(images) == count, f"{len(images)} images in {folder}, not {count}")
    with (folder / "labels.csv").open(encoding="utf-8-sig", newline="") as table:
        rows = [row for row in csv.DictReader(table) if row["class"]]
    require(len(rows) == count, f"{len(rows)} rows in labels.csv, not {count}")
    return images
