"""The word of class names beside the examples, worth a few labels.

Formula. For an image z and the living classes k, with distances d_k to the prototypes of n_k
labelled images and unit embeddings t_k of the names::

    score_k = -d_k / s_d  +  w / (1 + n_k / n_0) * (cos(z, t_k) - mean_j cos(z, t_j)) / s_t

A log-linear pool of the image's evidence and the name's (``log p_img + lam_n log p_text``), in
which the weight of a name fades as its class gets labels; n_0 = 3 labels halve it. s_d and s_t are
the spreads of distances and of similarities over images of the folder, because both differ
between encoders by a factor of ten. The similarities are taken relative to their mean: constants
that all names share (the gap between images and texts in CLIP's space) drop out, and a name that
weighs less speaks less for its class and less against it. A class without a label has no d_k; it is
put as far away as a class that the image does not belong to: the mean distance of all classes but
the nearest, or the typical distance in the folder while there is but one class; and as near as the
nearest class when the image looks like a new class to the examples.

w, against 1 / s_d, is the one of a small grid, with nought, that makes the person's own answers
likeliest, each image judged without itself (a leave-one-out likelihood). So names that are codes,
or wrong, lose their say by themselves, and, being a function of the labels in force, w follows undo
exactly.

Sources: zero-shot classification by names, Radford et al., ICML 2021; a name as one more shot of
its class, "Multimodality Helps Unimodality", Lin et al., CVPR 2023 (arXiv 2301.06267); the pool
with evidence of images, Tip-Adapter, Zhang et al., ECCV 2022. There the weights are tuned on a
validation set, which nobody who labels has; the fading and the choice of w are ours.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.annotator import RankedClass, Suggestion
from iaia_desktop.core.types import ClassId, Vector

Array = npt.NDArray[np.float64]
AnyFloats = npt.NDArray[np.float32] | npt.NDArray[np.float64]

HALF_LIFE_LABELS = 3.0
"""n_0: with so many labels a class's name has half the say."""

DEFAULT_WEIGHT = 1.0
_LEAST_CHANCE = 1e-12
_MOST_NEW = 0.98
_NEW_ENOUGH = 0.75
_WORD = re.compile(r"[^\W\d_]{3,}|(?<![^\W_])[^\W\d_]{2}(?![^\W_])|[\u3000-\U0002ffff]")


