from __future__ import annotations

from collections.abc import Generator, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import CancelledError
from iaia_desktop.core.types import Vector
from iaia_desktop.jobs.embed_texts import EmbedTextsRequest, embed_texts_job
from iaia_desktop.jobs.embed_words import (
    EmbedWordsRequest,
    WordRows,
    embed_words_job,
    folder_words,
    read_words,
)
from iaia_desktop.store.embedding_cache import EmbeddingCache

Result = TypeVar("Result")


class Letters:
    """Counts letters: an encoder of texts without weights."""

    encoder_id = "letters/1"
    dim = 26

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode_texts(self, texts: Sequence[str]) -> Vector:
        self.asked += texts
        rows = np.zeros((len(texts), 26), dtype=np.float32)
        for row, text in enumerate(texts):
            for letter in text.lower():
                if "a" <= letter <= "z":
                    rows[row, ord(letter) - ord("a")] += 1
        return rows

    def prompts(self, name: str) -> tuple[str, ...]:
        return (name, f"one {name}")


def finish(job: Generator[object, None, Result]) -> Result:
    while True:
        try:
            next(job)
        except StopIteration as stop:
            result: Result = stop.value
            return result


def test_texts_come_in_order_each_of_length_one() -> None:
    encoder = Letters()
    request = EmbedTextsRequest(encoder, ("cat", "dog", "cat"))
    rows = finish(embed_texts_job(request, CancelToken()))
    assert rows.shape == (3, 26)
    assert rows.dtype == np.float32
    np.testing.assert_array_equal(rows[0], rows[2])
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1.0, atol=1e-3)
    assert len(encoder.asked) == 4  # equal texts are embedded once


def test_no_texts_give_no_rows() -> None:
    assert finish(embed_texts_job(EmbedTextsRequest(Letters(), ()), CancelToken())).shape == (0, 26)


def test_texts_are_read_once_for_an_encoder(tmp_path: Path) -> None:
    cache = EmbeddingCache(tmp_path)
    first, again = Letters(), Letters()
    texts = tuple(f"thing {chr(97 + n)}" for n in range(20))
    before = finish(embed_texts_job(EmbedTextsRequest(first, texts, cache), CancelToken()))
    more = (*texts, "another")
    after = finish(embed_texts_job(EmbedTextsRequest(again, more, cache), CancelToken()))
    np.testing.assert_array_equal(after[:20], before)
    assert again.asked == ["another", "one another"]
    cache.close()


def test_a_cancelled_job_stops_between_batches() -> None:
    token = CancelToken()
    encoder = Letters()
    job = embed_texts_job(EmbedTextsRequest(encoder, tuple(map(str, range(500)))), token)
    next(job)
    next(job)
    token.cancel()
    with pytest.raises(CancelledError):
        next(job)
    assert len(encoder.asked) < 100


def test_the_list_of_words_is_clean() -> None:
    words = read_words()
    assert len(words) > 600
    assert len({word.lower() for word in words}) == len(words)
    assert all(word == word.strip() and len(word) < 30 for word in words)


def test_names_of_folders_are_words_too() -> None:
    paths = ("a.png", "red_shoes/b.png", "x7/c.png", "deep/old boots/d.png", "red_shoes/e.png")
    assert folder_words(paths) == ("red shoes", "old boots")


def test_words_near_an_image_are_proposed_best_first() -> None:
    encoder = Letters()
    request = EmbedWordsRequest(encoder, ("zzyzx zzz/1.png",))
    words = finish(embed_words_job(request, CancelToken()))
    assert isinstance(words, WordRows)
    assert words.words[-1] == "zzyzx zzz"
    image = encoder.encode_texts(["a photo of a zzyzx zzz."])[0]
    best = words.nearest(image, 3, without=frozenset())
    assert best[0] == "zzyzx zzz"
    assert len(best) == 3
    assert "zzyzx zzz" not in words.nearest(image, 3, without=frozenset({"zzyzx zzz"}))
    assert words.nearest(image, 0, without=frozenset()) == ()


class Watched(CancelToken):
    """Notes for how long the job leaves the encoder alone, without waiting."""

    def __init__(self) -> None:
        super().__init__()
        self.rests: list[float] = []

    def wait(self, timeout_s: float) -> bool:
        self.rests.append(timeout_s)
        return False


def test_words_to_propose_leave_the_encoder_to_the_images_between_batches() -> None:
    token = Watched()
    found = finish(embed_words_job(EmbedWordsRequest(Letters()), token))
    assert len(found.words) > 100
    assert len(token.rests) > 10
    assert all(rest > 0 for rest in token.rests)


def test_what_somebody_waits_for_does_not_rest() -> None:
    token = Watched()
    finish(embed_texts_job(EmbedTextsRequest(Letters(), ("cat", "dog")), token))
    assert set(token.rests) == {0.0}
