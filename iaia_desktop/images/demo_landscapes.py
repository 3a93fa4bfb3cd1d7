"""Scenes of the demo under an open sky: mountains, sea, forest."""

from __future__ import annotations

import math
from collections.abc import Sequence

from iaia_desktop.images.demo_canvas import Canvas, Colour, Point, colour_of, mix, picked, vary


def draw_mountain(canvas: Canvas) -> None:
    """Draw mountain chains in the haze, some with snow, a lake or trees."""
    rng = canvas.rng
    sky = canvas.sky()
    dark = sum(sky[0]) < 150
    if rng.random() < 0.65:
        canvas.sun(rng.uniform(0.12, 0.42), moon=dark)
    if not dark and rng.random() < 0.6:
        canvas.clouds(rng.randint(1, 5), 0.3, mix(sky[-1], (255, 255, 255), 0.6))
    rock = picked(rng, ("#3d4f66", "#4a4458", "#2f4a4a", "#5a4a44", "#39506b"))
    layers = rng.randint(3, 5)
    horizon = rng.uniform(0.5, 0.72) * canvas.height
    for layer in range(layers):
        nearness = layer / (layers - 1)
        colour = mix(mix(sky[-1], rock, 0.45), mix(rock, (10, 14, 20), 0.55), nearness)
        base = horizon + nearness * (canvas.height * 0.98 - horizon)
        height = canvas.height * rng.uniform(0.26, 0.46) * (1 - 0.6 * nearness)
        line = canvas.ridge(base, height, bumps=rng.randint(2, 4), roughness=rng.uniform(0.38, 0.5))
        canvas.shaded_below(line, (colour, mix(colour, sky[-1], 0.3), mix(colour, sky[-1], 0.45)))
        if layer <= 1 and rng.random() < 0.7:
            _snow(
                canvas, line, base - height * rng.uniform(0.35, 0.6), mix(sky[-1], (255,) * 3, 0.7)
            )
        canvas.haze(base - height * 0.3, base + canvas.height * 0.12, sky[-1], 0.35)
    if rng.random() < 0.3:
        canvas.mirror(canvas.height * rng.uniform(0.72, 0.84), mix(sky[0], rock, 0.4), 0.35)
    elif rng.random() < 0.35:
        _tree_line(canvas, canvas.height * rng.uniform(0.96, 1.02), mix(rock, (5, 12, 10), 0.75))


def _snow(canvas: Canvas, line: Sequence[Point], limit: float, colour: Colour) -> None:
    """Cover the summits above a height, with a ragged lower edge."""
    rng = canvas.rng
    lower = []
    for step, (x, y) in enumerate(line):
        tooth = canvas.unit * (rng.uniform(0, 4.5) if step % 3 else rng.uniform(-4, 0))
        lower.append((x, max(y, min(limit + tooth, y + canvas.unit * rng.uniform(9, 16)))))
    canvas.polygon([*line, *reversed(lower)], colour)


def _tree_line(canvas: Canvas, base: float, colour: Colour) -> None:
    x = 0.0
    while x < canvas.width:
        height = canvas.unit * canvas.rng.uniform(6, 16)
        _conifer(canvas, (x, base), height, colour, colour)
        x += height * canvas.rng.uniform(0.2, 0.5)


