"""The workflows run what .ci/run and the documents say, with the Pythons that are promised."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

REPOSITORY = Path(__file__).resolve().parents[2]
GITHUB = REPOSITORY / ".github"
WORKFLOWS = sorted(path.name for path in (GITHUB / "workflows").glob("*.yml"))
SET_UP = "./.github/actions/set-up"


def load(path: Path) -> dict[Any, Any]:
    loaded: dict[Any, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


def workflow(name: str) -> dict[Any, Any]:
    return load(GITHUB / "workflows" / name)


def jobs() -> Iterator[tuple[str, dict[str, Any]]]:
    for name in WORKFLOWS:
        for job_name, job in workflow(name)["jobs"].items():
            yield f"{name}: {job_name}", job


def steps_everywhere() -> Iterator[tuple[str, dict[str, Any]]]:
    for where, job in jobs():
        for step in job["steps"]:
            yield where, step
    for step in load(GITHUB / "actions" / "set-up" / "action.yml")["runs"]["steps"]:
        yield "set-up", step


def run_lines(job: dict[str, Any]) -> list[str]:
    return [line for step in job["steps"] for line in step.get("run", "").splitlines()]


def ci_script() -> str:
    return (REPOSITORY / ".ci" / "run").read_text(encoding="utf-8")


def pythons_promised() -> list[str]:
    text = (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8")
    classifiers = tomllib.loads(text)["project"]["classifiers"]
    wanted = re.compile(r"Programming Language :: Python :: (3\.\d+)")
    found = [wanted.fullmatch(row) for row in classifiers]
    return [match[1] for match in found if match is not None]


def test_there_are_three() -> None:
    assert WORKFLOWS == ["checks.yml", "real-weights.yml", "release.yml"]


@pytest.mark.parametrize("name", WORKFLOWS)
def test_no_workflow_may_do_more_than_it_must(name: str) -> None:
    loaded = workflow(name)
    assert loaded["permissions"] == {"contents": "read"}
    for job_name, job in loaded["jobs"].items():
        assert job["timeout-minutes"] <= 90
        wanted = {"contents": "write"} if job_name == "draft" else None
        assert job.get("permissions") == wanted, job_name


def test_actions_are_pinned() -> None:
    for where, step in steps_everywhere():
        used = step.get("uses", SET_UP)
        # Only what the service itself offers, by a commit that nobody can move.
        assert used == SET_UP or re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", used), where
        if used.startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False, where
    for path in GITHUB.rglob("*.yml"):
        for line in path.read_text(encoding="utf-8").splitlines():
            assert "@" not in line or re.search(r"@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), line


def test_checks_are_those_of_the_script() -> None:
    in_script = re.findall(r"^\.ci-venv/bin/(.+)$", ci_script(), re.MULTILINE)
    assert in_script == ["ruff check .", "ruff format --check .", "mypy --strict", "lint-imports"]
    in_workflow = run_lines(workflow("checks.yml")["jobs"]["static"])
    assert in_workflow[: len(in_script)] == in_script
    # Beside them only the types, as the other systems see them.
    assert all(line.startswith("mypy --strict --platform ") for line in in_workflow[4:])


def test_tests_are_those_of_the_readme() -> None:
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    (command,) = re.findall(r"^python3 -m venv \.venv && .* -m pytest$", readme, re.MULTILINE)
    checks = workflow("checks.yml")
    assert run_lines(checks["jobs"]["tests"]) == ["python -m pytest"]
    assert command.endswith(" QT_QPA_PLATFORM=offscreen .venv/bin/python -m pytest")
    assert checks["env"]["QT_QPA_PLATFORM"] == "offscreen"
    (installed,) = re.findall(r"pip install (.+?) &&", command)
    set_up = load(GITHUB / "actions" / "set-up" / "action.yml")
    assert set_up["inputs"]["install"]["default"] == installed.replace("'.[test]'", ".[dev]")


def test_pythons_and_systems_are_those_that_are_promised() -> None:
    matrix = workflow("checks.yml")["jobs"]["tests"]["strategy"]["matrix"]
    assert matrix["python"] == pythons_promised()
    systems = [system.split("-")[0] for system in matrix["system"]]
    assert systems == ["ubuntu", "windows", "macos"]
    bundles = workflow("release.yml")["jobs"]["bundles"]["strategy"]["matrix"]["include"]
    assert [row["system"] for row in bundles] == matrix["system"]
    for where, step in steps_everywhere():
        version = step.get("with", {}).get("python-version", "matrix")
        assert "matrix" in version or "inputs" in version or version in pythons_promised(), where


def test_system_libraries_are_those_of_the_script() -> None:
    (in_script,) = re.findall(r"system_packages=\(\n(.*?)\)", ci_script(), re.DOTALL)
    text = (GITHUB / "actions" / "set-up" / "action.yml").read_text(encoding="utf-8")
    (in_action,) = re.findall(r"--no-install-recommends \\\n(.*?)\n\n", text, re.DOTALL)
    assert in_action.replace("\\", "").split() == in_script.split()


def test_what_the_workflows_call_is_there() -> None:
    for where, job in jobs():
        for line in run_lines(job):
            for path in re.findall(r"\bpackaging/[\w/.-]+", line):
                assert (REPOSITORY / path).is_file(), f"{where}: {path}"


def test_only_real_weights_use_a_network_for_them() -> None:
    for name in WORKFLOWS:
        text = (GITHUB / "workflows" / name).read_text(encoding="utf-8")
        assert ("real_weights" in text) == (name == "real-weights.yml")
    triggers = workflow("real-weights.yml")[True]  # YAML reads the word "on" so
    assert set(triggers) == {"schedule", "workflow_dispatch"}, "no change waits for them"


def test_no_registry_is_named() -> None:
    for path in GITHUB.rglob("*.yml"):
        assert "://" not in path.read_text(encoding="utf-8"), path.name
