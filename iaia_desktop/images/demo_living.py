"""Scenes of the demo with living things: flower and fish."""

from __future__ import annotations

import math

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from iaia_desktop.images.demo_canvas import (
    Canvas,
    Colour,
    Point,
    colour_of,
    ellipse_points,
    mix,
    picked,
    vary,
)


def draw_flower(canvas: Canvas) -> None:
    """Draw flowers of several kinds before a background that is out of focus."""
    rng = canvas.rng
    base = picked(
        rng, ("#35603a", "#4f7a3c", "#2a4a44", "#6a8a5a", "#7a94a8", "#3a3f4a", "#8a7a5a")
    )
    canvas.gradient(
        (mix(base, (255, 250, 220), rng.uniform(0, 0.5)), mix(base, (10, 24, 14), 0.45))
    )
    for _ in range(rng.randint(6, 16)):
        centre = (rng.uniform(0, canvas.width), rng.uniform(0, canvas.height))
        tone = mix(base, picked(rng, ("#ffe9b8", "#d9f0c0", "#ffc0d0", "#a8d0e8", "#16301c")), 0.6)
        canvas.glow(centre, canvas.unit * rng.uniform(8, 26), tone, rng.uniform(0.4, 0.9))
    kind = rng.choice(("daisy", "poppy", "tulip", "sunflower", "aster"))
    petals = {
        "daisy": ("#fbf8f0", "#f7e3ee", "#fff3d6"),
        "poppy": ("#d9342b", "#e8572f", "#f08a3c", "#b8243a"),
        "tulip": ("#e0405a", "#f2b33d", "#c05aa8", "#f4e3d0", "#7a2f6a"),
        "sunflower": ("#f4b81f", "#f7cf3a", "#e89a1c"),
        "aster": ("#7a5ac0", "#b070d0", "#5a7ad0", "#e07ab0"),
    }[kind]
    count = rng.choice((1, 1, 2, 3, 4, 6))
    heads = []
    for _ in range(count):
        radius = canvas.unit * rng.uniform(20, 34) / count**0.5
        heads.append(
            (
                (canvas.width * rng.uniform(0.18, 0.82), canvas.height * rng.uniform(0.2, 0.62)),
                radius,
            )
        )
    heads.sort(key=lambda head: head[0][1])
    stem = mix(picked(rng, ("#3f7a35", "#5b8f3a", "#2f6a3c")), (10, 20, 10), 0.15)
    for (x, y), radius in heads:
        _stem(canvas, (x, y), radius, stem)
    for centre, radius in heads:
        tone = picked(rng, petals)
        if kind == "tulip":
            _tulip(canvas, centre, radius, tone)
        else:
            _blossom(canvas, kind, centre, radius, tone)


def _stem(canvas: Canvas, head: Point, radius: float, colour: Colour) -> None:
    rng = canvas.rng
    x, y = head
    bend = rng.uniform(-0.6, 0.6) * radius
    points = [
        (x + bend * math.sin(share * math.pi / 2), y + share * (canvas.height * 1.05 - y))
        for share in (0, 0.2, 0.4, 0.6, 0.8, 1.0)
    ]
    canvas.line(points, colour, radius * 0.12)
    for _ in range(2):
        joint = points[rng.randint(2, 4)]
        side = rng.choice((-1, 1))
        centre = (joint[0] + side * radius * 0.5, joint[1] - radius * 0.2)
        canvas.ellipse(centre, (radius * 0.62, radius * 0.17), vary(rng, colour, 12), side * -0.5)


def _blossom(canvas: Canvas, kind: str, centre: Point, radius: float, tone: Colour) -> None:
    """Draw a flower that is seen from the front, a little from the side."""
    rng = canvas.rng
    number = {"daisy": 15, "poppy": 5, "sunflower": 18, "aster": 22}[kind] + rng.randint(-1, 2)
    width = {"daisy": 0.13, "poppy": 0.44, "sunflower": 0.12, "aster": 0.085}[kind]
    squash = rng.uniform(0.72, 1.0)
    turn = rng.uniform(0, math.tau)
    rings = 1 if kind in {"daisy", "poppy"} else 2
    for ring in range(rings):
        reach = radius * (1 - 0.25 * ring)
        for petal in range(number):
            angle = turn + (petal + 0.5 * ring) * math.tau / number
            middle = (
                centre[0] + math.cos(angle) * reach * 0.56,
                centre[1] + math.sin(angle) * reach * 0.56 * squash,
            )
            lean = math.atan2(math.sin(angle) * squash, math.cos(angle))
            length = reach * 0.48 * rng.uniform(0.9, 1.06)
            shade = mix(tone, (60, 20, 40), 0.22 * (1 + math.sin(angle)) / 2)
            shade = mix(shade, (255, 255, 255), 0.12 * ring)
            canvas.ellipse(middle, (length, reach * width), mix(shade, (40, 10, 30), 0.2), lean)
            canvas.ellipse(middle, (length * 0.95, reach * width * 0.82), vary(rng, shade, 6), lean)
    heart = {"daisy": "#f2b91f", "poppy": "#2a1a22", "sunflower": "#4a2c18", "aster": "#f4c94a"}[
        kind
    ]
    size = radius * {"daisy": 0.24, "poppy": 0.2, "sunflower": 0.4, "aster": 0.2}[kind]
    colour = colour_of(heart)
    canvas.ellipse(centre, (size, size * squash), mix(colour, (0, 0, 0), 0.3))
    canvas.ellipse(
        (centre[0] - size * 0.05, centre[1] - size * 0.08),
        (size * 0.9, size * 0.86 * squash),
        colour,
    )
    for _ in range(40):
        angle, reach = rng.uniform(0, math.tau), rng.random() ** 0.5 * size * 0.85
        dot = (centre[0] + math.cos(angle) * reach, centre[1] + math.sin(angle) * reach * squash)
        canvas.disc(dot, size * 0.06, mix(colour, rng.choice(((255, 240, 190), (30, 10, 0))), 0.4))