@dataclass(frozen=True, slots=True, eq=False)
class TextPrior:
    """What the names say, at one moment; frozen, so that any thread may use it.

    Attributes
    ----------
    class_ids : tuple of ClassId, length K
        Classes whose names are embedded.
    texts : ndarray, shape (K, d), float32
        Their embeddings, of length one.
    weight : float
        w of the formula; 0 says nothing.
    distance_scale, text_scale : float
        s_d and s_t, positive.
    typical_distance : float
        Of an image of the folder to a prototype.
    """

    class_ids: tuple[ClassId, ...]
    texts: Vector
    weight: float = DEFAULT_WEIGHT
    distance_scale: float = 1.0
    text_scale: float = 1.0
    typical_distance: float = 1.0

    def __post_init__(self) -> None:
        if self.texts.ndim != 2 or len(self.texts) != len(self.class_ids):
            raise ValueError(f"{len(self.class_ids)} names for texts of shape {self.texts.shape}")

    def similarities(self, embeddings: AnyFloats) -> Array:
        """Return the cosines of embeddings, shape (n, d), and names: shape (n, K)."""
        return text_similarities(embeddings, self.texts).astype(np.float64)

    def ranked(self, embedding: Vector, class_ids: Sequence[ClassId]) -> Array:
        """Return what the names say of one image for these classes, shape (len(class_ids),).

        In units of ``text_scale`` about a mean of nought, larger for a better fit; nought for a
        class whose name is not known.
        """
        row: Array = self.evidence(embedding[np.newaxis], class_ids)[0]
        return row

    def scores(
        self,
        embeddings: AnyFloats,
        class_ids: Sequence[ClassId],
        distances: AnyFloats,
        counts: npt.ArrayLike,
        novel: npt.ArrayLike = False,
    ) -> Array:
        """Return the score of every class for every image; the largest is the suggestion.

        Parameters
        ----------
        embeddings : ndarray, shape (n, d)
            As the encoder gave them.
        class_ids : sequence of ClassId, length C
            The classes to rank, with and without examples.
        distances : ndarray, shape (n, C)
            To the prototypes; NaN for a class without an example.
        counts : array_like, shape (C,) or (n, C)
            Labels n_k of each class.
        novel : array_like of bool, shape () or (n,), optional
            Whether the image looks like a new class to the examples.

        Returns
        -------
        ndarray, shape (n, C), float64
            Minus infinity for a class without an example when the weight is 0.
        """
        evidence = self.evidence(embeddings, class_ids)
        fading = self.weight / (1.0 + np.asarray(counts, dtype=np.float64) / HALF_LIFE_LABELS)
        filled = self.filled(np.asarray(distances, dtype=np.float64), np.asarray(novel))
        return -filled / self.distance_scale + fading * evidence

    def revised(
        self, said: Suggestion, embedding: Vector, counts: Mapping[ClassId, int]
    ) -> Suggestion:
        """Return the suggestion of the examples with the word of the names.

        Parameters
        ----------
        said : Suggestion
            From the examples alone.
        embedding : ndarray, shape (d,)
            The image.
        counts : mapping of ClassId to int
            Labels of every class that has examples.

        Returns
        -------
        Suggestion
            All classes that have examples or a known name, the likeliest first. A suggestion of a
            class by its name alone is none of a new class.
        """
        if self.weight == 0.0 or not self.class_ids:
            return said
        by_id = {row.class_id: row for row in said.ranked}
        class_ids = sorted({*by_id, *self.class_ids})
        distances = [by_id[k].distance if k in by_id else np.nan for k in class_ids]
        labels = [counts.get(class_id, 0) for class_id in class_ids]
        image = embedding[np.newaxis]
        chances = {k: row.chance for k, row in by_id.items() if row.chance is not None}
        if chances:
            likely = np.array([[chances.get(k, np.nan) for k in class_ids]])
            scores = self.pooled(image, class_ids, likely, labels, _new_share(said, counts))[0]
            pooled = dict(zip(class_ids, scores.tolist(), strict=True))
            by_id = {k: row._replace(chance=pooled[k]) for k, row in by_id.items()}
        else:
            pooled = {}
            distant = np.array([distances])
            scores = self.scores(image, class_ids, distant, labels, said.is_new)[0]
        similar = dict(zip(self.class_ids, self.similarities(image)[0], strict=True))
        ranked = tuple(
            by_id[k]
            if (k := class_ids[place]) in by_id
            else RankedClass(k, float(1.0 - similar[k]), by_name=True, chance=pooled.get(k))
            for place in np.argsort(-scores, kind="stable").tolist()
        )
        # A class that nobody named is one more beside those that are named and not seen yet.
        named = sum(row.by_name for row in ranked)
        return replace(
            said,
            is_new=said.is_new and not ranked[0].by_name,
            ranked=ranked,
            new_chance=None if said.new_chance is None else said.new_chance / (1 + named),
        )

    def pooled(
        self,
        embeddings: AnyFloats,
        class_ids: Sequence[ClassId],
        chances: AnyFloats,
        counts: npt.ArrayLike,
        new_share: npt.ArrayLike,
    ) -> Array:
        """Return the chance of every class, where the examples give chances and not distances.

        Classes without a chance share ``new_share`` equally before the names are heard.

        Parameters
        ----------
        embeddings, class_ids, counts
            As for :meth:`scores`.
        chances : ndarray, shape (n, C)
            By the examples, adding up to 1 over the classes that have one; NaN for the others.
        new_share : array_like, shape () or (n,)
            The chance that an image belongs to a class without examples, above 0 and below 1.

        Returns
        -------
        ndarray, shape (n, C), float64
            Adding up to 1.
        """
        given = np.asarray(chances, dtype=np.float64)
        missing = np.isnan(given)
        share = np.broadcast_to(np.asarray(new_share, dtype=np.float64), (len(given),))[:, None]
        share = np.where(missing.any(axis=1, keepdims=True), share, 0.0)
        share = np.where(missing.all(axis=1, keepdims=True), 1.0, share)
        alone = share / np.maximum(missing.sum(axis=1, keepdims=True), 1)
        before = np.where(missing, alone, np.where(missing, 0.0, given) * (1.0 - share))
        fading = self.weight / (1.0 + np.asarray(counts, dtype=np.float64) / HALF_LIFE_LABELS)
        logits = np.log(np.maximum(before, _LEAST_CHANCE))
        logits += fading * self.evidence(embeddings, class_ids)
        logits -= logits.max(axis=1, keepdims=True)
        chances_now = np.exp(logits)
        result: Array = chances_now / chances_now.sum(axis=1, keepdims=True)
        return result

    def heard(
        self,
        embeddings: AnyFloats,
        class_ids: Sequence[ClassId],
        chances: AnyFloats,
        counts: Mapping[ClassId, int],
    ) -> tuple[tuple[ClassId, ...], Vector]:
        """Return all classes, those without examples too, and the chances of images with names.

        Parameters
        ----------
        embeddings : ndarray, shape (n, d)
            As the encoder gave them.
        class_ids : sequence of ClassId, length C
            Classes with examples.
        chances : ndarray, shape (n, C)
            By the examples, adding up to 1.
        counts : mapping of ClassId to int
            Labels of each class.

        Returns
        -------
        class_ids : tuple of ClassId, length D
        chances : ndarray, shape (n, D), float32
        """
        if self.weight == 0.0 or not self.class_ids:
            return tuple(class_ids), np.asarray(chances, dtype=np.float32)
        ranked = tuple(sorted({*class_ids, *self.class_ids}))
        place = {class_id: column for column, class_id in enumerate(ranked)}
        given = np.full((len(embeddings), len(ranked)), np.nan)
        given[:, [place[class_id] for class_id in class_ids]] = chances
        labels = [counts.get(class_id, 0) for class_id in ranked]
        pooled = self.pooled(embeddings, ranked, given, labels, _good_turing(counts))
        return ranked, pooled.astype(np.float32)

    def evidence(self, embeddings: AnyFloats, class_ids: Sequence[ClassId]) -> Array:
        """Return what the names say before they are weighed, shape (n, len(class_ids))."""
        found = np.zeros((len(embeddings), len(class_ids)))
        if not self.class_ids:
            return found
        cosines = self.similarities(embeddings)
        cosines -= cosines.mean(axis=1, keepdims=True)
        place = {class_id: column for column, class_id in enumerate(self.class_ids)}
        known = [column for column, class_id in enumerate(class_ids) if class_id in place]
        found[:, known] = cosines[:, [place[class_ids[column]] for column in known]]
        return found / self.text_scale

    def filled(self, distances: Array, novel: npt.NDArray[np.bool_]) -> Array:
        """Return distances with classes without examples put where the formula says."""
        missing = np.isnan(distances)
        if not missing.any():
            return distances
        if self.weight == 0.0:
            return np.where(missing, np.inf, distances)
        count = np.count_nonzero(~missing, axis=1)
        nearest = np.where(missing, np.inf, distances).min(axis=1, initial=np.inf)
        total = np.where(missing, 0.0, distances).sum(axis=1)
        others = (total - np.where(count > 0, nearest, 0.0)) / np.maximum(count - 1, 1)
        level = np.where(count > 1, others, np.maximum(self.typical_distance, 0.0))
        level = np.where(novel & (count > 0), nearest, level)
        return np.where(missing, level[:, np.newaxis], distances)


