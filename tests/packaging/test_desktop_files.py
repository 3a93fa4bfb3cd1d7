"""The files that tell desktops of the program say what the program says."""

from __future__ import annotations

import configparser
import os
import plistlib
import re
import shutil
import struct
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from iaia_desktop import __version__
from iaia_desktop.bundled import CONSOLE_PROGRAM
from iaia_desktop.store.paths import SESSION_SUFFIX
from iaia_desktop.store.schema import APPLICATION_ID
from iaia_desktop.store.session_file import SessionStore
from tests.packaging.bundle_modules import BUNDLE, REPOSITORY, bundle_module

identity = bundle_module("identity")
linux_files = bundle_module("linux_files")
drawn_icons = bundle_module("drawn_icons")

LINUX = BUNDLE / "linux"
MIME = {"mime": "http://www.freedesktop.org/standards/shared-mime-info"}


def desktop_entry(path: Path = LINUX / "iaia-desktop.desktop") -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None, delimiters="=", strict=True)
    parser.optionxform = str  # type: ignore[assignment,method-assign] # its keys have capitals
    parser.read(path, encoding="utf-8")
    assert parser.sections() == ["Desktop Entry"]
    return parser["Desktop Entry"]


def metainfo() -> ET.Element:
    return ET.fromstring(linux_files.metainfo(__version__, date(2026, 11, 25)))  # noqa: S314 - ours


def mime_type() -> ET.Element:
    root = ET.parse(LINUX / "iaia-desktop.mime.xml").getroot()  # noqa: S314 - ours
    found = root.find("mime:mime-type", MIME)
    assert found is not None
    return found


def text_of(element: ET.Element, path: str) -> str:
    found = element.find(path)
    assert found is not None
    return found.text or ""


def test_desktop_entry_starts_the_command_with_a_session() -> None:
    entry = desktop_entry()
    scripts = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert entry["Exec"].split() == [identity.PROGRAM, "%f"]
    assert identity.PROGRAM in scripts["scripts"]
    assert identity.WINDOW_PROGRAM in scripts["gui-scripts"]
    assert f"{identity.PROGRAM}.exe" == CONSOLE_PROGRAM
    assert entry["MimeType"] == f"{identity.SESSION_TYPE};"
    assert entry["Name"] == identity.NAME
    assert entry["Comment"] == identity.SUMMARY
    assert entry["Icon"] == identity.PROGRAM


def test_windows_belong_to_the_desktop_entry() -> None:
    source = (REPOSITORY / "iaia_desktop" / "app.py").read_text(encoding="utf-8")
    (name,) = re.findall(r'setDesktopFileName\("([^"]+)"\)', source)
    assert name == identity.PROGRAM
    assert desktop_entry()["StartupWMClass"] == name
    assert text_of(metainfo(), "launchable") == f"{name}.desktop"


def test_metainfo_says_what_the_program_says() -> None:
    component = metainfo()
    assert text_of(component, "id") == identity.APPLICATION_ID
    assert text_of(component, "name") == identity.NAME
    assert text_of(component, "summary") == identity.SUMMARY
    assert text_of(component, "provides/mediatype") == identity.SESSION_TYPE
    assert text_of(component, "provides/binary") == identity.PROGRAM
    release = component.find("releases/release")
    assert release is not None
    assert release.attrib == {"version": __version__, "date": "2026-11-25"}
    in_entry = set(desktop_entry()["Categories"].split(";")) - {""}
    assert in_entry == {category.text for category in component.findall("categories/category")}


def test_translated_words_are_the_same_in_both() -> None:
    entry, component = desktop_entry(), metainfo()
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    for summary in component.findall("summary"):
        name = summary.get(language)
        assert summary.text == entry[f"Comment[{name}]" if name else "Comment"]


def test_mime_type_is_found_by_name() -> None:
    assert mime_type().get("type") == identity.SESSION_TYPE
    glob = mime_type().find("mime:glob", MIME)
    assert glob is not None
    assert glob.get("pattern") == f"*{SESSION_SUFFIX}"


def test_mime_type_is_found_by_content(tmp_path: Path) -> None:
    path = tmp_path / "a.iaia"
    SessionStore.create(path, folder=tmp_path, created_at=0.0).close()
    head = path.read_bytes()[:100]
    outer = mime_type().find("mime:magic/mime:match", MIME)
    assert outer is not None
    inner = outer.find("mime:match", MIME)
    assert inner is not None
    assert (outer.get("type"), outer.get("offset")) == ("string", "0")
    assert head.startswith((outer.get("value") or "").replace(r"\0", "\0").encode())
    assert (inner.get("type"), int(inner.get("value") or "", 16)) == ("big32", APPLICATION_ID)
    (found,) = struct.unpack_from(">I", head, int(inner.get("offset") or ""))
    assert found == APPLICATION_ID


def test_windows_installer_registers_the_same() -> None:
    script = (BUNDLE / "windows" / "iaia-desktop.iss").read_text(encoding="utf-8")
    assert rf'"Software\Classes\{SESSION_SUFFIX}"' in script
    assert identity.SESSION_TYPE in script
    assert identity.SESSION_WORDS in script
    assert f'#define Program "{identity.WINDOW_PROGRAM}.exe"' in script
    assert f'#define Name "{identity.NAME}"' in script
    assert "PrivilegesRequired=lowest" in script
    assert "AppVersion={#Version}" in script
    assert __version__ not in script
    builder = (BUNDLE / "build.py").read_text(encoding="utf-8")
    (output,) = re.findall(r"OutputBaseFilename=(\S+)", script)
    assert output.replace("{#Version}", "{_version()}").removeprefix("iaia-desktop") in builder


