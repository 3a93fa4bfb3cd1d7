"""Label a folder from given examples, without a person, as a job.

The examples make the prototypes. Each image of the folder then gets the class of the nearest
prototype, or none when it lies beyond epsilon. The labels given on the way are the machine's and
move no prototype: every image is judged by the examples alone, so the result depends neither on the
order of the images nor on how often the job is run. (The paper's self-labelling, which learns from
its own estimates, is for a stream with a person at hand who corrects it.)

What comes out is a session like any other: it can be opened in the window, where a person goes on.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Sequence
from pathlib import Path

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import ImportDataError, SessionFileError
from iaia_desktop.core.saying import Saying
from iaia_desktop.export.names import shown
from iaia_desktop.jobs.annotate_request import AnnotateReport, AnnotateRequest, Taught
from iaia_desktop.jobs.annotation_run import AnnotationRun
from iaia_desktop.jobs.embed_folder import embed_files, find_images
from iaia_desktop.jobs.examples import Examples, read_examples
from iaia_desktop.jobs.match_embeddings import MatchRequest, match_job
from iaia_desktop.jobs.open_session import OpenRequest, open_session_job
from iaia_desktop.jobs.progress import Progress
from iaia_desktop.jobs.stored_method import ELSEWHERE_SETTING, ENCODER_SETTING
from iaia_desktop.store.matched_embeddings import MatchedEmbeddings
from iaia_desktop.store.session_file import SessionStore

__all__ = ["AnnotateReport", "AnnotateRequest", "annotate_job", "stored_encoder_spec"]


def annotate_job(
    request: AnnotateRequest, cancel: CancelToken
) -> Generator[Progress, None, AnnotateReport]:
    """Label a folder from examples.

    A session that exists is gone on with: what a person decided there stays and counts as an
    example, and what the machine had decided is decided anew. Decisions are committed in batches,
    so that nothing is lost when the job is stopped; the next run goes on.

    Raises
    ------
    FolderError
        When a folder is missing, may not be read, or holds no image.
    ImportDataError
        When there are no examples, or none can be read.
    SessionFileError
        When the session cannot be opened or written, or belongs to another folder.
    EncoderError
        When the encoder cannot work on this machine.
    EmbeddingsError
        When embeddings made elsewhere match no image of the folder, or are damaged.
    CancelledError
        When the token is set.
    """
    if request.session_path.exists():
        with SessionStore.open(request.session_path, read_only=True) as store:
            _require_same_folder(request, store)
    found = yield from find_images(request.folder, cancel)
    examples = read_examples(request.examples, request.folder, frozenset(found.paths))
    # Before the session is made: without a single example there should be none.
    matched = yield from _match(request, found.paths, cancel)
    taught = yield from _embed_outside(request, examples, matched, cancel)
    opened = yield from open_session_job(_open_request(request), cancel)
    with opened.store:
        if request.elsewhere is not None:
            named = "" if request.elsewhere.encoder_id is not None else request.encoder.spec
            place = str(request.elsewhere.place)
            # So that the window, in which a person goes on, looks there, too.
            opened.store.set_setting(ELSEWHERE_SETTING, {"place": place, "encoder": named})
        run = AnnotationRun(request, opened, examples, taught, found.paths, matched)
        yield from run.label(cancel)
        return run.report(found.problems)


def stored_encoder_spec(session_path: Path) -> str | None:
    """Return the spec of the encoder that a session wants; None when there is no such file.

    Raises
    ------
    SessionFileError
        When the file is no session, damaged, or may not be read.
    """
    if not session_path.exists():
        return None
    with SessionStore.open(session_path, read_only=True) as store:
        return store.get_setting(ENCODER_SETTING, "") or None


def _require_same_folder(request: AnnotateRequest, store: SessionStore) -> None:
    if os.path.realpath(store.folder) != os.path.realpath(request.folder):
        raise SessionFileError(
            Saying(
                "The session “{session}” belongs to another folder, “{folder}”.",
                session=shown(store.path),
                folder=shown(store.folder),
            ),
            Saying("Name another file for the session of this folder."),
        )


def _open_request(request: AnnotateRequest) -> OpenRequest:
    exists = request.session_path.exists()
    return OpenRequest(
        target=request.session_path if exists else request.folder,
        sessions=request.session_path.parent,
        palette=request.palette,
        method=request.method,
        encoder_spec=request.encoder.spec,
        now=request.clock(),
        session_path=request.session_path,
    )


def _match(
    request: AnnotateRequest, paths: Sequence[str], cancel: CancelToken
) -> Generator[Progress, None, MatchedEmbeddings | None]:
    if request.elsewhere is None:
        return None
    return (yield from match_job(request.elsewhere, MatchRequest(request.folder, paths), cancel))


def _embed_outside(
    request: AnnotateRequest,
    examples: Examples,
    matched: MatchedEmbeddings | None,
    cancel: CancelToken,
) -> Generator[Progress, None, Taught]:
    paths = [path for path, _ in examples.outside]
    embedded = yield from embed_files(
        request.examples,
        paths,
        request.encoder,
        request.cache,
        cancel,
        text=Saying("Embedding the examples"),
        # By their content only: they may be called like other images of the folder.
        elsewhere=None if matched is None else matched.renumbered([None] * len(paths)),
    )
    if not embedded.rows and not examples.inside:
        raise ImportDataError(
            Saying.counted(
                len(paths),
                "The only example image in “{folder}” could not be read ({reason}).",
                "None of the {n} example images in “{folder}” could be read (the first one: "
                "{reason}).",
                folder=shown(request.examples),
                reason=embedded.failed[0].reason,
            ),
            Saying("See that they are images and that you may read them."),
        )
    names = tuple(examples.outside[row][1] for row in embedded.rows)
    return Taught(names, embedded.vectors, embedded.failed)
