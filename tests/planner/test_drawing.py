"""The drawing: geometry that holds for every plan, and SVG that shows names as text."""

from __future__ import annotations

import time
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.channel_kinds import CHANNEL_KINDS
from models.plan import Plan, make_plan
from planner.action_symbols import ACTIONS, BY_KIND
from planner.drawing.choice import LANES, MapFilter
from planner.drawing.figures import map_figures
from planner.drawing.icons import ACTION_ICONS, CHANNEL_ICONS, paths
from planner.drawing.journey import Sheet, draw_journey
from planner.drawing.palette import DARK, LIGHT, PALETTES, contrast, resolve
from planner.drawing.path import relative
from planner.drawing.shapes import Drawing, Group, Icon, Item, Text, every
from planner.drawing.svg import to_svg
from planner.drawing.text import clean, text_width, wrap
from planner.drawing.views import VIEWS
from tests.planner.drawings import EXAMPLES, TEMPLATES, assert_sound, example, large_outcome, texts, wide_plan
from tests.plans import small_values

ALL_LANES = tuple(LANES)
HOSTILE = "<script>alert('x')</script> & \"q\" **b** =1+1 \u202eevil \u200b zero\x00\x1b width العربية 🎉"


def journey(plan: Plan, width: float = 1284, lanes: tuple[str, ...] = ALL_LANES) -> Drawing:
    figures = map_figures(plan, large_outcome(plan))
    return draw_journey(plan, figures, MapFilter(), Sheet(width, lanes, titled=True))


@pytest.mark.parametrize("path", [*EXAMPLES, *TEMPLATES], ids=lambda path: f"{path.parent.name}-{path.stem}")
@pytest.mark.parametrize("view", VIEWS)
def test_examples_and_templates_are_drawn_without_overflow_or_overlap(path: Path, view: str) -> None:
    plan = example(path)
    draw = VIEWS[view][1]
    for segment in ("", plan.segments[0].id):
        figures = map_figures(plan, large_outcome(plan), segment)
        assert_sound(draw(plan, figures, MapFilter(segment), Sheet(lanes=ALL_LANES, titled=True)))
    assert_sound(draw(plan, map_figures(plan, None), MapFilter(), Sheet()))


@pytest.mark.parametrize("view", VIEWS)
def test_twelve_steps_and_forty_touchpoints_with_long_names_stay_legible(view: str) -> None:
    plan = wide_plan()
    figures = map_figures(plan, large_outcome(plan))
    drawing = VIEWS[view][1](plan, figures, MapFilter(), Sheet(lanes=ALL_LANES, titled=True))
    assert_sound(drawing)
    assert min(text.letters.size for text in texts(drawing)) >= 11
    words = "".join("".join(text.lines) for text in texts(drawing)).replace(" ", "")
    for line in plan.touchpoints:
        assert line.name.replace(" ", "") in words, "a name is cut"


def test_a_wide_map_is_drawn_quickly() -> None:
    """The limit is far above what it takes; it catches only a change of order."""
    plan = wide_plan()
    figures = map_figures(plan, large_outcome(plan))
    began = time.process_time()
    to_svg(draw_journey(plan, figures, MapFilter(), Sheet()), "light")
    assert time.process_time() - began < 5


def test_hostile_names_are_text_in_the_svg() -> None:
    values = small_values()
    for collection in ("stages", "steps", "channels", "touchpoints", "segments"):
        for number, record in enumerate(values[collection]):
            record["name"] = f"{number} {HOSTILE}"
    values["name"] = HOSTILE
    plan = make_plan(values)
    drawing = journey(plan)
    assert_sound(drawing)
    for for_file in (False, True):
        tree = ElementTree.fromstring(to_svg(drawing, "dark", for_file=for_file))
        names = {element.tag.rpartition("}")[2] for element in tree.iter()}
        assert "script" not in names
        assert not any(name.startswith("on") for element in tree.iter() for name in element.attrib)
        shown = "".join("".join(element.itertext()) for element in tree.iter())
        assert "alert('x')" in shown.replace(" ", "").replace("\n", "")


def test_five_thousand_characters_are_wrapped_and_never_cut() -> None:
    values = small_values()
    values["steps"][0]["name"] = "x" * 2_500 + " " + "Ы" * 2_499
    drawing = journey(make_plan(values))
    assert_sound(drawing)
    assert sum(line.count("Ы") for text in texts(drawing) for line in text.lines) == 2_499


def test_an_empty_plan_is_drawn() -> None:
    values = small_values() | {
        "stages": [], "steps": [], "links": [], "pools": [], "channels": [], "touchpoints": [], "messages": [],
        "goals": [], "scripts": [], "campaigns": [], "creative_rules": [],
    }  # fmt: skip
    assert_sound(journey(make_plan(values)))


def test_every_thing_of_the_map_can_be_picked() -> None:
    plan = example(EXAMPLES[0])
    drawing = journey(plan)
    targets = {item.target for item in _groups(drawing.items)}
    for collection in ("stages", "steps", "links", "touchpoints"):
        for record in getattr(plan, collection):
            assert f"{collection}/{record.id}" in targets


def test_branches_carry_people() -> None:
    """A link that skips a step runs on a track of its own, with share and people written on it."""
    plan = wide_plan()
    drawing = journey(plan)
    branch = next(item for item in _groups(drawing.items) if item.target == "links/k0")
    words = " ".join(line for text in every(branch.items) if hasattr(text, "lines") for line in text.lines)
    assert "20%" in words
    assert "people" in words


