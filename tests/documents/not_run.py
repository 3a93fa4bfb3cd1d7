"""Commands of the documents that no test runs as they stand, each with the reason.

What is neither here nor run is a fault: ``test_blocks.py`` fails on it. Commands of the program are
parsed by its own parser all the same, so a wrong option fails.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class NotRun:
    """A kind of command that is not run.

    Attributes
    ----------
    document : str
        Where it stands; "" for any.
    command : str
        A regular expression that the whole line matches.
    reason : str
        Why, and what runs it instead.
    """

    document: str
    command: str
    reason: str

    def is_meant(self, document: str, line: str) -> bool:
        """Return whether a line is of this kind."""
        return self.document in {"", document} and re.fullmatch(self.command, line) is not None


NOT_RUN = (
    NotRun(
        "README.md",
        r"python3 -m venv \.venv && \.venv/bin/python -m pip install -c constraints\.txt \. "
        r"&& \.venv/bin/iaia-desktop demo",
        "it installs some hundreds of megabytes; .ci/run installs in the same way, "
        "tests/packaging/test_wheel.py installs the wheel and opens the window from there, and the "
        "demo is opened here",
    ),
    NotRun(
        "README.md",
        r"python3 -m venv \.venv && \.venv/bin/python -m pip install -c constraints\.txt "
        r"-e '\.\[test\]' && QT_QPA_PLATFORM=offscreen \.venv/bin/python -m pytest",
        "it is the command that runs these tests: .ci/run takes it from the README",
    ),
    NotRun(
        "CONTRIBUTING.md",
        r"python3 -m venv \.venv && \.venv/bin/python -m pip install -c constraints\.txt "
        r"-e '\.\[dev\]'",
        "it installs; .ci/run makes its environment with the same line",
    ),
    NotRun(
        "",
        r"iaia-desktop models fetch \S+",
        "it downloads; tests/encoders/test_fetch.py fetches from a server of its own",
    ),
)

TEXT_NOT_CHECKED = {
    ("docs/scale.md", "photos/part-00/…"): "shows where folders lie; its commands make them so",
    ("docs/scale.md", "clip-retrieval inference"): "another program's command, said to be not run",
}
"""Blocks of text that nothing is compared with, by document and how they begin."""

RUN_ELSEWHERE = {
    "docs/scale.md": "tests/packaging/test_scale.py",
}
"""Documents whose blocks of shell another test runs, from the first to the last."""

WEIGHTS_NOT_HERE = frozenset({"fast", "balanced", "accurate", "open_clip:ViT-B-32/openai"})
"""Encoders that commands name and whose weights no test can have: the built-in one is used."""

SHORTENED = {
    ("docs/experiments.md", r"(iaia-desktop reproduce) all (?!DATA)"): r"\1 accuracy ",
}
"""Commands that are run with less work, by document and pattern: all experiments run on the first
data of the page, and one of them on the others, whose layouts are what differs."""
