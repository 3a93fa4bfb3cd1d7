"""The source distribution holds what a clone holds, and gives the same wheel."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path, PurePosixPath

import pytest

import iaia_desktop

pytestmark = pytest.mark.slow

REPOSITORY = Path(__file__).resolve().parents[2]
MUST_HAVE = (
    ".ci/run", ".github/workflows/checks.yml", "ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md",
    "LICENSE", "README.md", "constraints.txt", "docs/modules.md", "iaia_desktop/__init__.py",
    "packaging/bundle/build.py", "pyproject.toml", "resources/themes/style.qss",
    "benchmarks/__main__.py", "tests/conftest.py",
)  # fmt: skip
NEVER = (".git", ".venv", "__pycache__", ".hypothesis", ".mypy_cache", "dist", "build")


def build(what: str, source: Path, folder: Path) -> Path:
    done = subprocess.run(
        [sys.executable, "-m", "build", f"--{what}", "--no-isolation", "--outdir", folder, source],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (made,) = folder.iterdir()
    return made


def contents(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("sdist", REPOSITORY, tmp_path_factory.mktemp("sdist"))


def test_it_holds_what_a_clone_holds(source: Path) -> None:
    with tarfile.open(source) as archive:
        members = [member for member in archive if member.isfile()]
        assert len(members) == len(list(archive)), "files only: links are no good on Windows"
        names = [PurePosixPath(member.name) for member in members]
    assert {name.parts[0] for name in names} == {f"iaia_desktop-{iaia_desktop.__version__}"}
    inside = {"/".join(name.parts[1:]) for name in names}
    assert set(MUST_HAVE) <= inside
    assert not [name for name in inside if set(PurePosixPath(name).parts) & set(NEVER)]
    # Where the limit of Windows is in force, a folder of usual length still has room.
    assert max(map(len, inside)) < 120


def test_it_gives_the_same_wheel(source: Path, tmp_path: Path) -> None:
    with tarfile.open(source) as archive:
        archive.extractall(tmp_path / "unpacked", filter="data")
    (unpacked,) = (tmp_path / "unpacked").iterdir()
    for name in ("from source", "from clone"):
        (tmp_path / name).mkdir()
    from_source = contents(build("wheel", unpacked, tmp_path / "from source"))
    from_clone = contents(build("wheel", REPOSITORY, tmp_path / "from clone"))
    assert set(from_source) == set(from_clone)
    assert [name for name in from_source if from_source[name] != from_clone[name]] == []
