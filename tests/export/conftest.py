"""Small source folders, and exports of them run to their end."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.types import ImageState
from iaia_desktop.export.folders import (
    ExportMode,
    ExportReport,
    ExportRequest,
    ExportRow,
    run_export,
)


def _row(root: Path, path: str, class_name: str | None) -> ExportRow:
    source = root / path
    source.parent.mkdir(parents=True, exist_ok=True)
    data = f"bytes of {path!r}".encode()
    source.write_bytes(data)
    os.utime(source, ns=(1_500_000_000_123_456_700, 1_500_000_000_123_456_700))
    if class_name is None:
        return ExportRow(path, source, ImageState.UNLABELLED)
    return ExportRow(
        path,
        source,
        ImageState.LABELLED,
        class_name=class_name,
        by="human",
        suggested_class="cat",
        suggested_new=False,
        distance=0.25,
        epsilon=0.5,
        encoder_id="builtin",
        content_hash=hashlib.blake2b(data, digest_size=16).hexdigest(),
        decided_at=1_700_000_000.5,
    )


@pytest.fixture
def make_request(tmp_path: Path) -> Callable[..., ExportRequest]:
    """Return a function that writes files (path to class or None) and asks for their export."""

    def make(labels: Mapping[str, str | None], **changes: Any) -> ExportRequest:
        root = tmp_path / "source"
        root.mkdir()
        rows = tuple(_row(root, path, class_name) for path, class_name in labels.items())
        request = ExportRequest(root, tmp_path / "out", ExportMode.COPY, rows)
        return replace(request, **changes)

    return make


@pytest.fixture
def finish() -> Callable[[ExportRequest], ExportReport]:
    """Return a function that runs an export to its end and checks what it says on the way."""

    def run(request: ExportRequest) -> ExportReport:
        work = run_export(request, cancel=CancelToken())
        done = 0
        while True:
            try:
                progress = next(work)
            except StopIteration as end:
                report = end.value
                assert isinstance(report, ExportReport)
                return report
            assert done <= progress.done <= progress.total
            done = progress.done

    return run


@pytest.fixture
def tree() -> Callable[[Path], dict[str, bytes]]:
    """Return a function that lists every file below a folder with its bytes."""

    def read(folder: Path) -> dict[str, bytes]:
        return {
            file.relative_to(folder).as_posix(): file.read_bytes()
            for file in sorted(folder.rglob("*"))
            if file.is_file()
        }

    return read
