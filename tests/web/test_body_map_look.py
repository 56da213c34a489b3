"""What the body map looks like: shaded limbs in the person's palette, and marks that are seen on every one of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from tests.cast import NOW
from tests.web.marking import felt, mark
from velneuro.content.body_views import VIEWS
from velneuro.content.figures import PALETTES, palette_colors
from velneuro.core.catalog import KINDS
from velneuro.web.people.models import Person

SHADING = re.compile(r'href="/static/figures/([a-z]+)\.([a-z]+)\.[0-9a-f]{12}\.webp"')
STYLES = Path(__file__).parents[2] / "src/velneuro/web/static/site"
THEMES = (0, 1)  # by day, in the dark
LEAST = 3.0  # WCAG 2.2, 1.4.11: what is needed to understand a picture
DAY_S = 86_400


def _colors(theme: int) -> dict[str, str]:
    """The custom properties of the style sheets: by day, or with those of the dark theme over them."""
    found: dict[str, str] = {}
    for name in ("site.css", "map.css"):
        roots = re.findall(r":root \{(.*?)\}", (STYLES / name).read_text("utf-8"), re.DOTALL)
        for root in roots[: theme + 1]:
            found |= dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", root))
    return found


def _luminance(color: str) -> float:
    """Relative luminance by WCAG 2.2."""
    shares = [int(color[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_shows_the_shaded_limb_once_and_uses_it(new: Client, view: str) -> None:
    page = new.get(f"/map/{view}/left/").content.decode()
    assert SHADING.findall(page) == [(view, "slate")]
    assert page.count(f'<use href="#drawn-{view}-slate"/>') == 1
    assert page.count(f'id="drawn-{view}-slate"') == 1


def test_the_overview_holds_each_shading_once_for_both_sides(new: Client) -> None:
    page = new.get("/map/").content.decode()
    assert sorted(SHADING.findall(page)) == sorted((view, "slate") for view in VIEWS)
    assert all(page.count(f'<use href="#drawn-{view}-slate"/>') == 2 for view in VIEWS)


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("address", ["/map/", "/map/palm/right/", "/map/days/"])
def test_the_map_is_in_the_palette_that_was_chosen(
    new: Client, time_machine: TimeMachineFixture, address: str, palette: str
) -> None:
    Person.objects.update(palette=palette)
    mark(new, "left-ball")
    time_machine.move_to(NOW.timestamp() + DAY_S)
    mark(new, "left-heel", **felt("pain", 3))
    page = new.get(address).content.decode()
    assert {name for _, name in SHADING.findall(page)} == {palette}
    assert palette_colors()[palette]["line"] in page


def test_marks_lie_on_the_limb_and_not_under_it(new: Client) -> None:
    mark(new, "left-ball")
    for address in ("/map/", "/map/sole/left/"):
        page = new.get(address).content.decode()
        assert page.index('<use href="#drawn-sole-slate"/>') < page.index('class="felt"')


def test_a_page_of_the_map_without_a_picture_fetches_no_shading(new: Client) -> None:
    for address in ("/map/list/", "/map/at/left-ball/", "/map/days/"):
        assert SHADING.findall(new.get(address).content.decode()) == []


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_pattern_stands_out_from_its_own_ground(theme: int, kind: str) -> None:
    """Contrast is that of luminance, so it holds on gray paper too."""
    colors = _colors(theme)
    assert _contrast(colors[kind], colors[f"{kind}-ink"]) >= LEAST


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("tone", ["shadow", "middle", "light"])
def test_the_border_of_a_mark_is_seen_on_every_tone_of_every_skin(theme: int, palette: str, tone: str) -> None:
    """The border is a line on a wider one: wherever it lies, one of the two is far from what is beside it."""
    colors, skin = _colors(theme), palette_colors()[palette][tone]
    assert max(_contrast(colors["text"], skin), _contrast(colors["card"], skin)) >= LEAST
    assert _contrast(colors["text"], colors["card"]) >= LEAST


@pytest.mark.parametrize("palette", PALETTES)
def test_the_border_of_a_zone_is_a_dark_line_on_a_light_one(palette: str) -> None:
    colors = palette_colors()[palette]
    assert _contrast(colors["line"], colors["light"]) >= LEAST
