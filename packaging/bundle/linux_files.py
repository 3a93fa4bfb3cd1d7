"""The files that make a desktop know the program: entry, AppStream data, MIME type, icons."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from pathlib import Path
from string import Template

import identity

TEMPLATES = Path(__file__).resolve().parent / "linux"


def metainfo(version: str, released: date) -> str:
    """Return the AppStream data.

    Parameters
    ----------
    version : str
        Of the program.
    released : date
        When that version came out.
    """
    template = (TEMPLATES / "iaia-desktop.metainfo.xml.in").read_text(encoding="utf-8")
    return Template(template).substitute(
        application_id=identity.APPLICATION_ID,
        developer_id=identity.APPLICATION_ID.rpartition(".")[0],
        version=version,
        date=released.isoformat(),
    )


def write_share(share: Path, version: str, released: date) -> None:
    """Write everything that goes below ``share``.

    Parameters
    ----------
    share : Path
        The folder, to be made.
    version, released
        As for ``metainfo``.
    """
    # Not above: the tests of the texts need no Qt.
    import drawn_icons  # noqa: PLC0415

    for folder, source, name in (
        ("applications", "iaia-desktop.desktop", f"{identity.PROGRAM}.desktop"),
        ("mime/packages", "iaia-desktop.mime.xml", f"{identity.PROGRAM}.xml"),
    ):
        (share / folder).mkdir(parents=True, exist_ok=True)
        shutil.copyfile(TEMPLATES / source, share / folder / name)
    (share / "metainfo").mkdir(exist_ok=True)
    path = share / "metainfo" / f"{identity.APPLICATION_ID}.metainfo.xml"
    path.write_text(metainfo(version, released), encoding="utf-8")
    drawn_icons.write_hicolor(share / "icons" / "hicolor", identity.PROGRAM)


def complaints(share: Path) -> list[str]:
    """Return what the desktop's own validators say, of those that are here.

    Parameters
    ----------
    share : Path
        As written by ``write_share``.
    """
    commands = [
        ["appstreamcli", "validate", "--no-net", *map(str, (share / "metainfo").iterdir())],
        ["desktop-file-validate", *map(str, (share / "applications").iterdir())],
    ]
    found = []
    for command in commands:
        if shutil.which(command[0]) is None:
            print(f"{command[0]} is not here: not validated by it")
            continue
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            found.append(f"{command[0]}: {done.stdout}{done.stderr}")
    return found