def draw_sea(canvas: Canvas) -> None:
    """Draw the sea under any sky, mostly with a boat, sometimes with an island."""
    rng = canvas.rng
    sky = canvas.sky(night_share=0.15)
    dark = sum(sky[0]) < 150
    horizon = canvas.height * rng.uniform(0.36, 0.6)
    light: Point | None = None
    if rng.random() < 0.7:
        light = canvas.sun(horizon / canvas.height * rng.uniform(0.35, 1.0), moon=dark)
    if rng.random() < 0.6:
        canvas.clouds(rng.randint(2, 6), 0.3, mix(sky[-1], (255, 255, 255), 0.1 if dark else 0.55))
    deep = picked(rng, ("#12405e", "#0f5566", "#1d3f66", "#26606b", "#123a4a"))
    if dark:
        deep = mix(deep, (6, 10, 28), 0.6)
    if rng.random() < 0.35:
        line = canvas.ridge(
            horizon + 2, canvas.height * rng.uniform(0.04, 0.16), bumps=rng.randint(1, 2),
            roughness=rng.choice((0.0, 0.4)),
        )  # fmt: skip
        start, end = sorted(rng.sample(range(len(line)), 2))
        if end - start > 8:
            island = [(line[start][0], horizon), *line[start:end], (line[end][0], horizon)]
            canvas.polygon(island, mix(deep, sky[-1], 0.4))
    near = mix(deep, (0, 8, 20), 0.25)
    canvas.gradient((mix(deep, sky[-1], 0.62), mix(deep, sky[-1], 0.15), deep, near), horizon)
    _waves(canvas, horizon, mix(deep, sky[-1], 0.55), near)
    if light is not None:
        _glitter(canvas, light[0], horizon, mix(sky[-1], (255, 246, 214), 0.7))
    boats = rng.choice((0, 1, 1, 1, 1, 2, 3))
    for _ in range(boats):
        depth = rng.uniform(0.02, 0.55)
        place = (
            canvas.width * rng.uniform(0.12, 0.88),
            horizon + depth * (canvas.height - horizon),
        )
        _boat(canvas, place, canvas.unit * (8 + 34 * depth) * rng.uniform(0.8, 1.2), dark=dark)


def _waves(canvas: Canvas, horizon: float, bright: Colour, dim: Colour) -> None:
    """Draw crests as flat lenses that grow towards the viewer."""
    rng = canvas.rng
    y = horizon + canvas.unit
    while y < canvas.height:
        nearness = (y - horizon) / (canvas.height - horizon)
        for _ in range(rng.randint(3, 7)):
            length = canvas.unit * rng.uniform(3, 8) * (0.4 + 2.4 * nearness)
            x = rng.uniform(-0.05, 1.05) * canvas.width
            thickness = max(1.0, length * rng.uniform(0.04, 0.1))
            colour = mix(dim, bright, rng.uniform(0.0, 0.9) * (1 - 0.45 * nearness))
            bow = thickness * rng.uniform(0.8, 2.0)
            upper = [(x + length * t, y - bow * math.cos(t * math.pi / 2)) for t in _STEPS]
            lower = [
                (px, py + thickness * (1 - abs(t)))
                for (px, py), t in zip(upper, _STEPS, strict=True)
            ]
            canvas.polygon([*upper, *reversed(lower)], colour)
        y += canvas.unit * (0.8 + 4.2 * nearness)


_STEPS = (-1.0, -0.6, -0.2, 0.2, 0.6, 1.0)


def _glitter(canvas: Canvas, x: float, horizon: float, colour: Colour) -> None:
    """Draw the broken reflection of the sun."""
    rng = canvas.rng
    y = horizon + 1
    while y < canvas.height:
        nearness = (y - horizon) / (canvas.height - horizon)
        spread = canvas.unit * (3 + 12 * nearness)
        for _ in range(2):
            half = spread * rng.uniform(0.1, 0.6)
            middle = x + rng.gauss(0, 0.4) * spread
            canvas.ellipse((middle, y), (half, max(1.0, half * 0.08)), colour)
        y += canvas.unit * (0.9 + 1.6 * nearness)


