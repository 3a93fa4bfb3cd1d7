"""Brushes for the demo's pictures: gradients, glows, ridges, soft shapes."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageChops, ImageDraw, ImageFilter

Colour = tuple[int, int, int]
Point = tuple[float, float]

DAY_SKIES: Final[tuple[tuple[str, ...], ...]] = (
    ("#2f6fb5", "#7fb2dd", "#dcebf3"),
    ("#3f86c4", "#a9d2ea", "#f3f1e2"),
    ("#7d95a6", "#b7c4cb", "#e2e3df"),
    ("#5b8fa8", "#9cc5c9", "#eef0d5"),
)
DUSK_SKIES: Final[tuple[tuple[str, ...], ...]] = (
    ("#2b2a57", "#a8456b", "#f58a4b", "#ffd27a"),
    ("#3b2c5a", "#c8586a", "#ffb37a"),
    ("#1f3b63", "#6f7fa8", "#f0b8a0", "#ffe0b0"),
    ("#572a4f", "#d9644a", "#ffc25c"),
    ("#48699a", "#c7a7c0", "#f9d8c0"),
)
NIGHT_SKIES: Final[tuple[tuple[str, ...], ...]] = (
    ("#070b1e", "#14204a", "#39417a"),
    ("#05070f", "#101b33", "#2d3f5c"),
    ("#120a26", "#35195a", "#7a3a72"),
)


def colour_of(text: str) -> Colour:
    """Return the colour that ``#rrggbb`` stands for."""
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """Return a colour between two; share 0 is the first, 1 the second, clipped."""
    share = min(1.0, max(0.0, share))
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


def vary(rng: random.Random, colour: Colour, amount: float) -> Colour:
    """Return a colour near another; ``amount`` in grey levels."""
    red, green, blue = (
        min(255, max(0, round(part + rng.uniform(-amount, amount)))) for part in colour
    )
    return red, green, blue


def picked(rng: random.Random, choices: Sequence[str]) -> Colour:
    """Return one of some colours, slightly varied."""
    return vary(rng, colour_of(rng.choice(choices)), 10)


