"""Keep preprocessing within bounds on very long images."""

from __future__ import annotations

from PIL import Image

MAX_ASPECT = 16
"""Beyond this ratio of the sides, the ends of an image are cut off before it is resized."""


def trim_long_image(image: Image.Image) -> Image.Image:
    """Cut the far ends off an image that is very much longer than wide.

    Encoders that resize the short side and then take the middle would blow a 20,000 x 1 image up
    to 4,480,000 x 224 pixels first, only to keep 224 x 224 of them. What they keep lies within the
    part that stays here.

    Parameters
    ----------
    image : PIL.Image.Image
        Of any size.

    Returns
    -------
    PIL.Image.Image
        The image itself unless its sides differ by more than ``MAX_ASPECT``.
    """
    width_px, height_px = image.size
    longest_px = min(width_px, height_px) * MAX_ASPECT
    if max(width_px, height_px) <= longest_px:
        return image
    new_width_px, new_height_px = min(width_px, longest_px), min(height_px, longest_px)
    left_px, top_px = (width_px - new_width_px) // 2, (height_px - new_height_px) // 2
    return image.crop((left_px, top_px, left_px + new_width_px, top_px + new_height_px))