def _boat(canvas: Canvas, place: Point, size: float, *, dark: bool) -> None:
    """Draw a sailing boat or a motor boat; ``size`` is its length."""
    rng = canvas.rng
    x, y = place
    side = rng.choice((-1, 1))
    hull = picked(rng, ("#7a2e22", "#f2efe6", "#22303f", "#a33a2a", "#2f5d62", "#d9a441"))
    sail = picked(rng, ("#fbf7ea", "#f4e3c1", "#e2574c", "#f0b34a", "#dfe7ea"))
    if dark:
        hull, sail = mix(hull, (8, 10, 22), 0.55), mix(sail, (30, 36, 66), 0.4)
    half = size / 2
    tilt = rng.uniform(-0.08, 0.08) * size

    def at(across: float, up: float) -> Point:
        return x + side * across * half + tilt * up, y - up * half

    canvas.ellipse((x, y + size * 0.05), (half * 0.95, size * 0.05), mix(hull, (0, 20, 30), 0.7))
    if rng.random() < 0.75:
        canvas.line([at(0, 0.1), at(0, 2.0)], mix(hull, (60, 45, 30), 0.6), size * 0.025)
        canvas.polygon([at(0.04, 1.95), at(0.04, 0.4), at(0.85, 0.4)], sail)
        canvas.polygon([at(-0.05, 1.75), at(-0.05, 0.4), at(-0.6, 0.4)], mix(sail, hull, 0.22))
    else:
        canvas.polygon([at(-0.5, 0.25), at(-0.42, 0.75), at(0.2, 0.75), at(0.35, 0.25)], sail)
        for window in (-0.3, -0.05):
            canvas.polygon(
                [
                    at(window, 0.42),
                    at(window, 0.62),
                    at(window + 0.16, 0.62),
                    at(window + 0.16, 0.42),
                ],
                mix(hull, (20, 30, 50), 0.6),
            )
    canvas.polygon([at(-0.95, 0.3), at(1.05, 0.34), at(0.72, -0.08), at(-0.78, -0.08)], hull)


def draw_forest(canvas: Canvas) -> None:
    """Draw rows of trees, from the mist at the back to the dark at the front."""
    rng = canvas.rng
    sky = canvas.sky(night_share=0.08, dusk_share=0.3)
    if rng.random() < 0.4:
        canvas.sun(rng.uniform(0.1, 0.4), moon=sum(sky[0]) < 150)
    kind = rng.choice(("conifers", "broadleaves", "autumn", "birches", "mixed"))
    greens = {
        "conifers": ("#1f4d38", "#27573f", "#1c4444", "#2f5a3a"),
        "broadleaves": ("#3f7a35", "#5b8f3a", "#2f6a3c", "#6a9a44"),
        "autumn": ("#c4622d", "#d98e32", "#a8452e", "#e0b040", "#8a6a2a"),
        "birches": ("#8fae4a", "#b9b94e", "#6f9a48", "#d6b84a"),
        "mixed": ("#2a5a3c", "#5b8f3a", "#a87a32", "#37684a"),
    }[kind]
    ground = mix(picked(rng, greens), colour_of("#3a3320"), 0.5)
    horizon = canvas.height * rng.uniform(0.5, 0.7)
    layers = rng.randint(3, 4)
    for layer in range(layers):
        nearness = layer / (layers - 1)
        base = horizon + nearness**1.4 * (canvas.height * 1.02 - horizon)
        fade = 0.7 * (1 - nearness) ** 1.2
        hill = canvas.ridge(base, canvas.height * 0.05, bumps=2, roughness=0.0)
        size = canvas.height * (0.26 + 0.42 * nearness) * rng.uniform(0.85, 1.1)
        x = rng.uniform(-0.1, 0.05) * canvas.width
        while x < canvas.width * 1.05:
            crown = mix(picked(rng, greens), sky[-1], fade)
            crown = mix(crown, (10, 16, 14), 0.25 * nearness)
            foot = (x, _height_at(hill, x) + canvas.unit * 2)
            _tree(canvas, kind, foot, size * rng.uniform(0.75, 1.15), crown, fade, sky[-1])
            x += size * rng.uniform(0.16, 0.34) * (1 + nearness)
        earth = mix(ground, sky[-1], fade)
        canvas.shaded_below(hill, (earth, mix(earth, (12, 14, 8), 0.45)))
        canvas.haze(base - size * 0.25, base + canvas.unit * 6, sky[-1], 0.4 * (1 - nearness))
    if rng.random() < 0.3:
        _path(canvas, horizon + (canvas.height - horizon) * 0.75, mix(ground, (214, 190, 150), 0.6))


def _height_at(line: Sequence[Point], x: float) -> float:
    return min(line, key=lambda point: abs(point[0] - x))[1]


def _path(canvas: Canvas, top: float, colour: Colour) -> None:
    middle = canvas.width * canvas.rng.uniform(0.3, 0.7)
    wide = canvas.unit * canvas.rng.uniform(14, 26)
    foot = middle + canvas.rng.uniform(-20, 20) * canvas.unit
    canvas.polygon(
        [(middle - wide * 0.12, top), (middle + wide * 0.12, top), (foot + wide, canvas.height),
         (foot - wide, canvas.height)],
        colour,
    )  # fmt: skip


