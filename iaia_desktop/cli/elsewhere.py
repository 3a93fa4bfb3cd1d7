"""Embeddings made elsewhere on the command line: the option, the encoder that goes with them."""

from __future__ import annotations

import argparse
from pathlib import Path

from iaia_desktop.cli.console import Console
from iaia_desktop.cli.encoder_choice import in_precision, ready_encoder
from iaia_desktop.cli.path_argument import path_argument
from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import WeightsUnavailableError
from iaia_desktop.encoders.base import Encoder
from iaia_desktop.encoders.registry import DEFAULT_SPEC, weights_present
from iaia_desktop.encoders.spec import parse_spec
from iaia_desktop.export.names import shown
from iaia_desktop.jobs.from_elsewhere import (
    absent_encoder,
    adoptable_spec,
    encoder_refusal,
    require_encoder_name,
)
from iaia_desktop.store.foreign_embeddings import ForeignEmbeddings
from iaia_desktop.store.foreign_layouts import open_embeddings


def add_embeddings_argument(parser: argparse.ArgumentParser) -> None:
    """Describe the option that names embeddings made elsewhere."""
    parser.add_argument(
        "--embeddings",
        metavar="FILE|FOLDER",
        type=path_argument,
        help="do not embed images that were embedded elsewhere: an .npz file that “embed” wrote, a "
        "folder of such files, or a folder that clip-retrieval wrote, which does not say its "
        "encoder, so that --encoder has to",
    )


def given_embeddings(arguments: argparse.Namespace) -> ForeignEmbeddings | None:
    """Look at the embeddings that the command line names, if any.

    Raises
    ------
    EmbeddingsError
        When they are missing or malformed, or nobody says their encoder.
    """
    place: Path | None = arguments.embeddings
    if place is None:
        return None
    source = open_embeddings(place)
    require_encoder_name(source, arguments.encoder or "")
    return source


def encoder_for(
    source: ForeignEmbeddings | None,
    wanted: str | None,
    console: Console,
    cancel: CancelToken,
    *,
    otherwise: str | None = None,
    precision: str | None = None,
) -> Encoder:
    """Load the encoder; where it cannot be had, one stands for it that embeds nothing.

    Parameters
    ----------
    source : ForeignEmbeddings or None
        Embeddings made elsewhere; without them see :func:`ready_encoder`.
    wanted : str or None
        The spec string that the person gave.
    otherwise : str or None, optional
        That of the session; then the one that the embeddings name counts, then the program's.
    precision : str or None, optional
        What the encoder shall compute in, whatever its spec string says.

    Raises
    ------
    EmbeddingsError
        When another encoder made the embeddings.
    EncoderError
        When there is no such encoder, or it cannot be loaded.
    CancelledError
        When the token is set.
    """
    if source is None:
        return ready_encoder(wanted, console, cancel, otherwise=otherwise, precision=precision)
    named = str(parse_spec(in_precision(wanted, precision)).absolute()) if wanted else ""
    spec = named or otherwise or adoptable_spec(source)
    spec = in_precision(spec, precision) if spec else spec
    encoder = _loaded(spec, console, cancel, fetch=bool(named)) if spec else None
    if encoder is None:
        spec = spec or source.spec or DEFAULT_SPEC
        console.note(
            f"The encoder {spec} is not on this machine, so only images that have an embedding in "
            f"“{shown(source.place)}” are taken."
        )
        return absent_encoder(source, spec)
    refusal = encoder_refusal(source, named, encoder)
    if refusal is not None:
        raise refusal
    return encoder


def _loaded(spec: str, console: Console, cancel: CancelToken, *, fetch: bool) -> Encoder | None:
    if not fetch and not weights_present(spec):
        return None
    try:
        return ready_encoder(spec, console, cancel)
    except WeightsUnavailableError:
        return None
