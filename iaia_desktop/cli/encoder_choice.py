"""Which encoder a command uses, and how it gets ready."""

from __future__ import annotations

import argparse

from iaia_desktop.cli.console import PROGRAM, Console
from iaia_desktop.cli.run_job import run_job
from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.encoders.base import Encoder
from iaia_desktop.encoders.precisions import Precision
from iaia_desktop.encoders.registry import BUILTIN_SPEC, DEFAULT_SPEC, weights_present
from iaia_desktop.encoders.spec import parse_spec
from iaia_desktop.jobs.load_encoder import load_encoder_job


def add_precision_argument(parser: argparse.ArgumentParser) -> None:
    """Describe the option that names what the encoder computes in."""
    parser.add_argument(
        "--precision",
        choices=[str(precision) for precision in Precision],
        help="what the encoder computes in: int8 is usually faster on a processor, bfloat16 on one "
        "with AMX or AVX512-BF16; the embeddings differ a little, and are kept apart from those in "
        "float32. By default what the encoder's spec says, and float32 where it says nothing",
    )


def in_precision(spec: str, precision: str | None) -> str:
    """Return a spec string in the precision that the command line names, if any.

    Raises
    ------
    EncoderError
        When there is no such encoder, or it is the built-in one, which has one precision.
    """
    return spec if precision is None else str(parse_spec(spec).in_precision(Precision(precision)))


def ready_encoder(
    wanted: str | None,
    console: Console,
    cancel: CancelToken,
    *,
    otherwise: str | None = None,
    precision: str | None = None,
) -> Encoder:
    """Load the encoder that was asked for, or the one that serves best without a download.

    Parameters
    ----------
    wanted : str or None
        A spec string that the person gave: its weights are fetched when they are not here, and no
        other encoder ever takes its place.
    otherwise : str or None, optional
        The spec string of a session; the program's default without one. Where its weights are not
        here the built-in encoder is used, and a remark says so and how to get the other.
    precision : str or None, optional
        What the encoder shall compute in, whatever its spec string says.

    Raises
    ------
    EncoderError
        When there is no such encoder, or it cannot be loaded.
    WeightsUnavailableError
        When the weights of ``wanted`` cannot be fetched.
    CancelledError
        When the token is set.
    """
    spec = in_precision(wanted or otherwise or DEFAULT_SPEC, precision)
    if wanted is None and not weights_present(spec):
        console.note(_why_builtin(spec))
        spec = BUILTIN_SPEC
    return run_job(load_encoder_job(spec, "auto", cancel), console)


def _why_builtin(spec: str) -> str:
    remedy = f"{PROGRAM} models fetch {spec}"
    if parse_spec(spec).folder is not None:
        remedy = "put the weights there again, or name another encoder with --encoder"
    return (
        f"The weights of {spec} are not on this machine, so the built-in encoder is used. "
        f"To get them: {remedy}"
    )
