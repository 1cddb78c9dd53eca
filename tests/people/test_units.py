"""The tree of units."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from lms.core.models import Revision
from lms.people import queries
from lms.people.actions.units import MAX_DEPTH, NewUnit, create_unit, move_unit, plant_units
from lms.people.models import OrgUnit

pytestmark = pytest.mark.django_db


def codes(units) -> list[str]:
    return [unit.code for unit in units]


@pytest.fixture
def tree(today):
    root = create_unit(code="R", name="工委", kind="工委")
    left = create_unit(code="L", name="左", kind="党组", parent=root)
    right = create_unit(code="Q", name="右", kind="党组", parent=root)
    branch = create_unit(code="B", name="支部", kind="党支部", parent=left)
    group = create_unit(code="G", name="小组", kind="党小组", parent=branch)
    return root, left, right, branch, group


def test_a_unit_lies_below_its_parent(tree, logged):
    root, left, _right, branch, group = tree
    assert codes(queries.subtree(left)) == ["L", "B", "G"]
    assert codes(queries.ancestors(group)) == ["R", "L", "B"]
    assert (root.depth, left.depth, branch.depth, group.depth) == (0, 1, 2, 3)
    assert len(group.path) == 4 * OrgUnit.STEP
    assert logged(group) == ["lms_people.unit_create"]


def test_a_taken_code_is_refused(tree):
    with pytest.raises(ValidationError):
        create_unit(code="B", name="又一个", kind="党支部")


def test_a_moved_unit_takes_everything_below_with_it(tree, told, logged, today):
    _root, left, right, branch, group = tree
    before = queries.unit_paths_on(today)
    token = Revision.tokens()
    move_unit(unit=branch, parent=right, on=dt.date(2026, 11, 1))
    assert codes(queries.subtree(left)) == ["L"]
    assert codes(queries.subtree(right)) == ["Q", "B", "G"]
    group.refresh_from_db()
    assert group.path.startswith(branch.path)
    assert (branch.depth, group.depth) == (2, 3)
    assert told == [None]
    assert Revision.tokens() != token
    assert logged(branch)[-1] == "lms_people.unit_move"
    assert queries.unit_paths_on(dt.date(2026, 10, 31)) == before
    assert queries.unit_paths_on(dt.date(2026, 11, 1))[group.pk] == group.path


def test_moved_to_the_root_and_back(tree):
    _root, left, _right, branch, group = tree
    path = OrgUnit.objects.get(pk=group.pk).path
    move_unit(unit=branch, parent=None)
    assert branch.depth == 0
    assert codes(queries.ancestors(OrgUnit.objects.get(pk=group.pk))) == ["B"]
    move_unit(unit=branch, parent=left)
    group.refresh_from_db()
    assert group.path == path


def test_a_move_costs_the_same_however_much_lies_below(tree, count_queries):
    _root, left, right, branch, _group = tree
    few = len(count_queries(lambda: move_unit(unit=branch, parent=right)))
    plant_units([NewUnit(f"X{n}", f"组{n}", "党小组", "B") for n in range(50)])
    branch.refresh_from_db()
    assert len(count_queries(lambda: move_unit(unit=branch, parent=left))) <= few


@pytest.mark.parametrize("below", [0, 1])
def test_a_circle_is_refused(tree, below):
    _root, _left, _right, branch, group = tree
    with pytest.raises(ValidationError, match="不能把“支部”移到它自己或它的下级"):
        move_unit(unit=branch, parent=(branch, group)[below])
    branch.refresh_from_db()
    assert branch.parent.code == "L"


def test_a_move_in_the_future_is_refused(tree):
    with pytest.raises(ValidationError, match="不能晚于今天"):
        move_unit(unit=tree[3], parent=tree[2], on=dt.date(2026, 11, 22))


def test_a_move_to_the_same_parent_is_none(tree, told):
    move_unit(unit=tree[3], parent=tree[1])
    assert told == []


def test_a_tree_that_is_too_deep_is_refused(today):
    parent = None
    for number in range(MAX_DEPTH):
        parent = create_unit(code=f"D{number}", name="层", kind="党组", parent=parent)
    with pytest.raises(ValidationError, match="层级过深"):
        create_unit(code="TOO", name="层", kind="党组", parent=parent)


def test_planting_in_any_order(tree):
    rows = [
        NewUnit("N3", "三", "党小组", "N2"),
        NewUnit("N2", "二", "党支部", "N1", {"site": "东片区"}),
        NewUnit("N1", "一", "党组", "R"),
    ]
    created = plant_units([*rows, NewUnit("B", "改名", "党支部", "Q")])
    assert set(created) == {"N1", "N2", "N3"}
    assert codes(queries.ancestors(OrgUnit.objects.get(code="N3"))) == ["R", "N1", "N2"]
    assert OrgUnit.objects.get(code="N2").site == "东片区"
    assert OrgUnit.objects.get(code="B").name == "支部"
    assert plant_units(rows) == {}


def test_planting_thousands_takes_few_queries(today, count_queries):
    rows = [NewUnit("R", "根", "工委"), *(NewUnit(f"N{n}", f"支部{n}", "党支部", "R") for n in range(3000))]
    statements = count_queries(lambda: plant_units(rows))
    assert len(statements) < 60
    assert queries.subtree(OrgUnit.objects.get(code="R")).count() == 3001


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([NewUnit("N1", "一", "党组", "N2"), NewUnit("N2", "二", "党组", "N1")], "成环"),
        ([NewUnit("N1", "一", "党组", "N1")], "成环"),
        ([NewUnit("N1", "一", "党组", "NO")], "上级组织 NO 不存在"),
    ],
)
def test_planting_refuses_what_is_no_tree(rows, message):
    with pytest.raises(ValidationError, match=message):
        plant_units(rows)
    assert not OrgUnit.objects.exists()


def test_branches_without_a_contact(world):
    world.branch.training_contact = world.learner
    world.branch.save(update_fields=["training_contact"])
    assert codes(queries.units_without_contact()) == ["U2-B1"]
