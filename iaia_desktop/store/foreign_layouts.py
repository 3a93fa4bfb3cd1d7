"""Tell which layout embeddings made elsewhere have, and look at them."""

from __future__ import annotations

from pathlib import Path

from iaia_desktop.core.errors import EmbeddingsError
from iaia_desktop.core.saying import Saying
from iaia_desktop.store.foreign_clip_retrieval import EMBEDDINGS_FOLDER, open_clip_retrieval
from iaia_desktop.store.foreign_embeddings import ForeignEmbeddings
from iaia_desktop.store.foreign_npz import (
    NPZ_SUFFIX,
    npz_names,
    open_npz_embeddings,
    open_npz_folder,
)
from iaia_desktop.store.stored_array import as_embeddings_errors

_LAYOUTS = Saying(
    "Choose an .npz file that “iaia-desktop embed” wrote, a folder of such files, or the folder "
    "that clip-retrieval wrote."
)


def open_embeddings(path: Path) -> ForeignEmbeddings:
    """Look at embeddings made elsewhere; nothing but heads of files is read.

    Parameters
    ----------
    path : Path
        An ``.npz`` file, a folder of them, or a folder with ``img_emb`` and ``metadata``.

    Raises
    ------
    EmbeddingsGoneError
        When there is nothing at the path.
    EmbeddingsError
        When it has no layout that is known, or is malformed.
    """
    with as_embeddings_errors(path):
        path.stat()  # what is missing, or out of reach, is told as such
    if path.is_dir():
        if (path / EMBEDDINGS_FOLDER).is_dir():
            return open_clip_retrieval(path)
        if npz_names(path):
            return open_npz_folder(path)
        raise EmbeddingsError(
            Saying("There are no embeddings in the folder “{path}”.", path=path), _LAYOUTS
        )
    if path.suffix.lower() != NPZ_SUFFIX:
        raise EmbeddingsError(Saying("“{path}” is no file of embeddings.", path=path), _LAYOUTS)
    return open_npz_embeddings(path)
