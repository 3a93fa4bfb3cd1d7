"""What the watch over the embedding tells."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from pytestqt.qtbot import QtBot

from iaia_desktop.core.saying import Saying
from iaia_desktop.jobs.embed import EmbeddedBatch
from iaia_desktop.session.embedding_watch import EmbeddingWatch
from iaia_desktop.store.embedding_cache import EmbeddingCache

NOTHING = EmbeddedBatch((), np.empty((0, 2), dtype=np.float32), (), 0)


def test_why_embeddings_are_not_kept_can_be_said_in_another_language(
    qtbot: QtBot, tmp_path: Path
) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.touch()
    cache = EmbeddingCache(in_the_way / "embeddings")
    watch = EmbeddingWatch(cache, lambda: False)
    cache.get_many("encoder", [bytes(16)])
    with qtbot.waitSignal(watch.cache_failed) as told:
        watch.hear(NOTHING)
    (problem,) = told.args
    assert isinstance(problem, Saying)
    assert problem.template == "Embeddings are not kept: {reason} ({folder})."
    watch.stop()
