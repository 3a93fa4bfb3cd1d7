"""Find the blocks of code in the documents, and the commands in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})\s*(\S*)\s*$")
_SPAN = re.compile(r"(?<!`)`([^`]+)`(?!`)")


@dataclass(frozen=True)
class Block:
    """A block between fences.

    Attributes
    ----------
    document : str
        Name of the document, from the repository on.
    line : int
        Where its content begins, from 1.
    language : str
        What stands behind the fence.
    text : str
        The content, with the end of its last line.
    """

    document: str
    line: int
    language: str
    text: str

    @property
    def where(self) -> str:
        """Where it is, for messages."""
        return f"{self.document}:{self.line}"


def documents() -> tuple[str, ...]:
    """Return the names of all documents whose blocks are run."""
    names = ["README.md", "CONTRIBUTING.md"]
    names += sorted(f"docs/{path.name}" for path in (REPOSITORY / "docs").glob("*.md"))
    return tuple(names)


def read(document: str) -> str:
    """Return the text of a document."""
    return (REPOSITORY / document).read_text(encoding="utf-8")


def blocks(document: str, text: str | None = None) -> list[Block]:
    """Return the blocks of a document, in order.

    Raises
    ------
    ValueError
        When a fence is not closed.
    """
    found: list[Block] = []
    fence, language, start = "", "", 0
    content: list[str] = []
    lines = (read(document) if text is None else text).splitlines()
    for number, line in enumerate(lines, start=1):
        match = _FENCE.match(line)
        if not fence:
            if match is not None:
                fence, language, start, content = match[1], match[2], number + 1, []
            elif line.lstrip().startswith(("```", "~~~")):
                raise ValueError(f"{document}:{number}: a fence with more than a language")
        elif match is not None and match[1].startswith(fence) and not match[2]:
            found.append(Block(document, start, language, "".join(content)))
            fence = ""
        else:
            content.append(line + "\n")
    if fence:
        raise ValueError(f"{document}:{start}: the fence is not closed")
    return found


def commands(block: Block) -> list[str]:
    """Return the lines of a block of shell, those that go on put together, without comments."""
    whole = re.sub(r"\\\n\s*", "", block.text)
    lines = (line.strip() for line in whole.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def code_spans(document: str) -> list[str]:
    """Return what stands as code within the text of a document, without its blocks."""
    text = read(document)
    lines = text.splitlines()
    for block in blocks(document):
        for number in range(block.line - 2, block.line + block.text.count("\n")):
            lines[number] = ""
    # A span may go on in the next line of its paragraph.
    paragraphs = re.split(r"\n\s*\n", "\n".join(lines))
    return [" ".join(span.split()) for text in paragraphs for span in _SPAN.findall(text)]
