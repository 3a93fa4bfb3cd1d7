"""The precisions an encoder can compute in, and why one of them may not serve on this machine.

Imports no torch: menus and the command line ask here.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from iaia_desktop.core.saying import Saying
from iaia_desktop.encoders.processor import Processor


class Precision(StrEnum):
    """How an encoder computes; the value is the word in spec strings and on the command line."""

    FLOAT32 = "float32"
    """In full. A graphics card computes in half precision by itself, with the same results but for
    rounding."""

    INT8 = "int8"
    """Matrix products of linear layers with whole numbers of 8 bits; see ``int8_linear``."""

    BFLOAT16 = "bfloat16"
    """Half the bits, on processors that have instructions for it."""


ID_WORDS: Mapping[Precision, str] = MappingProxyType(
    {
        Precision.FLOAT32: "fp32",
        # After what is scaled together: another way of rounding would be another word.
        Precision.INT8: "int8-rows",
        Precision.BFLOAT16: "bf16",
    }
)
"""What an encoder's id says of its precision."""

_BFLOAT16_INSTRUCTIONS = frozenset({"amx_bf16", "avx512_bf16"})


def obstacle(precision: Precision, processor: Processor) -> str:
    """Return why a precision cannot pay on this machine, as a sentence; "" when it may.

    Parameters
    ----------
    precision : Precision
        The one that is wanted.
    processor : Processor
        What is known of the processor.

    Notes
    -----
    Where the operating system does not tell what the processor can do, int8 may be tried, because
    nearly all processors have what it needs; bfloat16 may not, because without instructions for it
    it is several times slower than float32.
    """
    if precision is Precision.INT8 and not (
        processor.is_x86 and "avx2" in (processor.abilities or {"avx2"})
    ):
        return Saying("Only for x86-64 processors with AVX2, and this one is none.")
    if precision is Precision.BFLOAT16:
        if processor.abilities is None:
            return Saying(
                "Only for processors with AMX or AVX512-BF16, and nothing is known of this one."
            )
        if not processor.abilities & _BFLOAT16_INSTRUCTIONS:
            return Saying("This processor has neither AMX nor AVX512-BF16: it would be slower.")
    return ""
