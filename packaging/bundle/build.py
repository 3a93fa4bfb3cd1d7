"""Build the bundle for the system that this runs on: ``python packaging/bundle/build.py``.

Run it in an environment where the program and PyInstaller are installed. It leaves in ``dist/`` the
folder of the program (on macOS the ``.app``) and, unless told otherwise, what people download: a
tarball on Linux, an installer on Windows where Inno Setup is found, and an archive elsewhere.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import identity
import licences
import linux_files
import sizes
import slim

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
LIMIT_BYTES = 900 * sizes.MEGABYTE
"""The bundle for the processor is smaller than this, unpacked."""


class BuildError(Exception):
    """The bundle is not what it should be; the words say why."""


def main() -> int:
    """Build, check and pack; return 0, or 1 with the reason on standard error."""
    arguments = _arguments()
    try:
        _require_right_environment(with_cuda=arguments.with_cuda)
        program = _run_pyinstaller(arguments.output, arguments.work)
        licences.write_licences(_licence_folder(program), identity.PROGRAM)
        if sys.platform == "linux":
            _slim_and_check(program)
        print(sizes.report(program))
        if not arguments.with_cuda:
            _require_small(program)
        if sys.platform == "linux":
            packed = _stage_for_linux(program, arguments.output)
        else:
            packed = program
        if not arguments.no_archive:
            print(f"packed: {_pack(packed, arguments.output)}")
    except BuildError as error:
        print(f"build.py: {error}", file=sys.stderr)
        return 1
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--output", type=Path, default=ROOT / "dist", help="where it goes")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "bundle", help="for notes")
    parser.add_argument("--no-archive", action="store_true", help="the folder is enough")
    parser.add_argument(
        "--with-cuda", action="store_true", help="bundle a torch that was built for graphics cards"
    )
    arguments = parser.parse_args()
    arguments.output = arguments.output.absolute()
    arguments.work = arguments.work.absolute()
    return arguments


def _require_right_environment(*, with_cuda: bool) -> None:
    import torch  # noqa: PLC0415 - takes seconds, which --help need not

    if torch.version.cuda is not None and not with_cuda:
        raise BuildError(
            "the torch of this environment brings gigabytes for graphics cards. Install the one "
            "for the processor, or say --with-cuda."
        )


def _run_pyinstaller(output: Path, work: Path) -> Path:
    """Return what was built: the folder, or the ``.app``."""
    command = [
        sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN",
        "--distpath", str(output), "--workpath", str(work), str(HERE / "iaia-desktop.spec"),
    ]  # fmt: skip
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        raise BuildError("PyInstaller has failed; what it said stands above")
    if sys.platform == "darwin":
        return output / f"{identity.NAME}.app"
    return output / identity.PROGRAM


def _require_small(program: Path) -> None:
    size = sum(sizes.parts_of(program).values())
    if size >= LIMIT_BYTES:
        raise BuildError(f"the bundle has {size / sizes.MEGABYTE:.0f} MB, which is too many")


def _licence_folder(program: Path) -> Path:
    inside = program / "Contents" / "Resources" if program.suffix == ".app" else program
    return inside / "licences"


def _slim_and_check(program: Path) -> None:
    slimmed = slim.slim(program)
    print(f"{slimmed.symbol_bytes / sizes.MEGABYTE:.1f} MB of symbols taken off")
    print(f"{len(slimmed.orphans)} libraries that nothing needs: {', '.join(slimmed.orphans)}")
    missing = slim.missing_libraries(program)
    if missing:
        lines = [f"  {name}, for {', '.join(users)}" for name, users in sorted(missing.items())]
        raise BuildError("libraries are missing in the bundle:\n" + "\n".join(lines))
    print(f"needs a C library of {slim.oldest_c_library(program)} or later")


def _stage_for_linux(program: Path, output: Path) -> Path:
    """Put what the tarball holds into one folder, by links where the disk has them."""
    staged = output / f"{identity.PROGRAM}-{_version()}-linux-{platform.machine()}"
    shutil.rmtree(staged, ignore_errors=True)
    staged.mkdir(parents=True)
    # A second copy of the program would only cost time.
    shutil.copytree(program, staged / identity.PROGRAM, symlinks=True, copy_function=_link)
    linux_files.write_share(staged / "share", _version(), _day())
    for name in ("install.sh", "uninstall.sh"):
        shutil.copy2(HERE / "linux" / name, staged / name)
    shutil.copy2(ROOT / "LICENSE", staged / "LICENSE")
    found = linux_files.complaints(staged / "share")
    if found:
        raise BuildError("\n".join(found))
    return staged


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _pack(packed: Path, output: Path) -> Path:
    if sys.platform == "linux":
        return _pack_tarball(packed)
    if sys.platform == "win32":
        compiler = shutil.which("iscc") or _usual_place_of_inno_setup()
        if compiler is not None:
            return _make_installer(compiler, packed, output)
    name = f"{identity.PROGRAM}-{_version()}-{_system()}-{platform.machine().lower()}"
    if sys.platform == "darwin":
        # Other tools lose the links and marks that macOS wants to see again.
        path = output / f"{name}.zip"
        subprocess.run(["ditto", "-c", "-k", "--keepParent", packed, path], check=True)
        return path
    return Path(shutil.make_archive(str(output / name), "zip", output, packed.name))


def _pack_tarball(staged: Path) -> Path:
    """Pack in a way that gives the same bytes for the same files."""
    path = staged.with_name(f"{staged.name}.tar.xz")
    unpacked = subprocess.Popen(
        [
            "tar", "--create", "--sort=name", "--owner=0", "--group=0", "--numeric-owner",
            "--hard-dereference", f"--mtime={_day().isoformat()} 00:00Z",
            "--directory", str(staged.parent), staged.name,
        ],
        stdout=subprocess.PIPE,
    )  # fmt: skip
    with unpacked, path.open("wb") as target:
        packing = subprocess.run(
            ["xz", "-T0", "-6", "--stdout"], stdin=unpacked.stdout, stdout=target, check=False
        )
    if packing.returncode or unpacked.returncode:
        path.unlink()
        raise BuildError("tar or xz has failed; what they said stands above")
    return path


def _make_installer(compiler: str, program: Path, output: Path) -> Path:
    script = HERE / "windows" / "iaia-desktop.iss"
    command = [
        compiler, f"/DVersion={_version()}", f"/DBundle={program}", f"/O{output}", str(script),
    ]  # fmt: skip
    if subprocess.run(command, check=False).returncode:
        raise BuildError("Inno Setup has failed; what it said stands above")
    return output / f"{identity.PROGRAM}-{_version()}-windows-x86_64-setup.exe"


def _usual_place_of_inno_setup() -> str | None:
    place = Path(os.environ.get("PROGRAMFILES(X86)", "C:/"), "Inno Setup 6", "ISCC.exe")
    return str(place) if place.is_file() else None


def _system() -> str:
    return {"win32": "windows", "darwin": "macos"}.get(sys.platform, sys.platform)


def _version() -> str:
    sys.path.insert(0, str(ROOT))
    from iaia_desktop import __version__  # noqa: PLC0415 - of the source, which is what is bundled

    return __version__


def _day() -> date:
    """Return the day of the release: today, or what whoever wants the same bytes again says."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return (datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)).date()


if __name__ == "__main__":
    sys.exit(main())