def _tree(
    canvas: Canvas, kind: str, foot: Point, height: float, crown: Colour, fade: float, air: Colour
) -> None:
    trunk = mix(vary(canvas.rng, colour_of("#4a3626"), 10), air, fade)
    conifer = kind == "conifers" or (kind == "mixed" and canvas.rng.random() < 0.5)
    if conifer:
        _conifer(canvas, foot, height, crown, trunk)
    elif kind == "birches":
        _birch(canvas, foot, height, crown, mix(colour_of("#ece8de"), air, fade))
    else:
        _broadleaf(canvas, foot, height, crown, trunk)


def _conifer(canvas: Canvas, foot: Point, height: float, crown: Colour, trunk: Colour) -> None:
    x, y = foot
    wide = height * canvas.rng.uniform(0.16, 0.24)
    canvas.polygon(
        [(x - wide * 0.12, y), (x + wide * 0.12, y), (x + wide * 0.08, y - height * 0.3),
         (x - wide * 0.08, y - height * 0.3)],
        trunk,
    )  # fmt: skip
    tiers = 4
    for tier in range(tiers):
        share = tier / tiers
        low = y - height * (0.12 + 0.72 * share)
        half = wide * (1 - 0.72 * share)
        tip = low - height * (0.36 - 0.1 * share)
        canvas.polygon([(x - half, low), (x, tip), (x + half, low)], crown)
        canvas.polygon(
            [(x, tip), (x + half, low), (x + half * 0.1, low)], mix(crown, (0, 8, 8), 0.22)
        )


def _birch(canvas: Canvas, foot: Point, height: float, crown: Colour, bark: Colour) -> None:
    rng = canvas.rng
    x, y = foot
    lean = rng.uniform(-0.04, 0.04) * height
    thick = height * rng.uniform(0.018, 0.035)
    canvas.line([(x, y), (x + lean, y - height)], bark, thick)
    for _ in range(7):
        share = rng.uniform(0.05, 0.75)
        spot = (x + lean * share + rng.uniform(-0.3, 0.3) * thick, y - height * share)
        canvas.ellipse(spot, (thick * 0.35, thick * 0.12), mix(bark, (40, 36, 34), 0.7))
    for _ in range(9):
        share = rng.uniform(0.5, 1.05)
        spread = height * 0.13 * (1.3 - share)
        centre = (x + lean * share + rng.uniform(-1, 1) * spread * 1.5, y - height * share)
        size = height * rng.uniform(0.04, 0.085)
        canvas.ellipse(centre, (size, size * 0.8), vary(rng, crown, 14))


def _broadleaf(canvas: Canvas, foot: Point, height: float, crown: Colour, trunk: Colour) -> None:
    rng = canvas.rng
    x, y = foot
    thick = height * rng.uniform(0.035, 0.06)
    fork = y - height * 0.55
    canvas.polygon(
        [(x - thick, y), (x + thick, y), (x + thick * 0.4, fork), (x - thick * 0.4, fork)], trunk
    )
    for branch in (-1, 1):
        canvas.line(
            [(x, y - height * 0.35), (x + branch * height * 0.15, y - height * 0.62)],
            trunk,
            thick * 0.5,
        )
    blobs = []
    for _ in range(13):
        angle, reach = rng.uniform(0, math.tau), rng.random() ** 0.6
        centre = (
            x + math.cos(angle) * reach * height * 0.23,
            y - height * 0.68 + math.sin(angle) * reach * height * 0.24,
        )
        blobs.append((centre, height * rng.uniform(0.07, 0.13)))
    # From the shaded underside to the lit top, so that the crown looks round.
    for centre, radius in sorted(blobs, key=lambda blob: -blob[0][1]):
        light = (y - height * 0.45 - centre[1]) / (height * 0.5)
        colour = mix(mix(crown, (8, 20, 10), 0.4), mix(crown, (255, 245, 200), 0.22), light)
        canvas.disc(centre, radius, vary(rng, colour, 5))
