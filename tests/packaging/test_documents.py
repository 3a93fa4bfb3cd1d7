"""What the documents say is what the project does."""

from __future__ import annotations

import re
import subprocess
import tomllib
from itertools import chain
from pathlib import Path

import pytest

import iaia_desktop
from iaia_desktop.encoders.registry import DEFAULT_SPEC, PRESETS
from iaia_desktop.session.actions import ACTIONS

REPOSITORY = Path(__file__).resolve().parents[2]
DOCUMENTS = (
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "DECISIONS.md",
    "CHANGELOG.md",
    "packaging/README.md",
    *(f"docs/{path.name}" for path in sorted((REPOSITORY / "docs").glob("*.md"))),
)
SET_UP_FILES = ("pyproject.toml", "constraints.txt", ".ci/run", "README.md")


def read(name: str) -> str:
    return (REPOSITORY / name).read_text(encoding="utf-8")


def project() -> dict[str, object]:
    table: dict[str, object] = tomllib.loads(read("pyproject.toml"))["project"]
    return table


def set_up_commands() -> list[str]:
    """Return the lines of the README's blocks of shell."""
    blocks = re.findall(r"^```sh\n(.*?)^```$", read("README.md"), re.MULTILINE | re.DOTALL)
    return list(chain.from_iterable(block.splitlines() for block in blocks))


def requirement_names(requirements: list[str]) -> set[str]:
    matches = (re.match(r"[A-Za-z0-9._-]+", requirement) for requirement in requirements)
    return {normalised(match[0]) for match in matches if match is not None}


def normalised(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_two_set_up_commands_in_one_place() -> None:
    try_out, test = set_up_commands()
    for command in (try_out, test):
        assert command.startswith("python3 -m venv .venv && .venv/bin/python -m pip install ")
        assert " -c constraints.txt " in command
    assert try_out.endswith(" && .venv/bin/iaia-desktop demo")
    assert test.endswith(" && QT_QPA_PLATFORM=offscreen .venv/bin/python -m pytest")
    assert read("README.md").count("-m venv") == 2


def test_ci_finds_the_readme_test_command() -> None:
    script = read(".ci/run")
    (search,) = re.findall(r"grep -E '([^']+)' README\.md", script)
    found = [line for line in read("README.md").splitlines() if re.search(search, line)]
    assert found == set_up_commands()[1:]
    assert 'bash -euo pipefail -c "$test_command"' in script
    assert "-m pytest" not in re.sub(r"grep -E '[^']+'", "", script), "only the README's command"


def test_ci_is_a_valid_script() -> None:
    path = REPOSITORY / ".ci" / "run"
    assert path.stat().st_mode & 0o111, "not executable"
    try:
        checked = subprocess.run(["bash", "-n", str(path)], capture_output=True, check=False)
    except FileNotFoundError:
        pytest.skip("no bash here")
    assert checked.returncode == 0, checked.stderr


def test_system_libraries_are_the_same_in_readme_and_ci() -> None:
    (in_ci,) = re.findall(r"system_packages=\(\n(.*?)\)", read(".ci/run"), re.DOTALL)
    (in_readme,) = re.findall(r"`apt-get install ([^`]+)`", read("README.md"))
    assert set(in_readme.split()) == {*in_ci.split(), "python3-venv"}


def test_no_file_names_a_place_to_install_from() -> None:
    for name in SET_UP_FILES:
        text = read(name)
        for forbidden in ("index-url", "find-links", "trusted-host", "://"):
            assert forbidden not in text, f"{forbidden} in {name}"


def test_version_is_said_in_one_place() -> None:
    assert "version" in str(project()["dynamic"])
    assert "version" not in project()
    version = iaia_desktop.__version__
    assert re.search(rf"^## {re.escape(version)}\b", read("CHANGELOG.md"), re.MULTILINE)
    # The list of changes tells of versions; tests and lock files name those of others.
    wanted = re.compile(rf"(?<![\w.]){re.escape(version)}(?![\w.])")
    sources = chain(
        *(
            REPOSITORY.glob(f"{tree}/**/*")
            for tree in ("iaia_desktop", "packaging", ".github", ".ci")
        ),
        (REPOSITORY / "pyproject.toml", REPOSITORY / "README.md"),
    )
    saying = [
        path.relative_to(REPOSITORY).as_posix()
        for path in sources
        if path.suffix in {".py", ".spec", ".toml", ".yml", ".in", ".xml", ".iss", ".sh", ".md", ""}
        and path.is_file()
        and "__pycache__" not in path.parts
        and wanted.search(path.read_text(encoding="utf-8"))
    ]
    assert saying == ["iaia_desktop/__init__.py"]


def test_constraints_name_every_direct_requirement_exactly() -> None:
    lines = [line for line in read("constraints.txt").splitlines() if line and line[0] != "#"]
    for line in lines:
        assert re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][0-9a-z.]*(; .+)?", line), line
    pinned = [normalised(line.partition("==")[0]) for line in lines]
    assert pinned == sorted(pinned)
    assert len(pinned) == len(set(pinned))
    table = project()
    wanted = requirement_names(list(table["dependencies"]))  # type: ignore[call-overload] # TOML
    extras = table["optional-dependencies"]
    assert isinstance(extras, dict)
    for extra in extras.values():
        wanted |= requirement_names(extra)
    assert wanted - {"iaia-desktop"} <= set(pinned)


def test_readme_names_every_key() -> None:
    text = read("README.md")
    for row in ACTIONS:
        if row.keys:
            keys = ", ".join(f"`{key}`" for key in row.keys)
            line = f"| {keys} | {row.plain_text}: {row.tip[0].lower()}{row.tip[1:]} |"
            assert line in text, f"the README's table of keys wants:\n{line}"


def test_readme_names_the_presets() -> None:
    text = read("README.md")
    assert DEFAULT_SPEC in text
    for name, preset in PRESETS.items():
        size = f"{preset.size_bytes // 1_000_000} MB" if preset.size_bytes else "none"
        assert re.search(rf"^\| `{name}`.*\| {size} \|$", text, re.MULTILINE), name


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_somewhere(name: str) -> None:
    home = (REPOSITORY / name).parent
    for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", read(name)):
        assert "://" in target or (home / target).exists(), f"{name} links to {target}"
