"""The figures of the paper, for the data sets that it used.

Source: "Incremental Automatic Image Annotation", Sabetta, Pelosin, Denevi, Nicolosi, Ital-IA 2023,
table 1: accuracy with CLIP features and cosine distance, first images of a class not counted. The
paper does not name the CLIP checkpoint.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from iaia_desktop.experiments.dataset import Truth

PAPER_TITLE = "Incremental Automatic Image Annotation (Sabetta et al., Ital-IA 2023)"


@dataclass(frozen=True, slots=True)
class PaperFigure:
    """Hold what the paper says of one data set.

    Attributes
    ----------
    title : str
        The data set, as a reader knows it.
    accuracy : float
        From 0 to 1.
    """

    title: str
    accuracy: float


CORE50 = PaperFigure("CORe50 (10 categories)", 0.972)
CIFAR100 = PaperFigure("CIFAR-100", 0.866)
CELEBA = PaperFigure("CelebA (identities)", 0.780)


def paper_figure(truth: Truth, layout: str) -> PaperFigure | None:
    """Return the paper's figure for a data set, where it is one of the paper's.

    A data set is known by its layout, or, for a table or embeddings, by its name; its classes must
    be those of the paper: the 10 categories of CORe50 (not its 50 objects), the 100 classes of
    CIFAR-100, the identities of CelebA.

    Parameters
    ----------
    truth : Truth
        Its images.
    layout : str
        How it was read.
    """
    words = re.sub(r"[^a-z0-9]", "", f"{layout} {truth.name}".lower())
    classes = len(truth.class_names)
    if "core50" in words and classes == 10:
        return CORE50
    if "cifar100" in words and classes == 100:
        return CIFAR100
    if "celeba" in words and classes > 100:
        return CELEBA
    return None


PAPER_WORDS = "with CLIP features, cosine distance, and first images of a class not counted: " + (
    ", ".join(f"{known.title} {known.accuracy:.1%}" for known in (CORE50, CIFAR100, CELEBA))
)
