"""The scene of the demo in space."""

from __future__ import annotations

import math

from PIL import Image, ImageDraw, ImageFilter

from iaia_desktop.images.demo_canvas import (
    NIGHT_SKIES,
    Canvas,
    Colour,
    Point,
    colour_of,
    ellipse_points,
    mix,
    picked,
    shade_disc,
    vary,
)


def draw_planet(canvas: Canvas) -> None:
    """Draw planets, some with rings or moons, among stars and nebulae."""
    rng = canvas.rng
    deep = [colour_of(text) for text in rng.choice(NIGHT_SKIES)]
    canvas.gradient((mix(deep[0], (0, 0, 0), 0.3), mix(deep[1], (0, 0, 0), 0.25), deep[0]))
    cloud = picked(rng, ("#6a3a8a", "#2a5a9a", "#8a3a4a", "#2a7a7a", "#a86a3a"))
    for _ in range(rng.randint(0, 7)):
        centre = (rng.uniform(0, canvas.width), rng.uniform(0, canvas.height))
        canvas.glow(
            centre, canvas.unit * rng.uniform(15, 50), vary(rng, cloud, 30), rng.uniform(0.15, 0.5)
        )
    canvas.stars(rng.randint(60, 200))
    light = (rng.uniform(0.05, 0.45), rng.uniform(0.1, 0.5))
    radius = canvas.unit * rng.uniform(14, 38)
    place = (canvas.width * rng.uniform(0.25, 0.75), canvas.height * rng.uniform(0.28, 0.72))
    tone = picked(
        rng, ("#d9a066", "#c96a4a", "#6a9ad0", "#8ab0a0", "#e0c890", "#a88ac0", "#7a8a9a")
    )
    ring = rng.random() < 0.4
    tilt = rng.uniform(-0.5, 0.5)
    if ring:
        _ring(canvas, place, radius, tilt, tone, front=False)
    else:
        canvas.glow(place, radius * 1.35, mix(tone, (160, 200, 255), 0.5), 0.5)
    canvas.lay(_ball(canvas, round(2 * radius), tone, tilt, light), place)
    if ring:
        _ring(canvas, place, radius, tilt, tone, front=True)
    for _ in range(rng.choice((0, 0, 1, 1, 2, 3))):
        angle, reach = rng.uniform(0, math.tau), radius * rng.uniform(1.5, 2.4)
        moon = (place[0] + math.cos(angle) * reach, place[1] + math.sin(angle) * reach)
        grey = picked(rng, ("#b8b4ac", "#8a8f96", "#c9b8a0"))
        canvas.lay(_ball(canvas, round(radius * rng.uniform(0.2, 0.5)), grey, 0.0, light), moon)


def _ball(canvas: Canvas, side: int, tone: Colour, tilt: float, light: Point) -> Image.Image:
    """Return a lit planet on a transparent ground."""
    rng = canvas.rng
    side = max(8, side)
    skin = Image.new("RGB", (side, side), tone)
    paint = ImageDraw.Draw(skin)
    kind = rng.choice(("bands", "craters", "lands"))
    if kind == "bands":
        y = 0.0
        while y < side:
            tall = side * rng.uniform(0.03, 0.13)
            shade = mix(tone, rng.choice(((255, 245, 225), (70, 40, 30))), rng.uniform(0.05, 0.45))
            paint.rectangle((0, y, side, y + tall), fill=shade)
            y += tall * rng.uniform(0.8, 1.6)
        if rng.random() < 0.4:
            spot = ellipse_points(
                (side * rng.uniform(0.35, 0.65), side * rng.uniform(0.4, 0.7)),
                (side * 0.12, side * 0.06),
            )
            paint.polygon(spot, fill=mix(tone, (150, 50, 30), 0.6))
        skin = skin.rotate(math.degrees(-tilt), Image.Resampling.BILINEAR, fillcolor=tone)
    elif kind == "craters":
        for _ in range(26):
            x, y, size = (
                rng.uniform(0, side),
                rng.uniform(0, side),
                side * rng.uniform(0.015, 0.075),
            )
            paint.ellipse(
                (x - size, y - size, x + size, y + size), fill=mix(tone, (30, 26, 30), 0.32)
            )
            paint.ellipse(
                (x - size * 0.7, y - size * 0.6, x + size, y + size),
                fill=mix(tone, (255, 250, 240), 0.12),
            )
    else:
        land = picked(rng, ("#5a8a4a", "#b89a5a", "#e8e8ec", "#8a5a3a"))
        for _ in range(12):
            x, y = rng.uniform(0, side), rng.uniform(0, side)
            for _ in range(6):
                size = side * rng.uniform(0.03, 0.1)
                middle = (x + rng.gauss(0, 0.07) * side, y + rng.gauss(0, 0.05) * side)
                paint.polygon(ellipse_points(middle, (size, size * 0.7)), fill=vary(rng, land, 12))
    skin = skin.filter(ImageFilter.BoxBlur(max(1, side // 150)))
    layer = Image.new("RGBA", (side, side))
    shape = Image.new("L", (side, side))
    ImageDraw.Draw(shape).ellipse((0, 0, side - 1, side - 1), fill=255)
    layer.paste(skin, (0, 0), shape)
    return shade_disc(layer, light, 0.94)


def _ring(
    canvas: Canvas, place: Point, radius: float, tilt: float, tone: Colour, *, front: bool
) -> None:
    """Draw the half of the rings that lies behind or before the planet."""
    steps = range(29) if front else range(28, 57)
    cosine, sine = math.cos(tilt), math.sin(tilt)

    def arc(reach: float) -> list[Point]:
        points = []
        for step in steps:
            angle = step * math.pi / 28
            x, y = radius * reach * math.cos(angle), radius * reach * 0.28 * math.sin(angle)
            points.append((place[0] + x * cosine - y * sine, place[1] + x * sine + y * cosine))
        return points

    for inner, outer, share in ((1.3, 1.5, 0.25), (1.53, 1.85, 0.5), (1.9, 2.05, 0.1)):
        canvas.polygon([*arc(inner), *reversed(arc(outer))], mix(tone, (250, 240, 220), share))
