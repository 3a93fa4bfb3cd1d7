"""Scenes of the demo that people built: city and house."""

from __future__ import annotations

from iaia_desktop.images.demo_canvas import Canvas, Colour, Point, colour_of, mix, picked, vary

_WINDOW_LIGHTS = ("#ffd98a", "#ffe9b8", "#ffc46b", "#cfe6ff", "#fff6dd")


def draw_city(canvas: Canvas) -> None:
    """Draw a skyline, mostly at night or dusk, sometimes mirrored in a river."""
    rng = canvas.rng
    sky = canvas.sky(night_share=0.6, dusk_share=0.28)
    dark = sum(sky[0]) < 150
    if rng.random() < 0.5:
        canvas.sun(rng.uniform(0.1, 0.4), moon=dark)
    ground = canvas.height * (rng.uniform(0.68, 0.82) if rng.random() < 0.4 else 1.0)
    canvas.glow(
        (canvas.width / 2, ground), canvas.width * 0.7, mix(sky[-1], (255, 190, 120), 0.4), 0.5
    )
    layers = rng.randint(2, 3)
    walls = picked(rng, ("#1c2238", "#2a2438", "#182c38", "#30303c", "#3a2c30"))
    for layer in range(layers):
        nearness = (layer + 1) / layers
        colour = mix(sky[-1], walls, 0.35 + 0.6 * nearness)
        tallest = ground * (0.78 - 0.34 * nearness) * rng.uniform(0.8, 1.15)
        x = -rng.uniform(0, 6) * canvas.unit
        while x < canvas.width:
            wide = canvas.unit * rng.uniform(7, 17) * (0.7 + 0.5 * nearness)
            tall = tallest * rng.triangular(0.4, 1.25, 0.7)
            lit = rng.uniform(0.3, 0.75) if dark else rng.uniform(0.1, 0.4)
            _tower(canvas, (x, ground), (wide, tall), vary(rng, colour, 7), lit * nearness**0.5)
            x += wide * rng.uniform(0.9, 1.25)
    if ground < canvas.height:
        canvas.mirror(ground, mix(walls, sky[0], 0.4), 0.45)
        canvas.haze(ground - canvas.unit, ground + canvas.unit * 3, mix(sky[-1], walls, 0.3), 0.5)


def _tower(canvas: Canvas, foot: Point, size: Point, wall: Colour, lit: float) -> None:
    """Draw one building with its windows; ``lit`` is the share of windows with light."""
    rng = canvas.rng
    x, ground = foot
    wide, tall = size
    top = ground - tall
    canvas.draw.rectangle((x, top, x + wide, ground), fill=wall)
    canvas.draw.rectangle((x + wide * 0.8, top, x + wide, ground), fill=mix(wall, (0, 0, 8), 0.25))
    crown = rng.random()
    middle = x + wide / 2
    if crown < 0.2:
        canvas.polygon(
            [(x, top), (x + wide, top), (middle, top - wide * rng.uniform(0.3, 0.9))], wall
        )
    elif crown < 0.45:
        canvas.draw.rectangle((x + wide * 0.2, top - wide * 0.3, x + wide * 0.8, top), fill=wall)
    elif crown < 0.6:
        canvas.line(
            [(middle, top), (middle, top - wide * rng.uniform(0.5, 1.3))], wall, canvas.unit * 0.4
        )
    columns = max(2, round(wide / (canvas.unit * rng.uniform(2.0, 3.0))))
    pitch = wide / (columns + 0.5)
    rows = int(tall / (pitch * 1.25))
    light = picked(rng, _WINDOW_LIGHTS)
    unlit = mix(wall, (120, 140, 170), 0.14)
    for row in range(rows):
        y = top + pitch * (0.5 + 1.25 * row)
        for column in range(columns):
            left = x + pitch * (column + 0.5)
            glowing = rng.random() < lit
            colour = mix(light, wall, rng.uniform(0, 0.45)) if glowing else unlit
            canvas.draw.rectangle((left, y, left + pitch * 0.55, y + pitch * 0.7), fill=colour)


def draw_house(canvas: Canvas) -> None:
    """Draw one to three houses on a meadow, by day, at dusk, at night or in the snow."""
    rng = canvas.rng
    sky = canvas.sky(night_share=0.14, dusk_share=0.3)
    dark = sum(sky[0]) < 150
    if rng.random() < 0.4:
        canvas.sun(rng.uniform(0.1, 0.3), moon=dark)
    if rng.random() < 0.6:
        canvas.clouds(rng.randint(1, 4), 0.3, mix(sky[-1], (255, 255, 255), 0.1 if dark else 0.6))
    snow = rng.random() < 0.2
    meadow = (
        colour_of("#e9eef4") if snow else picked(rng, ("#6f9a48", "#8aa850", "#5b8a4a", "#a8a254"))
    )
    if dark:
        meadow = mix(meadow, (14, 20, 44), 0.62)
    ground = canvas.height * rng.uniform(0.68, 0.82)
    back = canvas.ridge(ground, canvas.height * 0.2, bumps=2, roughness=0.0)
    canvas.below(back, mix(meadow, sky[-1], 0.5))
    front = canvas.ridge(ground + canvas.unit * 2, canvas.height * 0.04, bumps=1, roughness=0.0)
    canvas.shaded_below(front, (meadow, mix(meadow, (20, 40, 20), 0.35)))
    for _ in range(rng.randint(0, 4)):
        bush = mix(picked(rng, ("#3f7a3a", "#5b8f3a", "#2f5a3a")), sky[0] if dark else meadow, 0.3)
        radius = canvas.unit * rng.uniform(5, 13)
        x = rng.uniform(0, canvas.width)
        canvas.line([(x, ground), (x, ground - radius)], colour_of("#4a3626"), radius * 0.2)
        for _ in range(6):
            centre = (x + rng.gauss(0, 0.5) * radius, ground - radius * rng.uniform(0.8, 2.0))
            canvas.disc(centre, radius * rng.uniform(0.45, 0.7), vary(rng, bush, 9))
    houses = rng.choice((1, 1, 1, 2, 3))
    for number in range(houses):
        wide = canvas.unit * rng.uniform(34, 58) / (1 + 0.45 * (houses - 1))
        x = canvas.width * (number + rng.uniform(0.35, 0.65)) / houses
        _house(canvas, (x, ground + canvas.unit * rng.uniform(1, 6)), wide, dark=dark, snow=snow)
    if rng.random() < 0.3:
        _fence(canvas, ground + canvas.unit * 9, colour_of("#f4efe2"), dark=dark)