def test_macos_declares_the_same_type() -> None:
    """Read the list out of the spec, with the names it takes from elsewhere put in."""
    spec = (BUNDLE / "iaia-desktop.spec").read_text(encoding="utf-8")
    source = spec[spec.index("info_plist=") + len("info_plist=") :].rstrip().removesuffix(")")
    plist = eval(source.rstrip().rstrip(","), {"identity": identity})  # noqa: S307 - ours
    assert plistlib.loads(plistlib.dumps(plist)) == plist
    (declared,) = plist["UTExportedTypeDeclarations"]
    assert declared["UTTypeIdentifier"] == identity.SESSION_TYPE_ID
    assert declared["UTTypeTagSpecification"] == {
        "public.filename-extension": [SESSION_SUFFIX.removeprefix(".")],
        "public.mime-type": [identity.SESSION_TYPE],
    }
    assert plist["CFBundleDocumentTypes"][0]["LSItemContentTypes"] == [identity.SESSION_TYPE_ID]


def test_icons_are_drawn_in_every_size(tmp_path: Path) -> None:
    linux_files.write_share(tmp_path, __version__, date(2026, 11, 25))
    theme = tmp_path / "icons" / "hicolor"
    for side_px in drawn_icons.SIDES_PX:
        path = theme / f"{side_px}x{side_px}" / "apps" / f"{identity.PROGRAM}.png"
        with Image.open(path) as icon:
            assert icon.size == (side_px, side_px)
            assert icon.getpixel((0, 0)) == (0, 0, 0, 0), "the corners are transparent"
            assert icon.getpixel((side_px // 2, side_px // 8))[3] == 255  # type: ignore[index]
    assert (theme / "scalable" / "apps" / f"{identity.PROGRAM}.svg").is_file()
    assert linux_files.complaints(tmp_path) == []


def test_icons_for_windows_and_macos(tmp_path: Path) -> None:
    with Image.open(drawn_icons.write_ico(tmp_path)) as icon:
        assert {(16, 16), (32, 32), (256, 256)} <= set(icon.info["sizes"])
    with Image.open(drawn_icons.write_icns(tmp_path)) as icon:
        assert (512, 512, 2) in icon.info["sizes"]


@pytest.fixture
def staged(tmp_path: Path) -> Path:
    """Return a folder like that of the tarball, with a script in the program's place."""
    folder = tmp_path / "staged"
    linux_files.write_share(folder / "share", __version__, date(2026, 11, 25))
    (folder / "iaia-desktop").mkdir()
    program = folder / "iaia-desktop" / "iaia-desktop"
    program.write_text('#!/bin/sh\necho "started with $1"\n', encoding="utf-8")
    program.chmod(0o755)
    for name in ("install.sh", "uninstall.sh"):
        shutil.copy2(LINUX / name, folder / name)
    return folder


def run_script(path: Path, *arguments: Path | str, **variables: str) -> str:
    done = subprocess.run(
        ["sh", path, *arguments],
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="for Linux")
@pytest.mark.parametrize("name", ["plain", 'a b%c"d$e`f'])
def test_installed_and_taken_away_again(staged: Path, tmp_path: Path, name: str) -> None:
    home = tmp_path / name
    for _ in range(2):
        run_script(staged / "install.sh", HOME=str(home))
    prefix = home / ".local"
    entry = desktop_entry(prefix / "share" / "applications" / "iaia-desktop.desktop")
    # As the format has it: the value's own escapes, then those of a quoted argument, then %%.
    quoted = re.fullmatch(r'"(.*)" %f', entry["Exec"].replace("\\\\", "\\"))
    assert quoted is not None
    command = re.sub(r'\\(["`$\\])', r"\1", quoted[1]).replace("%%", "%")
    assert command == str(prefix / "bin" / "iaia-desktop")
    said = subprocess.run([command, "x y"], capture_output=True, text=True, check=True)
    assert said.stdout == "started with x y\n"
    assert (prefix / "share" / "mime" / "packages" / "iaia-desktop.xml").is_file()
    cache = prefix / "share" / "applications" / "mimeinfo.cache"
    assert cache.read_text(encoding="utf-8").count(identity.SESSION_TYPE) == 1

    run_script(staged / "uninstall.sh", HOME=str(home))
    left = {path.name for path in prefix.rglob("*") if path.is_file() or path.is_symlink()}
    assert not {file for file in left if "iaia" in file.lower()}
    assert identity.SESSION_TYPE not in cache.read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform != "linux", reason="for Linux")
def test_appimage_folder_starts_the_program(staged: Path) -> None:
    run_script(LINUX / "make_appimage.sh", staged, PATH="/usr/bin:/bin")
    app = staged.with_name("staged.AppDir")
    assert (app / ".DirIcon").resolve().is_file()
    assert desktop_entry(app / "iaia-desktop.desktop")["Icon"] == "iaia-desktop"
    said = subprocess.run([app / "AppRun", "x y"], capture_output=True, text=True, check=True)
    assert said.stdout == "started with x y\n"
