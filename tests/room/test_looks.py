"""What channels wear, as the stylesheets draw it: a shape, a colour and patterns for all there are, read in both themes."""

import math
import re
from itertools import combinations
from pathlib import Path
from typing import get_args

import pytest

import wasata.room
from wasata.desk.look import PATTERNS, SIGNS
from wasata.record.kinds.message import Sign

ROOM = Path(wasata.room.__file__).parent
SHEET = (ROOM / "static/room/room.css").read_text("utf-8")
CHANNEL = (ROOM / "static/room/channel.css").read_text("utf-8")
SPRITE = (ROOM / "templates/room/parts/sprite.html").read_text("utf-8")
ALL: tuple[str, ...] = tuple(s for part in get_args(Sign) for s in (get_args(part) or (part,)))
THEMES = ("light", "dark")
Colour = tuple[float, float, float]


def colour(token: str, theme: str) -> Colour:
    """A token's lightness, chroma and hue."""
    told = re.search(rf"--{token}:light-dark\(oklch\(([^)]*)\),oklch\(([^)]*)\)\)", SHEET)
    assert told, token
    light, chroma, hue = (float(x) for x in told[1 + THEMES.index(theme)].split())
    return light, chroma, hue


def placed(of: Colour) -> Colour:
    """Where a colour stands among all that can be seen (Oklab): as far from another as it looks."""
    light, chroma, hue = of
    return light, chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))


def brightness(of: Colour) -> float:
    """Relative luminance, as contrast is reckoned from."""
    light, a, b = placed(of)
    long, middle, short = (
        (light + 0.3963377774 * a + 0.2158037573 * b) ** 3,
        (light - 0.1055613458 * a - 0.0638541728 * b) ** 3,
        (light - 0.0894841775 * a - 1.2914855480 * b) ** 3,
    )
    rgb = (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
    return sum(w * min(1, max(0, x)) for w, x in zip((0.2126, 0.7152, 0.0722), rgb, strict=True))


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("sign", ALL)
def test_every_sign_is_read_on_every_ground_of_both_themes(sign: str, theme: str):
    worn = brightness(colour(sign, theme))
    for ground in ("ground", "panel", "sunk"):
        dark, bright = sorted((worn, brightness(colour(ground, theme))))
        assert (bright + 0.05) / (dark + 0.05) >= 4.5, (sign, theme, ground)


@pytest.mark.parametrize("theme", THEMES)
def test_no_two_channels_wear_colours_that_are_nearly_one_nor_that_of_alarm(theme: str):
    for one, other in combinations((*SIGNS, "alarm"), 2):
        apart = math.dist(placed(colour(one, theme)), placed(colour(other, theme)))
        assert apart > 0.07, (one, other, apart)


def test_every_sign_has_a_shape_of_its_own_and_every_pattern_a_drawing_of_its_own():
    shapes = dict(re.findall(r'<symbol id="(p\d+)" viewBox="0 0 16 16">(.*?)</symbol>', SPRITE))
    assert set(shapes) == set(ALL)
    assert len(set(shapes.values())) == len(ALL)
    drawn = dict(re.findall(r"\.pattern-(\w+)\{([^}]*)\}", CHANNEL))
    assert set(drawn) == set(PATTERNS)
    assert len(set(drawn.values())) == len(PATTERNS)
    for sign in ALL:
        assert f".sign-{sign}{{--ch:var(--{sign})}}" in CHANNEL
        assert f".g{sign[1:]}{{color:var(--{sign})}}" in SHEET
