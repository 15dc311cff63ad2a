"""The picture is the table: arrow for arrow, and the list says the same."""

import re

import pytest
from django.test import Client

from portal.casework.models import ItemLevel, ServiceItem
from portal.casework.steps import STEPS, State, Step
from portal.content import flow

ARROW = re.compile(r'data-step="(\w*)" data-from="(\w*)" data-to="(\w*)" d="([^"]*)"')


def drawn(svg: str) -> set[tuple[str, str, str]]:
    return {found[:3] for found in ARROW.findall(svg)}


def test_the_picture_has_the_arrows_of_the_table_and_no_other():
    table = {(str(step), start, move.to) for step, move in STEPS.items() for start in move.froms}
    assert drawn(flow.draw(flow.arrows(), "x")) == table
    assert len(flow.as_list(flow.arrows())) == len(table)


def test_every_arrow_ends_at_the_state_it_names():
    """Read back from the geometry: the last height of each line lies within the state's box."""
    made = flow.plan(flow.arrows())
    for _step, start, end, path in ARROW.findall(flow.draw(flow.arrows(), "x")):
        begin = int(re.match(r"M\d+ (\d+)", path)[1])
        arrive = int(re.search(r"V(\d+)", path)[1])
        assert made.top[start] <= begin <= made.top[start] + made.height[start]
        assert made.top[end] - 1 <= arrive <= made.top[end] + made.height[end]


def test_lanes_that_meet_do_not_share_a_place():
    made = flow.plan(flow.arrows())
    rank = {state: place for place, state in enumerate(made.states)}
    for one in made.lanes:
        for other in made.lanes:
            if one is not other and (one.left, one.place) == (other.left, other.place):
                (a, b), (c, d) = flow._span(one, rank), flow._span(other, rank)
                assert b < c or d < a, (one, other)


@pytest.mark.parametrize(
    ("path", "grants", "refusals"),
    [
        ([], {"submitted", "accepted"}, {"accepted"}),
        (["review"], {"submitted", "reviewed"}, {"reviewed"}),
        (["review", "publicise"], {"submitted", "publicised"}, {"reviewed", "publicised"}),
        (["review", "recheck", "publicise"], {"submitted", "publicised"}, {"rechecked", "publicised"}),
    ],
)
def test_an_items_path_decides_only_at_its_end(path: list[str], grants: set[str], refusals: set[str]):
    moves = flow.arrows_of(path)
    assert {move.start for move in moves if move.step == Step.GRANT} == grants
    assert {move.start for move in moves if move.step == Step.REFUSE} == refusals
    states = {move.end for move in moves}
    for step, state in flow.CHOSEN.items():
        assert (state in states) is (step in path)
    assert State.WITHDRAWN in states


@pytest.mark.django_db
def test_the_pages_show_picture_and_words():
    html = Client().get("/flow/").content.decode()
    assert html.count("data-step=") == len(flow.arrows())
    item = ServiceItem.objects.get(pk="unemployment-registration")
    html = Client().get(f"/services/{item.pk}/flow/").content.decode()
    assert drawn(html) == {(m.step, m.start, m.end) for m in flow.arrows_of(item.path)}
    assert Client().get("/services/nothing/flow/").status_code == 404


@pytest.mark.django_db
def test_the_matrix_says_what_each_level_may_do(django_assert_max_num_queries):
    ItemLevel.objects.update_or_create(
        item_id="career-guidance", level=5, defaults={"take": True, "assist": True, "advise": True}
    )
    with django_assert_max_num_queries(4):
        html = Client().get("/services/matrix/").content.decode()
    row = html.split("/services/career-guidance/")[1].split("</tr>")[0]
    assert "咨询、代办、受理" in row