def _new_share(said: Suggestion, counts: Mapping[ClassId, int]) -> float:
    """Return the chance that an image is of a class without examples.

    As the novelty detector says, or by Good and Turing: the share of classes seen once.
    """
    if said.new_chance is not None:
        return min(_MOST_NEW, max(1.0 - _MOST_NEW, said.new_chance))
    return min(_MOST_NEW, max(_good_turing(counts), _NEW_ENOUGH if said.is_new else 0.0))


def _good_turing(counts: Mapping[ClassId, int]) -> float:
    seen_once = sum(1 for count in counts.values() if count == 1)
    return (seen_once + 1) / (sum(counts.values()) + 2)


def may_be_read(name: str) -> bool:
    """Return whether a name has a word in it, rather than being a code such as A1 or 12.

    A word has three letters, or two between spaces and signs, or one of a script that writes words
    with few characters.
    """
    return _WORD.search(name) is not None


def text_similarities(embeddings: AnyFloats, texts: AnyFloats) -> Vector:
    """Return the cosines of images and texts.

    Parameters
    ----------
    embeddings : ndarray, shape (n, d)
        As the encoder gave them; those of zeros are like nothing.
    texts : ndarray, shape (m, d)
        Of length one, or zeros.

    Returns
    -------
    ndarray, shape (n, m), float32
    """
    lengths = np.linalg.norm(embeddings, axis=1, keepdims=True)
    products = embeddings.astype(np.float32, copy=False) @ texts.astype(np.float32, copy=False).T
    cosines: Vector = (products / np.where(lengths > 0, lengths, 1.0)).astype(np.float32)
    return cosines
