"""Names of classes as sentences, and the one embedding that stands for a name.

Source: "Learning Transferable Visual Models From Natural Language Supervision", Radford et al.,
ICML 2021, section 3.1.4 (prompt ensembles): the embeddings of several sentences about a class are
normalised, averaged and normalised again, as open_clip does for zero-shot classification.
"""

from __future__ import annotations

import enum
import hashlib
from collections.abc import Sequence

import numpy as np

from iaia_desktop.core.types import Vector
from iaia_desktop.encoders.base import TextEncoder


class Wording(enum.StrEnum):
    """How a text is put into sentences.

    FULL takes the encoder's own list of prompts; SHORT takes one plain sentence, for long lists of
    words, where it is several times as fast.
    """

    FULL = "full"
    SHORT = "short"


def readable_text(text: str) -> str:
    """Return a name as one would write it in a sentence: ``golden_retriever`` has two words."""
    return " ".join(text.replace("_", " ").split())


def prompts_for(encoder: TextEncoder, text: str, wording: Wording) -> tuple[str, ...]:
    """Return the sentences whose embeddings are averaged for a text, at least one."""
    words = readable_text(text)
    return (f"a photo of a {words}.",) if wording is Wording.SHORT else encoder.prompts(words)


def prompts_key(prompts: Sequence[str]) -> bytes:
    """Return a key for the cache of embeddings: BLAKE2b-128 of all sentences.

    Keys of images are hashes of whole files by the same function; sentences begin with a mark of
    their own, so that a text file of the same words is another thing.
    """
    text = "\0".join(("text", *prompts))
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=16).digest()


def embed_prompts(encoder: TextEncoder, prompts: Sequence[Sequence[str]]) -> Vector:
    """Embed texts, each given by its sentences.

    Parameters
    ----------
    encoder : TextEncoder
        Its ``encode_texts`` is called once, with all sentences.
    prompts : sequence of sequence of str, length n
        At least one sentence for each text.

    Returns
    -------
    ndarray, shape (n, d), float32
        Rows of length one: the mean of the normalised embeddings of the sentences, normalised. A
        text whose sentences cancel each other out has a row of zeros.
    """
    sentences = [sentence for group in prompts for sentence in group]
    if not sentences:
        return np.zeros((0, encoder.dim), dtype=np.float32)
    rows = _unit(encoder.encode_texts(sentences).astype(np.float64))
    ends = np.cumsum([len(group) for group in prompts])
    means = [part.mean(axis=0) for part in np.split(rows, ends[:-1])]
    return _unit(np.stack(means)).astype(np.float32)


def _unit(rows: np.typing.NDArray[np.float64]) -> np.typing.NDArray[np.float64]:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: np.typing.NDArray[np.float64] = rows / np.where(lengths > 1e-12, lengths, 1.0)
    return unit
