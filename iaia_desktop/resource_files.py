"""Find the files that ship with the program: icons, themes, translations."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def resources_folder() -> Path:
    """Return the folder of resources: inside the installed package, or beside it in a checkout.

    Raises
    ------
    FileNotFoundError
        When neither exists, which means that the installation is incomplete.
    """
    package = Path(str(files("iaia_desktop")))
    for folder in (package / "resources", package.parent / "resources"):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"no resources in or beside {package}; please install again")


def resource_path(name: str) -> Path:
    """Return where a resource lies.

    Parameters
    ----------
    name : str
        Relative to the folder of resources, posix separators: ``icons/check.svg``.

    Raises
    ------
    FileNotFoundError
        When it does not exist.
    """
    path = resources_folder() / name
    if not path.is_file():
        raise FileNotFoundError(f"no such resource: {path}")
    return path


def read_resource(name: str) -> str:
    """Return the text (UTF-8) of a resource.

    Raises
    ------
    FileNotFoundError
        When it does not exist.
    """
    return resource_path(name).read_text(encoding="utf-8")
