"""Which encoder a command uses, and how it gets ready."""

from __future__ import annotations

from iaia_desktop.cli.console import PROGRAM, Console
from iaia_desktop.cli.run_job import run_job
from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.encoders.base import Encoder
from iaia_desktop.encoders.registry import BUILTIN_SPEC, DEFAULT_SPEC, weights_present
from iaia_desktop.encoders.spec import parse_spec
from iaia_desktop.jobs.load_encoder import load_encoder_job


def ready_encoder(
    wanted: str | None, console: Console, cancel: CancelToken, *, otherwise: str | None = None
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

    Raises
    ------
    EncoderError
        When there is no such encoder, or it cannot be loaded.
    WeightsUnavailableError
        When the weights of ``wanted`` cannot be fetched.
    CancelledError
        When the token is set.
    """
    spec = wanted
    if spec is None:
        spec = otherwise or DEFAULT_SPEC
        if not weights_present(spec):
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
