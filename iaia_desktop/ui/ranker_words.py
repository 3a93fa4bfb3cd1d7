"""What the rankers are called on screen, and what each does in one line."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from iaia_desktop.core.method import RankerChoice

WORDS = {
    RankerChoice.AUTO: ("Automatic", "Follows the one that does best on your own answers."),
    RankerChoice.MIX: ("Mix", "Learned cosine, kernel and graph together."),
    RankerChoice.PROTOTYPE: ("Prototypes", "The published method alone: the nearest class mean."),
    RankerChoice.LEARNED: (
        "Learned cosine",
        "The nearest class mean, by the differences that count for your classes.",
    ),
    RankerChoice.DISCRIMINANT: (
        "Discriminant",
        "The likeliest class, where the images of all classes vary alike.",
    ),
    RankerChoice.NEIGHBOURS: (
        "Nearest labelled images",
        "The class of the labelled images that look most like this one.",
    ),
    RankerChoice.KERNEL: ("Kernel", "All labelled images have a say, those alike the most."),
    RankerChoice.GRAPH: (
        "Neighbourhood graph",
        "Labels spread from image to look-alike, by way of unlabelled ones too.",
    ),
}

RANKERS = tuple(WORDS)
"""All that can be chosen, as they are listed."""


def ranker_name(ranker: RankerChoice) -> str:
    """Return the short name of a ranker."""
    return QCoreApplication.translate("RankerWords", WORDS[ranker][0])


def ranker_line(ranker: RankerChoice) -> str:
    """Return what a ranker does."""
    return QCoreApplication.translate("RankerWords", WORDS[ranker][1])
