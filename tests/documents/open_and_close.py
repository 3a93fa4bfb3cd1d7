"""Run a command line that opens the window, and close the window once it shows what it should.

Run as a process of its own: ``python open_and_close.py ARGUMENT...``. What was open is told as JSON
on the last line of standard output.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from PySide6.QtCore import QTimer

from iaia_desktop import app
from iaia_desktop.cli import main
from iaia_desktop.jobs import draw_demo
from iaia_desktop.jobs.stored_method import ELSEWHERE_SETTING

_LOOK_EVERY_MS = 20

_DEMO_PICTURES = 12
"""Instead of some hundreds, which take ten seconds to draw."""


def close_when_ready(*, needs_session: bool, needs_embeddings: bool) -> None:
    """Have every window that is started closed as soon as it is ready."""
    start = app.Application.start

    def start_and_wait(application: app.Application, *arguments: Any, **options: Any) -> None:
        start(application, *arguments, **options)
        timer = QTimer(application.window, interval=_LOOK_EVERY_MS)

        def look() -> None:
            images, embeddings = 0, ""
            workspace = application.desk.workspace
            if workspace is not None:
                page = application.window.label_page()
                if page is None or not page.stage.can_be_judged or workspace.folder.scanning:
                    return
                images = len(workspace.session.state)
                used: dict[str, str] = workspace.session.store.get_setting(ELSEWHERE_SETTING, {})
                embeddings = used.get("place", "")
            is_ready = application.window.isVisible()
            if (
                not is_ready
                or (needs_session and not images)
                or needs_embeddings > bool(embeddings)
            ):
                return
            timer.stop()
            print(json.dumps({"images": images, "embeddings": embeddings}), flush=True)
            application.window.close()

        timer.timeout.connect(look)
        timer.start()

    app.Application.start = start_and_wait  # type: ignore[method-assign, assignment]  # here only


if __name__ == "__main__":
    draw_demo.draw_demo_job.__kwdefaults__ = {"count": _DEMO_PICTURES}
    close_when_ready(needs_session=len(sys.argv) > 1, needs_embeddings="--embeddings" in sys.argv)
    sys.exit(main(sys.argv[1:]))
