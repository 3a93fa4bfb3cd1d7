"""What the message area says when an export has ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iaia_desktop.session.notices import counted

if TYPE_CHECKING:
    from iaia_desktop.export.rows import ExportReport
    from iaia_desktop.export.unfinished import UnfinishedInfo


def exported_words(report: ExportReport) -> str:
    """Return what arrived and what did not.

    Parameters
    ----------
    report : ExportReport
        Of the export.
    """
    classes = counted(len(report.per_class), "class", "classes")
    first = f"{counted(report.exported, 'image')} in {classes}"
    if report.verified and report.verified == report.exported:
        first += ", all verified"
    elif report.verified:
        first += f", {report.verified:,} of them verified"
    parts = [first]
    if report.resumed:
        parts.append(f"{report.resumed:,} were there already")
    stayed = report.unlabelled + report.skipped + report.discarded
    if stayed:
        parts.append(f"{stayed:,} without a label stayed out")
    text = f"Exported to “{report.output}”: {'; '.join(parts)}."
    if report.failed:
        path, reason = report.failed[0]
        are = "image is" if len(report.failed) == 1 else "images are"
        text += (
            f" Not complete: {len(report.failed):,} labelled {are} missing, which"
            f" incomplete.txt lists; the first is {path}. {reason}"
        )
    return " ".join([text, *report.notes])


def stopped_words(remains: UnfinishedInfo) -> str:
    """Return what is left of an export that was stopped, and what can be done with it.

    Parameters
    ----------
    remains : UnfinishedInfo
        As it was found.
    """
    return (
        f"The export was stopped. {remains.done:,} of {remains.about.total:,} images are in"
        f" “{remains.folder}”, which is no export yet: exporting to the same folder goes on from"
        " there."
    )
