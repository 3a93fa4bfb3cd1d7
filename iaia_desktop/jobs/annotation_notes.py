"""What labelling a folder without a window has to tell beside its figures."""

from __future__ import annotations

from collections.abc import Iterable

from iaia_desktop.core.calibration import FEWEST_CLASSES, FEWEST_PAIRS
from iaia_desktop.core.saying import Saying
from iaia_desktop.jobs.embed_folder import NOT_EMBEDDED


def decided_before(images: int) -> Saying:
    """Return that examples are images about which a person decided something else."""
    return Saying.counted(
        images,
        "1 image among the examples had been decided otherwise in the session; the session's "
        "decision stays.",
        "{n:,} images among the examples had been decided otherwise in the session; the session's "
        "decision stays.",
    )


def without_example(class_names: Iterable[str]) -> Saying:
    """Return that classes have no example that could be read."""
    return Saying(
        "No example of {names} could be read, so no image gets that class.",
        names=Saying.joined((Saying("“{name}”", name=name) for name in class_names), ", "),
    )


def without_epsilon() -> Saying:
    """Return that the examples are too few for a threshold of their own."""
    return Saying(
        "There are too few examples to work epsilon out (it takes at least {classes} classes, and "
        "{images} images that are not alone in theirs), so every image gets the nearest class.",
        classes=FEWEST_CLASSES,
        images=FEWEST_PAIRS,
    )


def passed_by(images: int) -> Saying:
    """Return that images were not embedded elsewhere, and cannot be here."""
    return Saying.counted(
        images,
        "1 image stays unlabelled: {reason}.",
        "{n:,} images stay unlabelled: {reason}.",
        reason=NOT_EMBEDDED,
    )