def _tulip(canvas: Canvas, centre: Point, radius: float, tone: Colour) -> None:
    x, y = centre
    wide, tall = radius * 0.62, radius * 0.95
    lean = canvas.rng.uniform(-0.12, 0.12)
    for across, turn, depth in ((-0.3, 0.2, 0.3), (0.3, -0.2, 0.22), (0.0, 0.0, 0.0)):
        middle = (x + across * wide * 1.25, y + radius * 0.05)
        shade = mix(tone, (50, 10, 40), depth)
        canvas.ellipse(middle, (wide * 0.62, tall), mix(shade, (40, 0, 30), 0.22), turn + lean)
        canvas.ellipse(middle, (wide * 0.55, tall * 0.95), shade, turn + lean)
        shine = (middle[0] - wide * 0.15, middle[1] - tall * 0.1)
        canvas.ellipse(
            shine, (wide * 0.14, tall * 0.6), mix(shade, (255, 255, 255), 0.2), turn + lean
        )


def draw_fish(canvas: Canvas) -> None:
    """Draw fish under water, among weed, bubbles and beams of light."""
    rng = canvas.rng
    water = picked(rng, ("#1a7a8a", "#1f6aa8", "#2a8f9a", "#17507a", "#2f7a6a", "#3a6a7a"))
    canvas.gradient(
        (mix(water, (220, 250, 240), rng.uniform(0.2, 0.6)), water, mix(water, (2, 14, 36), 0.7))
    )
    _beams(canvas, mix(water, (255, 255, 240), 0.7))
    if rng.random() < 0.6:
        sand = mix(picked(rng, ("#d9c493", "#b8a47a", "#8a7a6a")), water, 0.45)
        floor = canvas.ridge(canvas.height, canvas.height * 0.16, bumps=2, roughness=0.0)
        canvas.shaded_below(floor, (sand, mix(sand, (5, 20, 36), 0.5)))
    for _ in range(rng.randint(0, 9)):
        _weed(canvas, mix(picked(rng, ("#2f7a4a", "#6a8f3a", "#a8503a", "#4a6a3a")), water, 0.35))
    tones = ("#f07a2a", "#f2c53a", "#d9434a", "#4a9ae0", "#c9d6dc", "#8a6ac8", "#f0a0b0", "#5ac09a")
    shoal = rng.choice((1, 1, 1, 2, 3, 5, 7))
    tone, mark = picked(rng, tones), picked(rng, (*tones, "#ffffff", "#1c2438"))
    facing = rng.choice((False, True))
    for _ in range(shoal):
        length = canvas.unit * rng.uniform(38, 66) / shoal**0.55
        place = (canvas.width * rng.uniform(0.2, 0.8), canvas.height * rng.uniform(0.2, 0.75))
        layer = _fish(canvas, round(length), mix(tone, water, 0.1), mark)
        layer = layer.rotate(rng.uniform(-16, 16), Image.Resampling.BILINEAR, expand=True)
        if facing:
            layer = layer.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        canvas.lay(layer, place)
    for _ in range(rng.randint(3, 22)):
        centre = (rng.uniform(0, canvas.width), rng.uniform(0, canvas.height))
        radius = canvas.unit * rng.uniform(0.5, 1.8)
        canvas.disc(centre, radius, mix(water, (255, 255, 255), 0.55))
        canvas.disc(
            (centre[0] + radius * 0.12, centre[1] + radius * 0.12),
            radius * 0.78,
            mix(water, (255, 255, 255), 0.18),
        )


