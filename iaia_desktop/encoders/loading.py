"""Turn whatever a library raises while it loads weights into words."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from iaia_desktop.core.errors import DeviceError, EncoderError, KnownError
from iaia_desktop.core.saying import Saying
from iaia_desktop.encoders.device import is_of_device, is_out_of_memory
from iaia_desktop.encoders.quiet import quiet_libraries


@contextlib.contextmanager
def loading_words(title: str, weights: Path) -> Iterator[None]:
    """Run a library's loading code quietly, and tell of its faults as ``EncoderError``.

    Parameters
    ----------
    title : str
        The encoder's short name.
    weights : Path
        The file it loads.

    Raises
    ------
    DeviceError
        When the graphics card failed, where the processor may do.
    EncoderError
        For any other error within the block.
    """
    try:
        with quiet_libraries():
            yield
    except KnownError:
        raise
    # A boundary: files of unknown origin go through three libraries here, and each of them raises
    # errors of many kinds for one that is damaged or does not fit.
    except Exception as error:
        if is_of_device(error):
            raise DeviceError(
                Saying(
                    "{title} cannot be loaded on the graphics card ({reason}).",
                    title=title,
                    reason=_in_short(error),
                ),
                Saying("Use it on the processor (device cpu), or choose a smaller encoder."),
            ) from error
        if is_out_of_memory(error):
            raise EncoderError(
                Saying("There is too little memory to load {title}.", title=title),
                Saying("Close other programs, or choose a smaller encoder."),
            ) from error
        raise EncoderError(
            Saying(
                "The weights {weights} cannot be loaded ({reason}).",
                weights=weights,
                reason=_in_short(error),
            ),
            Saying(
                "The file may be damaged or belong to another model: fetch it again, or "
                "choose another encoder."
            ),
        ) from error


def _in_short(error: BaseException) -> str:
    words = (str(error).splitlines() or [""])[0].strip().rstrip(".")
    detail = f"{type(error).__name__}: {words}" if words else type(error).__name__
    return detail[:200]