class Canvas:
    """A picture in the making, with the brushes that the scenes share.

    Parameters
    ----------
    width, height : int
        Pixels to draw on (twice the final picture's, so that edges come out smooth).
    rng : random.Random
        Where every chance comes from.
    """

    def __init__(self, width: int, height: int, rng: random.Random) -> None:
        self.image = Image.new("RGB", (width, height))
        self.draw = ImageDraw.Draw(self.image)
        self.width = width
        self.height = height
        self.rng = rng
        self._soft_disc = _soft_disc()
        self.unit = min(width, height) / 100
        """A hundredth of the shorter side, in pixels: the measure of all things drawn."""

    def gradient(
        self, stops: Sequence[Colour], top: float = 0.0, bottom: float | None = None
    ) -> None:
        """Fill rows between two heights with colours that flow into each other."""
        first, last = round(top), round(self.height if bottom is None else bottom)
        if last > first:
            self.image.paste(_gradient(self.width, last - first, stops), (0, first))

    def sky(self, *, night_share: float = 0.12, dusk_share: float = 0.5) -> list[Colour]:
        """Fill the canvas with a sky by day, dusk or night; return its colours from the top."""
        chance = self.rng.random()
        if chance < night_share:
            skies = NIGHT_SKIES
        elif chance < night_share + dusk_share:
            skies = DUSK_SKIES
        else:
            skies = DAY_SKIES
        stops = [vary(self.rng, colour_of(text), 8) for text in self.rng.choice(skies)]
        self.gradient(stops)
        if skies is NIGHT_SKIES:
            self.stars(self.rng.randint(30, 110))
        return stops

    def stars(self, count: int, share_of_height: float = 1.0) -> None:
        """Strew small stars over the upper part."""
        for _ in range(count):
            x = self.rng.uniform(0, self.width)
            y = self.rng.uniform(0, self.height * share_of_height)
            size = self.rng.choice((0.12, 0.16, 0.2, 0.35)) * self.unit
            grey = self.rng.randint(150, 255)
            self.disc((x, y), size, (grey, grey, min(255, grey + 15)))

    def polygon(self, points: Sequence[Point], colour: Colour) -> None:
        """Fill a polygon."""
        self.draw.polygon(list(points), fill=colour)

    def disc(self, centre: Point, radius: float, colour: Colour) -> None:
        """Fill a disc."""
        x, y = centre
        self.draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)

    def ellipse(self, centre: Point, radii: Point, colour: Colour, turn: float = 0.0) -> None:
        """Fill an ellipse, turned by radians."""
        self.polygon(ellipse_points(centre, radii, turn), colour)

    def line(self, points: Sequence[Point], colour: Colour, thickness: float) -> None:
        """Draw a line with round joints."""
        self.draw.line(list(points), fill=colour, width=max(1, round(thickness)), joint="curve")

    def glow(self, centre: Point, radius: float, colour: Colour, strength: float = 1.0) -> None:
        """Lay a soft light on the picture, fading out with the distance."""
        side = max(2, round(2 * radius))
        mask = self._soft_disc.point([min(255, round(level * strength)) for level in range(256)])
        mask = mask.resize((side, side), Image.Resampling.BILINEAR)
        self.image.paste(colour, (round(centre[0] - radius), round(centre[1] - radius)), mask)

    def sun(self, height_share: float, *, moon: bool) -> Point:
        """Draw the sun or the moon with its light; return where it stands."""
        rng = self.rng
        centre = (self.width * rng.uniform(0.15, 0.85), self.height * height_share)
        radius = self.unit * rng.uniform(3, 8)
        colour = colour_of("#f4f1dc") if moon else picked(rng, ("#fff3c4", "#ffe08a", "#ffd0a0"))
        self.glow(centre, radius * rng.uniform(4, 8), colour, 0.7)
        self.disc(centre, radius, colour)
        return centre

    def clouds(self, count: int, lowest_share: float, colour: Colour) -> None:
        """Draw soft clouds in the upper part."""
        rng = self.rng
        for _ in range(count):
            x, y = rng.uniform(0, self.width), self.height * rng.uniform(0.04, lowest_share)
            length = self.unit * rng.uniform(8, 22)
            for _ in range(rng.randint(4, 8)):
                middle = (x + rng.uniform(-length, length), y + rng.uniform(-1, 1) * length * 0.12)
                self._flat_glow(middle, length * rng.uniform(0.5, 0.9), colour)

    def _flat_glow(self, centre: Point, radius: float, colour: Colour) -> None:
        size = (max(2, round(2 * radius)), max(2, round(0.7 * radius)))
        mask = self._soft_disc.resize(size, Image.Resampling.BILINEAR)
        corner = (round(centre[0] - size[0] / 2), round(centre[1] - size[1] / 2))
        self.image.paste(colour, corner, mask)

    def ridge(self, base: float, height: float, *, bumps: int, roughness: float) -> list[Point]:
        """Return the line of a mountain chain or a hill from the left to the right edge.

        Parameters
        ----------
        base, height : float
            Lowest line and height above it, in pixels.
        bumps : int
            Summits across the picture.
        roughness : float
            How much smaller bumps add, 0 (smooth hills) to about 0.6 (crags).
        """
        noise = np.random.default_rng(self.rng.getrandbits(32))
        xs = np.linspace(0, self.width, 97 if roughness else 49)
        line = np.zeros_like(xs)
        share, knots = 1.0, bumps * 2 + 1
        while share > 0.03 and knots < 200:
            heights = noise.random(knots)
            if share == 1.0:
                heights[::2] *= 0.35
            positions = np.linspace(0, self.width, knots)
            if roughness:
                line += share * np.interp(xs, positions, heights)
            else:
                line += share * _smooth(xs, positions, heights)
                break
            share, knots = share * roughness, knots * 2
        line /= max(1e-6, float(line.max()))
        return [(float(x), base - height * float(y)) for x, y in zip(xs, line, strict=True)]

    def below(self, line: Sequence[Point], colour: Colour) -> None:
        """Fill everything below a line."""
        self.polygon([*line, (self.width, self.height), (0, self.height)], colour)

    def shaded_below(self, line: Sequence[Point], stops: Sequence[Colour]) -> None:
        """Fill everything below a line with a gradient."""
        top = max(0, math.floor(min(y for _, y in line)))
        rows = self.height - top
        if rows <= 0:
            return
        mask = Image.new("L", (self.width, rows))
        shape = [(x, y - top) for x, y in line]
        ImageDraw.Draw(mask).polygon([*shape, (self.width, rows), (0, rows)], fill=255)
        self.image.paste(_gradient(self.width, rows, stops), (0, top), mask)

    def haze(self, top: float, bottom: float, colour: Colour, strength: float) -> None:
        """Lay a mist over rows, thickest in the middle."""
        rows = round(bottom - top)
        if rows <= 2:
            return
        levels = np.sin(np.linspace(0, np.pi, rows)) * 255 * strength
        mask = Image.fromarray(levels.astype(np.uint8)[:, None]).resize((self.width, rows))
        self.image.paste(colour, (0, round(top)), mask)

    def mirror(self, horizon: float, tint: Colour, strength: float) -> None:
        """Reflect what stands above a line in still water below it."""
        top = round(horizon)
        rows = min(top, self.height - top)
        if rows <= 2:
            return
        above = self.image.crop((0, top - rows, self.width, top))
        water = above.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        water = Image.blend(water, Image.new("RGB", water.size, tint), strength)
        self.image.paste(water.filter(ImageFilter.BoxBlur(self.unit * 0.4)), (0, top))
        if top + rows < self.height:
            self.draw.rectangle((0, top + rows, self.width, self.height), fill=tint)

    def lay(self, layer: Image.Image, centre: Point) -> None:
        """Lay a small RGBA picture on this one."""
        corner = (round(centre[0] - layer.width / 2), round(centre[1] - layer.height / 2))
        self.image.paste(layer, corner, layer)