def _beams(canvas: Canvas, colour: Colour) -> None:
    """Draw soft light that falls from the surface."""
    rng = canvas.rng
    mask = Image.new("L", (canvas.width // 8, canvas.height // 8))
    draw = ImageDraw.Draw(mask)
    slant = rng.uniform(-0.4, 0.4) * mask.height
    for _ in range(rng.randint(0, 5)):
        x, wide = rng.uniform(-0.1, 1.0) * mask.width, mask.width * rng.uniform(0.02, 0.07)
        foot = mask.height * rng.uniform(0.5, 0.9)
        draw.polygon(
            [(x, 0), (x + wide, 0), (x + slant + wide * 2.4, foot), (x + slant - wide, foot)],
            fill=rng.randint(30, 80),
        )
    mask = mask.filter(ImageFilter.GaussianBlur(mask.width / 40))
    fade = Image.linear_gradient("L").transpose(Image.Transpose.FLIP_TOP_BOTTOM).resize(mask.size)
    mask = ImageChops.multiply(mask, fade).resize(canvas.image.size, Image.Resampling.BILINEAR)
    canvas.image.paste(colour, (0, 0), mask)


def _weed(canvas: Canvas, colour: Colour) -> None:
    rng = canvas.rng
    x, tall = rng.uniform(0, canvas.width), canvas.unit * rng.uniform(14, 46)
    phase, sway = rng.uniform(0, math.tau), canvas.unit * rng.uniform(1, 3)
    left, right = [], []
    for step in range(13):
        share = step / 12
        middle = x + math.sin(phase + share * 5) * sway * share
        half = canvas.unit * 1.7 * (1 - share)
        y = canvas.height - tall * share
        left.append((middle - half, y))
        right.append((middle + half, y))
    canvas.polygon([*left, *reversed(right)], vary(rng, colour, 12))


def _fish(canvas: Canvas, length: int, tone: Colour, mark: Colour) -> Image.Image:
    """Return a fish looking right on a transparent ground."""
    rng = canvas.rng
    tall = length * rng.uniform(0.34, 0.62)
    box = (length, round(tall * 1.7))
    middle = box[1] / 2
    body = []
    for step in range(40):
        across, up = math.cos(step * math.tau / 40), math.sin(step * math.tau / 40)
        thickness = tall / 2 * (1 - 0.16 * across)
        body.append((length * (0.58 + 0.4 * across), middle + thickness * up))
    shape = Image.new("L", box)
    ImageDraw.Draw(shape).polygon(body, fill=255)
    skin = Image.new("RGB", box, tone)
    paint = ImageDraw.Draw(skin)
    paint.ellipse(
        (length * 0.1, middle + tall * 0.12, length * 1.1, middle + tall * 0.9),
        fill=mix(tone, (255, 255, 245), 0.45),
    )
    pattern = rng.choice(("stripes", "bands", "spots", "plain"))
    if pattern == "stripes":
        for start in (0.32, 0.52, 0.72):
            x = length * (start + rng.uniform(-0.02, 0.02))
            paint.rectangle((x, 0, x + length * 0.075, box[1]), fill=mark)
    elif pattern == "bands":
        for row in (-0.18, 0.06):
            y = middle + tall * row
            paint.rectangle((0, y, length, y + tall * 0.1), fill=mark)
    elif pattern == "spots":
        for _ in range(22):
            x, y = rng.uniform(0.2, 0.9) * length, middle + rng.uniform(-0.5, 0.4) * tall
            size = tall * rng.uniform(0.02, 0.06)
            paint.ellipse((x - size, y - size, x + size, y + size), fill=mark)
    paint.ellipse(
        (length * 0.1, middle - tall * 0.95, length * 1.1, middle - tall * 0.36),
        fill=mix(tone, (10, 20, 40), 0.3),
    )
    skin = skin.filter(ImageFilter.BoxBlur(max(1, length // 120)))
    layer = Image.new("RGBA", box)
    draw = ImageDraw.Draw(layer)
    fin = (*mix(tone, mark, 0.35), 255)
    tail = length * 0.26
    draw.polygon(
        [
            (tail, middle),
            (0, middle - tall * 0.48),
            (length * 0.09, middle),
            (0, middle + tall * 0.48),
        ],
        fill=fin,
    )
    draw.polygon(
        [
            (length * 0.36, middle - tall * 0.4),
            (length * 0.5, middle - tall * 0.8),
            (length * 0.78, middle - tall * 0.38),
        ],
        fill=fin,
    )
    draw.polygon(
        [
            (length * 0.45, middle + tall * 0.4),
            (length * 0.42, middle + tall * 0.74),
            (length * 0.66, middle + tall * 0.42),
        ],
        fill=fin,
    )
    layer.paste(skin, (0, 0), shape)
    side_fin = ellipse_points(
        (length * 0.56, middle + tall * 0.12), (length * 0.1, tall * 0.09), 0.5
    )
    draw.polygon(side_fin, fill=fin)
    eye = (length * 0.86, middle - tall * 0.1)
    for size, colour in ((0.085, (250, 250, 245)), (0.05, (14, 16, 24)), (0.017, (255, 255, 255))):
        radius = tall * size
        shift = tall * 0.02 if size < 0.02 else 0.0
        draw.ellipse(
            (
                eye[0] - radius + shift,
                eye[1] - radius - shift,
                eye[0] + radius + shift,
                eye[1] + radius - shift,
            ),
            fill=(*colour, 255),
        )
    return layer
