"""Embed names of classes, words and wishes of a search, off the GUI thread."""

from __future__ import annotations

import time
from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.half import rounded
from iaia_desktop.core.saying import Saying
from iaia_desktop.core.types import Vector
from iaia_desktop.encoders.base import TextEncoder
from iaia_desktop.encoders.prompts import Wording, embed_prompts, prompts_for, prompts_key
from iaia_desktop.jobs.progress import Progress
from iaia_desktop.store.embedding_cache import EmbeddingCache

_SENTENCES = 28
"""Sentences between two looks at the cancel token: some 0.2 s on two cores."""


@dataclass(frozen=True, slots=True)
class EmbedTextsRequest:
    """What to embed.

    Attributes
    ----------
    encoder : TextEncoder
        May embed images on another thread meanwhile.
    texts : tuple of str
        In any number; equal ones are embedded once.
    cache : EmbeddingCache or None
        Where embeddings are kept between runs, by the sentences and the encoder.
    wording : Wording
        How texts are put into sentences.
    rest : float
        How long to leave the encoder to others after each batch, as a multiple of what it took.
        Nobody waits for words that are only proposed, and a thousand of them would keep the images
        waiting for minutes.
    """

    encoder: TextEncoder
    texts: tuple[str, ...]
    cache: EmbeddingCache | None = None
    wording: Wording = Wording.FULL
    rest: float = 0.0


def embed_texts_job(
    request: EmbedTextsRequest, cancel: CancelToken
) -> Generator[Progress, None, Vector]:
    """Embed texts into the space of the encoder's images.

    Yields
    ------
    Progress
        In texts.

    Returns
    -------
    ndarray, shape (n, d), float32
        Rows of length one, in the order of the texts; the embeddings of several sentences about
        each are averaged.

    Raises
    ------
    EncoderError
        When the encoder cannot read texts on this machine.
    CancelledError
        When the token is set; looked at between batches.
    """
    encoder = request.encoder
    prompts = {text: prompts_for(encoder, text, request.wording) for text in request.texts}
    keys = {text: prompts_key(sentences) for text, sentences in prompts.items()}
    known = _cached(request, list(keys.values()))
    missing = [text for text in prompts if keys[text] not in known]
    done = 0
    while done < len(missing):
        cancel.raise_if_cancelled()
        yield Progress(done, len(missing), Saying("Reading names"))
        started = time.monotonic()
        batch = missing[done : done + _fitting(len(prompts[missing[done]]))]
        # Rounded before use, so that what is read from the cache later is the same.
        rows = rounded(embed_prompts(encoder, [prompts[text] for text in batch]))
        fresh = {keys[text]: row for text, row in zip(batch, rows, strict=True)}
        if request.cache is not None:
            request.cache.put_many(encoder.encoder_id, fresh)
        known.update(fresh)
        done += len(batch)
        cancel.wait(request.rest * (time.monotonic() - started))
    cancel.raise_if_cancelled()
    if not request.texts:
        return np.zeros((0, encoder.dim), dtype=np.float32)
    return np.stack([known[keys[text]] for text in request.texts]).astype(np.float32, copy=False)


def _fitting(sentences: int) -> int:
    return max(1, _SENTENCES // max(1, sentences))


def _cached(request: EmbedTextsRequest, keys: list[bytes]) -> dict[bytes, Vector]:
    if request.cache is None:
        return {}
    found = request.cache.get_many(request.encoder.encoder_id, keys)
    return {key: row for key, row in found.items() if row.shape == (request.encoder.dim,)}
