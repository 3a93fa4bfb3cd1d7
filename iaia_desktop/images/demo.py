"""The demo's pictures: a few hundred, drawn by the program itself, of eight kinds."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Callable, Generator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from PIL import ExifTags, Image, ImageEnhance, ImageFilter

from iaia_desktop.core.errors import FolderError
from iaia_desktop.core.saying import Saying
from iaia_desktop.core.system_words import system_words
from iaia_desktop.images.demo_canvas import Canvas, add_grain
from iaia_desktop.images.demo_landscapes import draw_forest, draw_mountain, draw_sea
from iaia_desktop.images.demo_living import draw_fish, draw_flower
from iaia_desktop.images.demo_planets import draw_planet
from iaia_desktop.images.demo_towns import draw_city, draw_house

DEMO_COUNT: Final = 360
DEMO_SEED: Final = 7
JPEG_QUALITY: Final = 88

_SCENES: Final[Mapping[str, Callable[[Canvas], None]]] = MappingProxyType(
    {
        "mountain": draw_mountain,
        "sea": draw_sea,
        "city": draw_city,
        "flower": draw_flower,
        "fish": draw_fish,
        "house": draw_house,
        "forest": draw_forest,
        "planet": draw_planet,
    }
)
DEMO_CLASSES: Final = tuple(_SCENES)
"""The kinds of pictures, as ``demo_truth`` names them."""

_SIZES: Final = ((480, 360), (480, 360), (512, 342), (360, 480), (400, 400), (540, 360), (342, 456))
_SCALE: Final = 2
_STORED_TURNS: Final = {
    3: Image.Transpose.ROTATE_180,
    6: Image.Transpose.ROTATE_90,
    8: Image.Transpose.ROTATE_270,
}


def demo_truth(count: int = DEMO_COUNT, seed: int = DEMO_SEED) -> dict[str, str]:
    """Return the class of every demo picture.

    Parameters
    ----------
    count, seed : int
        As for ``draw_demo``.

    Returns
    -------
    dict of str to str
        File name to class, in the order of the names; the classes are as even as can be, and
        neither name nor order gives them away.
    """
    classes = [DEMO_CLASSES[number % len(DEMO_CLASSES)] for number in range(count)]
    random.Random(seed).shuffle(classes)  # noqa: S311 - a reproducible draw, no secret
    digits = max(4, len(str(count)))
    return {f"IMG_{number:0{digits}}.jpg": name for number, name in enumerate(classes, start=1)}


def draw_demo(
    folder: Path, *, count: int = DEMO_COUNT, seed: int = DEMO_SEED
) -> Generator[int, None, None]:
    """Draw the demo's pictures into a folder.

    Files that lie there already are left alone, so a second start is quick and an interrupted
    one goes on where it stopped.

    Parameters
    ----------
    folder : Path
        Made when it is missing.
    count : int
        How many.
    seed : int
        The same seed draws the same pictures.

    Yields
    ------
    int
        How many are there by now, from 1 to ``count``.

    Raises
    ------
    FolderError
        The folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for done, (name, scene) in enumerate(demo_truth(count, seed).items(), start=1):
            path = folder / name
            if not path.exists():
                _write_picture(path, scene, f"{seed}:{done}")
            yield done
    except OSError as error:
        raise FolderError(
            Saying(
                "The demo pictures cannot be written to {folder} ({reason}).",
                folder=folder,
                reason=system_words(error) if error.strerror else Saying("the disk gave an error"),
            ),
            Saying("Free some space or choose another folder."),
        ) from error


def draw_picture(scene: str, seed: str, *, full_size: bool = False) -> Image.Image:
    """Draw one picture.

    Parameters
    ----------
    scene : str
        One of ``DEMO_CLASSES``.
    seed : str
        The same seed draws the same picture.
    full_size : bool
        Keep the large drawing, without the traces of a camera.

    Returns
    -------
    PIL.Image.Image
        Mode RGB, about 480 x 360 pixels, upright.
    """
    rng = random.Random(f"{scene}:{seed}")  # noqa: S311 - a reproducible draw, no secret
    width, height = rng.choice(_SIZES)
    canvas = Canvas(width * _SCALE, height * _SCALE, rng)
    _SCENES[scene](canvas)
    if full_size:
        return canvas.image
    return _as_photographed(canvas.image, rng)


def _as_photographed(drawing: Image.Image, rng: random.Random) -> Image.Image:
    """Give a drawing the traces of a camera: tilt, exposure, blur, grain."""
    image = drawing.reduce(_SCALE)
    if rng.random() < 0.45:
        # Turned and cut out of itself: the inset leaves no empty corners up to 4 degrees.
        turned = image.rotate(rng.uniform(-4, 4), Image.Resampling.BICUBIC)
        inset_x, inset_y = image.width * 0.065, image.height * 0.065
        box = (inset_x, inset_y, image.width - inset_x, image.height - inset_y)
        image = turned.resize(image.size, Image.Resampling.BICUBIC, box=box)
    for enhancer, spread in (
        (ImageEnhance.Brightness, 0.14),
        (ImageEnhance.Contrast, 0.12),
        (ImageEnhance.Color, 0.25),
    ):
        image = enhancer(image).enhance(rng.uniform(1 - spread, 1 + spread))
    if rng.random() < 0.3:
        image = image.filter(ImageFilter.BoxBlur(rng.uniform(0.3, 1.0)))
    return add_grain(image, rng, rng.randint(2, 11))


def _write_picture(path: Path, scene: str, seed: str) -> None:
    """Write one picture whole or not at all; some lie on their side, as from a turned camera."""
    image = draw_picture(scene, seed)
    rng = random.Random(f"file:{seed}")  # noqa: S311 - a reproducible draw, no secret
    exif = Image.Exif()
    if rng.random() < 0.06:
        orientation = rng.choice(tuple(_STORED_TURNS))
        image = image.transpose(_STORED_TURNS[orientation])
        exif[ExifTags.Base.Orientation] = orientation
    partial = path.with_suffix(".part")
    try:
        image.save(partial, "JPEG", quality=JPEG_QUALITY, exif=exif)
        partial.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            partial.unlink()
        raise
