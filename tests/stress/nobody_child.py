"""Work as somebody who may read and write little, and print what became of it, as JSON."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import ImageError, KnownError
from iaia_desktop.encoders.builtin import BuiltinEncoder
from iaia_desktop.encoders.registry import list_encoders, weights_present
from iaia_desktop.images.scan import scan_folder
from iaia_desktop.images.thumbnails import ThumbnailCache
from iaia_desktop.jobs.embed_folder import embed_folder_job
from iaia_desktop.jobs.folder_changes import KnownImages, folder_changes_job
from iaia_desktop.jobs.look_again import look_again_job
from iaia_desktop.store.embedding_cache import EmbeddingCache
from iaia_desktop.workers.pictures import load_thumbnail, load_view

NOBODY = 65_534


def warm_up() -> None:
    """Import what is imported late: afterwards Python's own files may be out of reach."""
    Image.init()
    Image.new("RGB", (4, 4)).save(io.BytesIO(), "JPEG")
    BuiltinEncoder().encode_images([Image.new("RGB", (8, 8))])
    list_encoders()
    import encodings.idna  # noqa: F401

    import huggingface_hub  # noqa: F401


def embedded(folder: Path, cache: EmbeddingCache) -> dict[str, object]:
    """Embed a folder and tell what came of it."""
    job = embed_folder_job(folder, BuiltinEncoder(), cache, CancelToken())
    while True:
        try:
            next(job)
        except StopIteration as stop:
            made = stop.value
            return {
                "embedded": list(made.paths),
                "failed": {row.path: row.reason for row in made.failed},
                "problems": {row.path: row.reason for row in made.problems},
            }


def words(work: Callable[[], object]) -> str:
    """Return what an error says, or what came out."""
    try:
        return f"came out: {work()}"
    except KnownError as error:
        return error.what


def last(job: object) -> object:
    """Run a job to its end."""
    for event in job:  # type: ignore[attr-defined]
        del event
    return "an end"


def main(place: Path) -> None:
    """Try everything."""
    warm_up()
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    photos = place / "photos"
    told: dict[str, object] = {}
    cache = EmbeddingCache(place / "closed" / "embeddings")
    told["folder"] = embedded(photos, cache)
    told["cache"] = cache.problem
    told["closed"] = words(lambda: embedded(place / "closed", cache))
    thumbnails = ThumbnailCache(place / "closed" / "thumbnails", 1 << 20)
    told["thumbnail"] = load_thumbnail(photos / "1.png", 64, thumbnails).image.width()
    for name, load in (("view", load_view), ("small", load_thumbnail)):
        try:
            load(photos / "2.png", 64, None)
        except ImageError as error:
            told[name] = error.what
    told["scan"] = [row.path for batch in scan_folder(photos) for row in batch.problems]
    known = KnownImages(["1.png"], [], [])
    told["changes"] = words(
        lambda: last(folder_changes_job(place / "closed", known, CancelToken()))
    )
    told["again"] = words(lambda: last(look_again_job(place / "closed", [], CancelToken())))
    os.environ["HF_HOME"] = str(place / "closed" / "hub")
    told["weights"] = weights_present("balanced")
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
