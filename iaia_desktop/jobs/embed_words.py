"""Embed the list of common words from which names of new classes are proposed."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass

import numpy as np

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.text_prior import may_be_read
from iaia_desktop.core.types import Vector
from iaia_desktop.encoders.base import TextEncoder
from iaia_desktop.encoders.prompts import Wording, readable_text
from iaia_desktop.jobs.embed_texts import EmbedTextsRequest, embed_texts_job
from iaia_desktop.jobs.progress import Progress
from iaia_desktop.resource_files import read_resource
from iaia_desktop.store.embedding_cache import EmbeddingCache

WORDS_RESOURCE = "words/things.txt"
_MOST_FOLDER_WORDS = 200

_REST = 3.0
"""Images have three times as much of the encoder as words that nobody may ever ask for."""


@dataclass(frozen=True, slots=True)
class EmbedWordsRequest:
    """What to embed beside the list.

    Attributes
    ----------
    encoder : TextEncoder
        May embed images on another thread meanwhile.
    paths : tuple of str
        Of the images: names of their folders are words too.
    cache : EmbeddingCache or None
        Where embeddings are kept, so that an encoder reads the list once.
    """

    encoder: TextEncoder
    paths: tuple[str, ...] = ()
    cache: EmbeddingCache | None = None


@dataclass(frozen=True, slots=True, eq=False)
class WordRows:
    """Words and their embeddings, shape (n, d), float32, of length one."""

    words: tuple[str, ...]
    rows: Vector

    def nearest(self, embedding: Vector, limit: int, *, without: frozenset[str]) -> tuple[str, ...]:
        """Return the words that fit an image best, best first.

        Parameters
        ----------
        embedding : ndarray, shape (d,)
            The image.
        limit : int
            The most to return.
        without : frozenset of str
            Words to pass over, in small letters.
        """
        if not self.words or limit < 1:
            return ()
        found: list[str] = []
        for place in np.argsort(-(self.rows @ embedding), kind="stable").tolist():
            if self.words[place].lower() not in without:
                found.append(self.words[place])
                if len(found) == limit:
                    break
        return tuple(found)


def read_words() -> tuple[str, ...]:
    """Return the words of the list that ships with the program, each once, in its order."""
    lines = (line.strip() for line in read_resource(WORDS_RESOURCE).splitlines())
    return tuple(dict.fromkeys(line for line in lines if line and not line.startswith("#")))


def folder_words(paths: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the folders that images lie in, as far as they are words."""
    folders = dict.fromkeys(path.rpartition("/")[0].rpartition("/")[2] for path in paths)
    words = (readable_text(name) for name in folders if may_be_read(name))
    return tuple(dict.fromkeys(words))[:_MOST_FOLDER_WORDS]


def embed_words_job(
    request: EmbedWordsRequest, cancel: CancelToken
) -> Generator[Progress, None, WordRows]:
    """Embed the words, with one plain sentence each.

    Yields
    ------
    Progress
        In words.

    Returns
    -------
    WordRows

    Raises
    ------
    EncoderError, CancelledError
        As for ``embed_texts_job``.
    """
    words = read_words()
    listed = {word.lower() for word in words}
    extra = tuple(word for word in folder_words(request.paths) if word.lower() not in listed)
    texts = EmbedTextsRequest(
        request.encoder, (*words, *extra), request.cache, wording=Wording.SHORT, rest=_REST
    )
    rows = yield from embed_texts_job(texts, cancel)
    return WordRows(texts.texts, rows)
