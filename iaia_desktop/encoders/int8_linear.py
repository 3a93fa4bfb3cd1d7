"""Linear layers that multiply whole numbers of 8 bits, with the kernels that torch brings along.

Each row of the input (a token of one image) is scaled by its own largest value, so what an image
gives does not depend on the images beside it in the batch; each output of the layer has its own
scale, too. The products are exact sums of whole numbers, the same on every processor.
"""

from __future__ import annotations

from typing import Any

import torch

_ROW_LIMIT = 127
_WEIGHT_LIMIT = 63
"""Seven bits: processors without VNNI add two products in 16 bits, and 2 x 255 x 63 just fits. With
eight bits the sums are cut off there, and the embeddings go wrong (a cosine of 0.98 in place of
0.9999 on ViT-B/32)."""

_ZERO = 128
"""The byte that stands for zero: the kernels want inputs without a sign."""

_TINY = 1e-20


class Int8Linear(torch.nn.Module):
    """What ``torch.nn.Linear`` gives, rounded; for the CPU, and not to be trained.

    Parameters
    ----------
    weight : torch.Tensor
        Shape (out, in), float32.
    bias : torch.Tensor or None
        Shape (out,).
    """

    def __init__(self, weight: torch.Tensor, bias: torch.Tensor | None) -> None:
        super().__init__()
        weight = weight.detach().float()
        self.out_features, self.in_features = weight.shape
        self._scales = weight.abs().amax(1).clamp_min_(_TINY).div_(_WEIGHT_LIMIT)
        whole = (weight / self._scales[:, None]).round_().to(torch.int8)
        kernels: Any = torch.ops.onednn
        self._packed = kernels.qlinear_prepack(whole.contiguous(), None)
        self._multiply = kernels.qlinear_pointwise
        self._zeros = torch.zeros(len(whole), dtype=torch.int32)
        self._bias = None if bias is None else bias.detach().float().clone()

    def forward(self, inputs: torch.Tensor) -> torch.Tensor:
        """Map inputs of shape (..., in) to outputs of shape (..., out), float32."""
        rows = inputs.reshape(-1, self.in_features)
        # Of the two ends, not of abs(): that would be one more copy of all inputs.
        ends = rows.amax(1, keepdim=True), rows.amin(1, keepdim=True).neg_()
        scales = torch.maximum(*ends).clamp_min_(_TINY).div_(_ROW_LIMIT)
        whole = (rows / scales).round_().add_(_ZERO).to(torch.uint8)
        outputs: torch.Tensor = self._multiply(
            whole,
            1.0,
            _ZERO,
            self._packed,
            self._scales,
            self._zeros,
            None,
            1.0,
            0,
            torch.float32,
            "none",
            [],
            "",
        )
        outputs.mul_(scales)
        if self._bias is not None:
            outputs.add_(self._bias)
        return outputs.reshape(*inputs.shape[:-1], self.out_features)


class Int8SelfAttention(torch.nn.Module):
    """What ``torch.nn.MultiheadAttention`` gives for one sequence with itself, without weights.

    Its projections are no layers of their own there, so the whole is replaced.

    Parameters
    ----------
    attention : torch.nn.MultiheadAttention
        With batches first, and one size for queries, keys and values.
    """

    def __init__(self, attention: torch.nn.MultiheadAttention) -> None:
        super().__init__()
        self.batch_first = True
        self._heads = attention.num_heads
        self._into = Int8Linear(attention.in_proj_weight, attention.in_proj_bias)
        self._out_of = Int8Linear(attention.out_proj.weight, attention.out_proj.bias)

    def forward(
        self, query: torch.Tensor, key: torch.Tensor, value: torch.Tensor, **_ignored: object
    ) -> tuple[torch.Tensor, None]:
        """Map a sequence of shape (n, length, size) to one of the same shape."""
        del key, value
        count, length, size = query.shape
        parts = self._into(query).view(count, length, 3, self._heads, size // self._heads)
        queries, keys, values = parts.permute(2, 0, 3, 1, 4)
        mixed = torch.nn.functional.scaled_dot_product_attention(queries, keys, values)
        return self._out_of(mixed.transpose(1, 2).reshape(count, length, size)), None


def kernels_work() -> bool:
    """Try a small layer: these kernels are not on every processor, nor in every torch."""
    rows = torch.linspace(-1, 1, 8 * 32).view(8, 32)
    weight = torch.linspace(-2, 1, 16 * 32).view(16, 32).cos()
    expected = rows @ weight.T
    try:
        given = Int8Linear(weight, None)(rows)
    except (RuntimeError, AttributeError, TypeError, NotImplementedError):
        return False
    return bool((given - expected).norm() < 0.03 * expected.norm())