def test_a_filter_hides_other_channels() -> None:
    plan = wide_plan()
    shown = MapFilter(channel_ids=frozenset({"c1"}))
    drawing = draw_journey(plan, map_figures(plan, None), shown, Sheet())
    targets = {item.target for item in _groups(drawing.items) if item.target.startswith("touchpoints/")}
    assert targets == {f"touchpoints/{line.id}" for line in plan.touchpoints if line.channel_id == "c1"}


@given(st.text(max_size=300), st.floats(20, 400), st.sampled_from([11.0, 13.0, 20.0]), st.booleans())
def test_wrapped_lines_fit_and_hold_every_letter(text: str, width: float, size: float, bold: bool) -> None:
    lines = wrap(text, width, size, bold)
    letters = "".join(clean(text).split())
    assert "".join("".join(lines).split()) == letters
    for line in lines:
        assert (
            text_width(line, size, bold) <= width
            or len(line.strip()) <= 1
            or text_width(line[:1], size, bold) > width / 2
        )


@pytest.mark.parametrize("theme", PALETTES)
def test_colours_can_be_read(theme: str) -> None:
    colours = PALETTES[theme]
    assert LIGHT.keys() == DARK.keys()
    for ink in ("ink", "muted", "accent", "loss", "now", "wanted"):
        assert contrast(colours[ink], colours["card"]) >= 4.5, ink
        assert contrast(colours[ink], colours["paper"]) >= 4.5, ink
    for stage in (name for name in colours if name.startswith("stage_")):
        assert contrast(colours["ink"], colours[stage]) >= 4.5
    for kind in CHANNEL_KINDS.values():
        ground = resolve(kind.colour, theme)
        assert contrast(ground, colours["card"]) >= 3
        assert contrast(resolve(f"over:{kind.colour}", theme), ground) >= 4, kind.code


def test_a_card_shows_what_the_customer_does_and_how_much_it_matters() -> None:
    values = small_values()
    values["touchpoints"][0] |= {"symbol": "call", "importance_to_customer": 5, "importance_to_us": 2}
    drawing = journey(make_plan(values))
    card = next(item for item in _groups(drawing.items) if item.target == "touchpoints/t_search")
    assert "does:call" in {item.name for item in every(card.items) if isinstance(item, Icon)}
    assert "Importance 5 of 5, to us 2" in _said(card)
    assert _said(*drawing.legend).count("calls") == 1


def test_the_goals_of_customer_and_business_stand_side_by_side_and_the_plans_own_is_there() -> None:
    values = small_values()
    values["stages"][0] |= {"customer_goal": "Find help", "business_goal": "Be found"}
    values["goals"] = [{"id": "g", "name": "More orders", "measure": "share_leaving", "target": 0.4}]
    drawing = journey(make_plan(values))
    customer, business = (
        next(text.room for text in texts(drawing) if text.lines == (words,))
        for words in ("Customer: Find help", "Business: Be found")
    )
    assert customer.y == business.y
    assert customer.right <= business.x
    goal = next(item for item in _groups(drawing.items) if item.target == "goals/g")
    assert "More orders ↑ 40%" in _said(goal)


def test_a_campaign_that_binds_a_whole_stage_is_named_once() -> None:
    values = small_values()
    values["campaigns"] = [
        {"id": "all", "name": "Winter", "touchpoint_ids": ["t_search", "t_social"]},
        {"id": "some", "name": "Only search", "touchpoint_ids": ["t_search"]},
    ]
    plan = make_plan(values)
    drawing = VIEWS["communication"][1](plan, map_figures(plan, None), MapFilter(), Sheet())
    assert_sound(drawing)
    targets = [item.target for item in _groups(drawing.items)]
    assert (targets.count("campaigns/all"), targets.count("campaigns/some")) == (1, 1)


def test_every_action_of_a_customer_has_a_symbol_and_every_kind_of_channel_an_action() -> None:
    assert set(ACTION_ICONS) == set(ACTIONS)
    assert len(set(ACTION_ICONS.values())) == len(ACTIONS)
    assert set(BY_KIND) == set(CHANNEL_KINDS)
    assert set(BY_KIND.values()) <= set(ACTIONS)
    assert all(len(code) <= 8 for code in ACTIONS)


def test_every_kind_of_channel_has_a_symbol_of_its_own() -> None:
    assert set(CHANNEL_ICONS) == set(CHANNEL_KINDS)
    assert len({paths(kind)[0] for kind in CHANNEL_KINDS}) == len(CHANNEL_KINDS)


def _said(*items: Item) -> str:
    """Every word of some things, on one line."""
    return " ".join(line for item in every(items) if isinstance(item, Text) for line in item.lines)


def _groups(items: tuple[object, ...]) -> list[Group]:
    found = []
    for item in items:
        if isinstance(item, Group):
            found += [item, *_groups(item.items)]
    return found


def test_a_path_told_step_by_step_is_the_same_path() -> None:
    assert relative("M7 2.5a4.5 4.5 0 1 0 0 9M10 10L14 14h-2V3H2zM1 1l2 2", 2.0) == (
        "m14 5a9 9 0 1 0 0 18m6 -3l8 8h-4v-22h-20zm-18 -18l4 4"
    )


def test_no_symbol_has_a_transform() -> None:
    """A browser keeps a layer's worth of bookkeeping for each: four hundred cards would take seconds."""
    assert "transform" not in to_svg(journey(wide_plan()), "light")