def ellipse_points(centre: Point, radii: Point, turn: float = 0.0) -> list[Point]:
    """Return the outline of an ellipse, turned by radians."""
    cosine, sine = math.cos(turn), math.sin(turn)
    points = []
    for step in range(28):
        angle = step * math.tau / 28
        x, y = radii[0] * math.cos(angle), radii[1] * math.sin(angle)
        points.append((centre[0] + x * cosine - y * sine, centre[1] + x * sine + y * cosine))
    return points


def shade_disc(layer: Image.Image, light: Point, darkness: float) -> Image.Image:
    """Darken a square RGBA picture away from a light, as a ball is; ``light`` in shares."""
    side = layer.width
    reach = round(side * 1.9)
    lit = _soft_disc().resize((reach, reach), Image.Resampling.BILINEAR)
    mask = Image.new("L", (side, side), 0)
    mask.paste(lit, (round(light[0] * side - reach / 2), round(light[1] * side - reach / 2)))
    mask = mask.point([min(255, round(255 * (1 - darkness) + level * 1.5)) for level in range(256)])
    alpha = layer.getchannel("A")
    black = Image.new("RGB", layer.size, (4, 5, 12))
    shaded = Image.composite(layer.convert("RGB"), black, mask)
    shaded.putalpha(alpha)
    return shaded


def add_grain(image: Image.Image, rng: random.Random, strength: int) -> Image.Image:
    """Add film grain of up to some grey levels."""
    noise = np.random.default_rng(rng.getrandbits(32))
    levels = noise.integers(
        128 - strength, 129 + strength, (image.height, image.width), dtype=np.uint8
    )
    layer = Image.fromarray(levels)
    return ImageChops.add(image, Image.merge("RGB", (layer, layer, layer)), 1, -128)


def _gradient(width: int, height: int, stops: Sequence[Colour]) -> Image.Image:
    places = np.linspace(0, len(stops) - 1, max(1, height))
    table = np.asarray(stops, dtype=np.float64)
    columns = [np.interp(places, np.arange(len(stops)), table[:, part]) for part in range(3)]
    column = np.stack(columns, axis=1).astype(np.uint8)[:, None, :]
    return Image.fromarray(column).resize((width, max(1, height)), Image.Resampling.NEAREST)


def _soft_disc() -> Image.Image:
    levels = [round(255 * max(0.0, 1 - level / 181) ** 2) for level in range(256)]
    return Image.radial_gradient("L").point(levels)


def _smooth(
    xs: npt.NDArray[np.float64],
    positions: npt.NDArray[np.float64],
    heights: npt.NDArray[np.float64],
) -> npt.NDArray[np.float64]:
    """Interpolate with level tangents: rounded hills."""
    step = positions[1] - positions[0]
    index = np.clip((xs / step).astype(int), 0, len(positions) - 2)
    share = (xs - positions[index]) / step
    share = (1 - np.cos(np.pi * share)) / 2
    result: npt.NDArray[np.float64] = heights[index] * (1 - share) + heights[index + 1] * share
    return result
