"""The checks of the smoke test that open the window."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from smoke_checks import Bundle, CheckError, check_export, require
from smoke_screen import Screen

COLOURS_OF_A_PICTURE = 4000
"""The page before a folder is open has some hundred colours."""

COLOURS_OF_A_WINDOW = 40

PATIENCE_S = 300
"""The demo is drawn first, which takes long where others work, too."""


def check_window_by_keys(bundle: Bundle) -> str:
    """Open the demo, label by keys, kill the program, go on, quit, export."""
    with Screen() as screen:
        with _window(bundle, "demo", DISPLAY=screen.display) as process:
            screen.wait_until_drawn(COLOURS_OF_A_PICTURE, PATIENCE_S, process)
            session = _session(bundle)
            screen.focus()
            screen.press("n")
            screen.write("seaside")
            screen.press("Return")
            _wait_for(bundle, session, labelled=1)
            screen.press("1", "1")
            _wait_for(bundle, session, labelled=3)
            screen.press("s", "x")
            _wait_for(bundle, session, labelled=3, skipped=1, discarded=1)
            screen.press("ctrl+z")
            _wait_for(bundle, session, labelled=3, skipped=1, discarded=0)
            process.kill()
            process.wait()
        with _window(bundle, session, DISPLAY=screen.display) as process:
            screen.wait_until_drawn(COLOURS_OF_A_PICTURE, PATIENCE_S, process)
            screen.focus()
            screen.press("1")
            facts = _wait_for(bundle, session, labelled=4, skipped=1, discarded=0)
            screen.press("ctrl+q")
            code = process.wait(timeout=30)
            require(code == 0, f"the window ended with {code}")
    require(facts["integrity"]["ok"], facts["integrity"])
    exported = bundle.playground / "from-the-window"
    bundle.run("export", session, exported)
    images = check_export(exported, 4)
    require({path.parent.name for path in images} == {"seaside"}, images)
    originals = {_digest(path) for path in Path(facts["folder"]).rglob("*.jpg")}
    require({_digest(path) for path in images} <= originals, "the export changed images")
    return "demo, 4 labels by keys, skipped, undone, killed, gone on with, quit, exported"


def check_languages(bundle: Bundle) -> str:
    """Start the window in each language: its words and Qt's own are loaded, and it looks so."""
    if not Screen.is_possible():
        return "not seen, for want of Xvfb and xdotool"
    looks = {}
    with Screen() as screen:
        for language in ("en", "de", "it"):
            home = bundle.playground / f"home-{language}"
            (home / "config").mkdir(parents=True)
            (home / "config" / "settings.json").write_text(json.dumps({"language": language}))
            with _window(bundle, DISPLAY=screen.display, IAIA_HOME=str(home)) as process:
                screen.wait_until_drawn(COLOURS_OF_A_WINDOW, PATIENCE_S, process)
                looks[language] = screen.wait_until_still().tobytes()
                # Catalogues are mapped into memory.
                mapped = Path(f"/proc/{process.pid}/maps").read_text(encoding="utf-8")
            screen.wait_until_empty()
            for name in (f"qtbase_{language}.qm", f"iaia-desktop_{language}.qm"):
                require((name in mapped) == (language != "en"), f"{name} with {language}")
    require(len(set(looks.values())) == len(looks), "the languages look alike")
    return ", ".join(looks)


def check_window_offscreen(bundle: Bundle) -> str:
    """Open the demo without a screen, wait for its session, and end it."""
    with _window(bundle, "demo", QT_QPA_PLATFORM="offscreen") as process:
        deadline = time.monotonic() + PATIENCE_S
        while True:
            require(process.poll() is None, f"the window ended with {process.returncode}")
            require(time.monotonic() < deadline, "the demo did not open")
            found = list(_sessions(bundle).glob("*.iaia"))
            if found and bundle.json("info", found[0])["images"]:
                break
            time.sleep(0.5)
        process.terminate()
        code = process.wait(timeout=30)
        require(code == 0 or sys.platform == "win32", f"the window ended with {code}")
    return "the demo opened offscreen; no keys, for want of Xvfb and xdotool"


def _digest(path: Path) -> bytes:
    return hashlib.sha256(path.read_bytes()).digest()


@contextmanager
def _window(
    bundle: Bundle, *arguments: str | Path, **variables: str
) -> Iterator[subprocess.Popen[bytes]]:
    """Start the program with its window; nothing of it is left afterwards."""
    log = bundle.playground / "window.log"
    with log.open("wb") as stream:
        process = subprocess.Popen(
            [str(bundle.program), *map(str, arguments)],
            cwd=bundle.playground,
            env=bundle.environment | variables,
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=subprocess.STDOUT,
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait()
    printed = log.read_text(encoding="utf-8", errors="replace")
    lines = [line for line in printed.splitlines() if "This plugin does not support" not in line]
    require(not lines, "the window printed:\n" + "\n".join(lines))


def _sessions(bundle: Bundle) -> Path:
    return bundle.playground / "home" / "data" / "sessions"


def _session(bundle: Bundle) -> Path:
    (session,) = _sessions(bundle).glob("*.iaia")
    return session


def _wait_for(bundle: Bundle, session: Path, **wanted: int) -> dict[str, Any]:
    """Ask the session on disk until it says this; keys take their time."""
    deadline = time.monotonic() + PATIENCE_S
    while True:
        facts: dict[str, Any] = bundle.json("info", session)
        found = {name: facts[name] for name in wanted}
        if found == wanted:
            return facts
        if time.monotonic() > deadline:
            raise CheckError(f"the session says {found}, not {wanted}")
        time.sleep(0.3)
