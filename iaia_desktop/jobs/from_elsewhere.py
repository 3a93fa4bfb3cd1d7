"""Embeddings made elsewhere, and which encoder they are of."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import EmbeddingsError, EncoderError
from iaia_desktop.core.saying import Saying
from iaia_desktop.encoders.absent import AbsentEncoder, may_be_compared
from iaia_desktop.encoders.base import Encoder
from iaia_desktop.encoders.presets import PRESETS
from iaia_desktop.encoders.spec import parse_spec
from iaia_desktop.encoders.weights import weights_present
from iaia_desktop.export.names import shown
from iaia_desktop.jobs.match_embeddings import MatchRequest, match_job
from iaia_desktop.jobs.progress import Progress
from iaia_desktop.store.foreign_embeddings import ForeignEmbeddings
from iaia_desktop.store.foreign_layouts import open_embeddings
from iaia_desktop.store.matched_embeddings import MatchedEmbeddings

_USE_THAT = Saying("Use that encoder here, or make the embeddings again with this one.")


class EncoderDiffersError(EmbeddingsError):
    """Embeddings were made by another encoder than the one in use."""


@dataclass(frozen=True, slots=True, eq=False)
class ElsewhereRequest:
    """Which embeddings made elsewhere are meant, and for which images.

    Attributes
    ----------
    place : Path
        A file or a folder; see ``store.foreign_layouts``.
    named_spec : str
        The encoder that made them, as the person says; "" where the person does not.
    images : MatchRequest
        For which images.
    """

    place: Path
    named_spec: str
    images: MatchRequest


@dataclass(frozen=True, slots=True, eq=False)
class FromElsewhere:
    """Embeddings made elsewhere that are matched to images.

    Attributes
    ----------
    matched : MatchedEmbeddings
        By image.
    named_spec : str
        The encoder that made them, as the person says; "" where the embeddings say it.
    own_spec : str
        The encoder that they say, where it can be had here; else "".
    """

    matched: MatchedEmbeddings
    named_spec: str
    own_spec: str

    def refusal(self, encoder: Encoder) -> EncoderDiffersError | None:
        """Return what stands against an encoder beside them; None when it made them."""
        return encoder_refusal(self.matched.source, self.named_spec, encoder)

    def stand_in(self, spec: str) -> AbsentEncoder:
        """Return what takes the encoder's place while it is not to be had."""
        return absent_encoder(self.matched.source, self.named_spec or spec)


def find_elsewhere_job(
    request: ElsewhereRequest, cancel: CancelToken
) -> Generator[Progress, None, FromElsewhere]:
    """Look at embeddings made elsewhere, and match them to images.

    Raises
    ------
    EmbeddingsError
        When they are malformed, do not say their encoder and neither does the person, or match
        nothing.
    CancelledError
        When the token is set.
    """
    yield Progress(0, 0, Saying("Looking at the embeddings"))
    source = open_embeddings(request.place)
    require_encoder_name(source, request.named_spec)
    matched = yield from match_job(source, request.images, cancel)
    named = "" if source.encoder_id is not None else request.named_spec
    return FromElsewhere(matched, named, adoptable_spec(source))


def require_encoder_name(source: ForeignEmbeddings, named_spec: str) -> None:
    """Refuse embeddings of which nobody says the encoder.

    Raises
    ------
    EmbeddingsError
        When neither they nor the person say it.
    """
    if source.encoder_id is None and not named_spec:
        raise EmbeddingsError(
            Saying("“{place}” does not say which encoder made it.", place=shown(source.place)),
            Saying("Say it with --encoder, or where the window asks for it."),
        )


def adoptable_spec(source: ForeignEmbeddings) -> str:
    """Return the spec of the encoder that embeddings name, where it can be had here; else "".

    A file may come from strangers: it does not make the program fetch anything but a preset.
    """
    if source.spec is None or source.encoder_id is None:
        return ""
    try:
        spec = str(parse_spec(source.spec))
        known = spec in {preset.spec for preset in PRESETS.values()}
        return spec if known or weights_present(spec) else ""
    except (EncoderError, OSError, ValueError):
        return ""


def absent_encoder(source: ForeignEmbeddings, spec: str) -> AbsentEncoder:
    """Return what takes the encoder's place while it is not to be had."""
    return AbsentEncoder(source.encoder_id or f"elsewhere/{spec}", spec, source.dim)


def encoder_refusal(
    source: ForeignEmbeddings, named_spec: str, encoder: Encoder
) -> EncoderDiffersError | None:
    """Return what stands against an encoder beside embeddings; None when it made them.

    Parameters
    ----------
    source : ForeignEmbeddings
        The embeddings.
    named_spec : str
        The encoder that made them, as the person says; used where they do not say it.
    encoder : Encoder
        The one in use.
    """
    place = shown(source.place)
    if source.encoder_id is not None:
        if not may_be_compared(source.encoder_id, encoder.encoder_id):
            made_by = (
                Saying("“{encoder}” ({spec})", encoder=source.encoder_id, spec=source.spec)
                if source.spec
                else Saying("“{encoder}”", encoder=source.encoder_id)
            )
            return EncoderDiffersError(
                Saying(
                    "The embeddings in “{place}” were made by the encoder {made_by}, and "
                    "“{encoder}” is in use here.",
                    place=place,
                    made_by=made_by,
                    encoder=encoder.encoder_id,
                ),
                _USE_THAT,
            )
    elif _full(named_spec) != _full(encoder.spec):
        return EncoderDiffersError(
            Saying(
                "The embeddings in “{place}” were made by the encoder “{made_by}”, as was said, "
                "and “{encoder}” is in use here.",
                place=place,
                made_by=named_spec,
                encoder=encoder.spec,
            ),
            _USE_THAT,
        )
    if source.dim != encoder.dim:
        return EncoderDiffersError(
            Saying(
                "The embeddings in “{place}” have {theirs:,} numbers each, and the encoder "
                "“{encoder}” makes {ours:,}.",
                place=place,
                theirs=source.dim,
                encoder=encoder.spec,
                ours=encoder.dim,
            ),
            Saying("They are of another encoder: name that one."),
        )
    return None


def _full(spec: str) -> str:
    try:
        return str(parse_spec(spec).absolute())
    except EncoderError:
        return spec
