"""What the message area says when an export has ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iaia_desktop.core.saying import Saying

if TYPE_CHECKING:
    from iaia_desktop.export.rows import ExportReport
    from iaia_desktop.export.unfinished import UnfinishedInfo


def exported_words(report: ExportReport) -> Saying:
    """Return what arrived and what did not.

    Parameters
    ----------
    report : ExportReport
        Of the export.
    """
    parts: list[str] = [Saying.joined((_arrived(report), _verified(report)), ", ")]
    if report.resumed:
        parts.append(
            Saying.counted(report.resumed, "1 was there already", "{n:,} were there already")
        )
    stayed = report.unlabelled + report.skipped + report.discarded
    if stayed:
        parts.append(
            Saying.counted(
                stayed, "1 without a label stayed out", "{n:,} without a label stayed out"
            )
        )
    words = Saying.joined(parts, "; ")
    text = Saying("Exported to “{folder}”: {what}.", folder=report.output, what=words)
    return Saying.joined((text, _missing(report), *report.notes))


def _arrived(report: ExportReport) -> Saying:
    return Saying.counted(
        report.exported,
        "1 image in {classes}",
        "{n:,} images in {classes}",
        classes=Saying.counted(len(report.per_class), "1 class", "{n:,} classes"),
    )


def _verified(report: ExportReport) -> str:
    if not report.verified:
        return ""
    if report.verified == report.exported:
        return Saying.counted(report.verified, "verified", "all verified")
    return Saying.counted(report.verified, "1 of them verified", "{n:,} of them verified")


def _missing(report: ExportReport) -> str:
    if not report.failed:
        return ""
    path, reason = report.failed[0]
    return Saying.counted(
        len(report.failed),
        "Not complete: 1 labelled image is missing, which incomplete.txt lists; the first is"
        " {path}. {reason}",
        "Not complete: {n:,} labelled images are missing, which incomplete.txt lists; the first is"
        " {path}. {reason}",
        path=path,
        reason=reason,
    )


def stopped_words(remains: UnfinishedInfo) -> Saying:
    """Return what is left of an export that was stopped, and what can be done with it.

    Parameters
    ----------
    remains : UnfinishedInfo
        As it was found.
    """
    return Saying(
        "The export was stopped. {n:,} of {total:,} images are in “{folder}”, which is no export"
        " yet: exporting to the same folder goes on from there.",
        n=remains.done,
        total=remains.about.total,
        folder=remains.folder,
    )