def _house(canvas: Canvas, foot: Point, wide: float, *, dark: bool, snow: bool) -> None:
    rng = canvas.rng
    x, ground = foot
    wall = picked(
        rng, ("#f3ead8", "#e8c9a0", "#d98f6a", "#c9d6d8", "#b85c4a", "#f0d98a", "#9ab0a0")
    )
    roof = picked(rng, ("#8a3a2c", "#5a4038", "#39424f", "#a8503a", "#4a5a4a"))
    if dark:
        wall, roof = mix(wall, (16, 20, 46), 0.6), mix(roof, (10, 12, 30), 0.6)
    pane = colour_of("#ffd98a") if dark or rng.random() < 0.2 else mix(wall, (70, 110, 140), 0.75)
    tall = wide * rng.uniform(0.42, 0.75)
    half, top = wide / 2, ground - tall
    peak = top - wide * rng.uniform(0.25, 0.48)
    if rng.random() < 0.6:
        chimney = x + half * rng.choice((-0.5, 0.5))
        canvas.draw.rectangle(
            (chimney - wide * 0.05, peak + (top - peak) * 0.05, chimney + wide * 0.05, top),
            fill=mix(roof, wall, 0.3),
        )
        if rng.random() < 0.6:
            for puff in range(5):
                centre = (chimney + puff * wide * 0.06, peak - puff * wide * 0.09)
                canvas.glow(centre, wide * (0.07 + 0.03 * puff), (235, 235, 238), 0.7 - 0.1 * puff)
    canvas.draw.rectangle((x - half, top, x + half, ground), fill=wall)
    canvas.draw.rectangle(
        (x + half * 0.86, top, x + half, ground), fill=mix(wall, (30, 30, 40), 0.15)
    )
    eaves = half * 1.14
    if rng.random() < 0.7:
        shape = [(x - eaves, top), (x, peak), (x + eaves, top)]
    else:
        shape = [(x - eaves, top), (x - half * 0.6, peak), (x + half * 0.6, peak), (x + eaves, top)]
    canvas.polygon(shape, roof)
    canvas.line([shape[0], shape[-1]], mix(roof, (0, 0, 0), 0.3), wide * 0.018)
    if snow:
        white = mix(colour_of("#f7fafc"), wall, 0.4 if dark else 0.0)
        canvas.line(shape, white, wide * 0.05)
    _front(canvas, (x, ground), (wide, tall), (wall, pane))


def _front(canvas: Canvas, foot: Point, size: Point, colours: tuple[Colour, Colour]) -> None:
    """Draw the door and the windows of a house."""
    rng = canvas.rng
    x, ground = foot
    wide, tall = size
    wall, pane = colours
    door = picked(rng, ("#6a3f2a", "#2f5d62", "#8a2f2a", "#f4efe2", "#3f4f3a"))
    place = x + wide * rng.choice((-0.28, 0.0, 0.28))
    door_wide, door_tall = wide * 0.075, min(tall * 0.62, wide * 0.34)
    canvas.draw.rectangle(
        (place - door_wide, ground - door_tall, place + door_wide, ground),
        fill=mix(door, wall, 0.2),
    )
    frame = mix(wall, (255, 255, 255), 0.5)
    rows = 2 if tall > wide * 0.6 else 1
    side = wide * 0.085
    for row in range(rows):
        y = ground - tall * (0.72 if row == 0 else 0.32) if rows == 2 else ground - tall * 0.58
        for column in (-0.3, 0.0, 0.3):
            middle = x + wide * column
            if row == rows - 1 and abs(middle - place) < wide * 0.17:
                continue
            box = (middle - side, y - side, middle + side, y + side)
            canvas.draw.rectangle(box, fill=pane, outline=frame, width=max(2, round(wide * 0.016)))
            canvas.line([(middle, y - side), (middle, y + side)], frame, wide * 0.01)
            canvas.line([(middle - side, y), (middle + side, y)], frame, wide * 0.01)


def _fence(canvas: Canvas, y: float, colour: Colour, *, dark: bool) -> None:
    colour = mix(colour, (20, 26, 56), 0.55 if dark else 0.0)
    step, tall = canvas.unit * 4, canvas.unit * 9
    for share in (0.35, 0.7):
        canvas.line([(0, y - tall * share), (canvas.width, y - tall * share)], colour, canvas.unit)
    for number in range(int(canvas.width / step) + 1):
        x = number * step
        wide = canvas.unit * 0.9
        canvas.polygon(
            [(x - wide, y), (x - wide, y - tall * 0.85), (x, y - tall), (x + wide, y - tall * 0.85),
             (x + wide, y)],
            colour,
        )  # fmt: skip
