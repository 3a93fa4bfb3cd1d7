"""What is said when an export or an import has ended: the right numbers, in any language."""

from __future__ import annotations

from pathlib import Path

import pytest

from iaia_desktop.core.saying import Saying
from iaia_desktop.core.types import ImageId
from iaia_desktop.export.labels_in import ImportedLabel
from iaia_desktop.export.rows import ExportReport
from iaia_desktop.export.unfinished import About, UnfinishedInfo
from iaia_desktop.jobs.import_labels import MatchedLabels
from iaia_desktop.session.export_words import exported_words, stopped_words
from iaia_desktop.session.import_series import TakenOver
from iaia_desktop.session.import_words import imported_words
from tests.english_left import english_left

GONE = Saying("The file is gone.")
NOTE = Saying("No image has a label yet, so there are only tables.")


def report(
    exported: int,
    classes: int = 1,
    *,
    failed: int = 0,
    unlabelled: int = 0,
    verified: int = 0,
    resumed: int = 0,
) -> ExportReport:
    return ExportReport(
        exported=exported,
        per_class={f"class {number}": 1 for number in range(classes)},
        unlabelled=unlabelled,
        skipped=0,
        discarded=0,
        failed=tuple((f"{number}.jpg", GONE) for number in range(failed)),
        output=Path("/out"),
        notes=() if exported else (NOTE,),
        verified=verified,
        resumed=resumed,
    )


MISSING = (
    " labelled {are} missing, which incomplete.txt lists; the first is 0.jpg. The file is gone."
)


@pytest.mark.parametrize(
    ("what", "words"),
    [
        (report(1), "1 image in 1 class."),
        (report(1200, 2, verified=1200), "1,200 images in 2 classes, all verified."),
        (report(1, verified=1), "1 image in 1 class, verified."),
        (report(3, verified=1), "3 images in 1 class, 1 of them verified."),
        (report(3, verified=2), "3 images in 1 class, 2 of them verified."),
        (report(3, resumed=1), "3 images in 1 class; 1 was there already."),
        (
            report(3, resumed=2, unlabelled=2),
            "3 images in 1 class; 2 were there already; 2 without a label stayed out.",
        ),
        (
            report(2, failed=1),
            f"2 images in 1 class. Not complete: 1{MISSING.format(are='image is')}",
        ),
        (
            report(0, 0, failed=1001),
            f"0 images in 0 classes. Not complete: 1,001{MISSING.format(are='images are')} {NOTE}",
        ),
    ],
)
def test_an_export_that_ended(what: ExportReport, words: str) -> None:
    said = exported_words(what)
    assert said == f"Exported to “/out”: {words}"
    assert english_left(said, "/out", "0.jpg") == ""


def test_an_export_that_was_stopped() -> None:
    said = stopped_words(UnfinishedInfo(Path("/u"), About("s", "r", 1.0, 2000), 1500, 9))
    assert said.startswith("The export was stopped. 1,500 of 2,000 images are in “/u”, which is")
    assert english_left(said, "/u") == ""


@pytest.mark.parametrize("n", [1, 2])
def test_an_import(n: int) -> None:
    labels = tuple((ImageId(number), "cat") for number in range(3 * n))
    found = MatchedLabels(
        labels,
        (("/x.jpg", "cat"),) * n,
        (ImportedLabel("y.jpg", "cat"),) * n,
        (Saying.joined(("folder", GONE), ": "),) * n,
    )
    said = imported_words(found, TakenOver(taken=n, kept=n, complete=False))
    assert english_left(said, "folder") == ""
    if n == 1:
        assert said == (
            "1 label taken over; 1 image kept the decision made before; 1 picture from there as"
            " examples; 1 label without an image here; 1 label left out; one undo takes the others"
            " back. Left out: 1 row or folder. folder: The file is gone."
        )
    else:
        assert said.startswith("2 labels taken over; 2 images kept the decision made before; 2 ")
