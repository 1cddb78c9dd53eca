"""A roster without post codes: each distinct title is asked once, with its head-count, and remembered for the scope."""

from __future__ import annotations

from typing import Any

import pytest

from lms.core.sheets.importer import Run, import_folder
from lms.people.actions.grants import give_grant
from lms.people.models import KnownTitle, Member, MemberTitle, OrgUnit, Post, PostHolding
from lms.people.roles import Role

from .conftest import Folder

pytestmark = pytest.mark.django_db

ONE, TWO = "甲局机关第一党支部", "甲局机关第二党支部"
HEAD = ["学员编号", "姓名", "所在党支部", "行政职务", "党内职务"]
ROWS = [
    ["S1", "张三", ONE, "局长", "党组书记"],
    ["S2", "李四", ONE, "科长兼档案员", ""],
    ["S3", "王五", ONE, "科长", "组织委员"],
    ["S4", "赵六", TWO, "科 长（兼）", "党员"],
    ["S5", "钱七", TWO, "退休干部", "无"],
]


@pytest.fixture
def bare(small: Folder) -> Folder:
    """Posts and units are there, nobody else."""
    (small.path / "roster.csv").unlink()
    small.load()
    for name in ("competencies", "posts", "org_units", "post_requirements", "lessons"):
        (small.path / f"{name}.csv").unlink()
    small.csv("roster", [HEAD, *ROWS])
    return small


def run(folder: Folder, answers: dict[str, Any] | None = None, by: Any = None, **more: Any) -> Run:
    return import_folder(folder.path, by=by, answers=answers if answers is not None else {}, **more)


def asked(found: Run) -> dict[str, int]:
    return {question.value: question.count for question in found.asked.open.values()}


def held(code: str) -> set[tuple[str, bool]]:
    rows = PostHolding.objects.filter(member__code=code, end__isnull=True)
    return set(rows.values_list("post__code", "is_main"))


ANSWERS = {"title:科长": ["P2"], "title:党组书记": [], "title:档案员": ["P1"], "title:组织委员": ["P2"]}


def test_each_title_is_asked_once_and_written_in_one_go(bare: Folder) -> None:
    first = run(bare)
    assert asked(first) == {"党组书记": 1, "科长": 3, "档案员": 1, "组织委员": 1}  # 局长 is the name of a post
    assert Member.objects.count() == 0
    assert not first.problems.errors
    done = run(bare, ANSWERS)
    assert not done.asked.open and not done.problems.errors
    assert held("S1") == {("P1", True)}
    assert held("S2") == {("P2", True), ("P1", False)}
    assert held("S3") == held("S4") == {("P2", True)}
    assert held("S5") == set() and Member.objects.get(code="S5").retired
    assert Member.objects.get(code="S1").tier.code == "LEAD"


def test_the_next_roster_asks_nothing_and_changes_nothing(bare: Folder) -> None:
    run(bare, ANSWERS)
    assert set(KnownTitle.objects.values_list("title", "scope")) == {(t.split(":")[1], None) for t in ANSWERS}
    again = run(bare)
    assert not again.asked.open
    assert not again.has_changes
    bare.csv("roster", [HEAD, ["S9", "孙八", TWO, "科长", "党组书记"]])
    assert not run(bare).asked.open
    assert held("S9") == {("P2", True)}


def test_nothing_is_remembered_of_a_look(bare: Folder) -> None:
    run(bare, ANSWERS, dry_run=True)
    assert KnownTitle.objects.count() == MemberTitle.objects.count() == Member.objects.count() == 0


def test_a_stated_post_wins_over_titles(bare: Folder) -> None:
    bare.csv("roster", [[*HEAD, "岗位编码"], [*ROWS[1], "P1"], [*ROWS[2], ""]])
    found = run(bare)
    assert asked(found) == {"科长": 1, "组织委员": 1}
    run(bare, ANSWERS)
    assert held("S2") == {("P1", True)}
    assert held("S3") == {("P2", True)}
    bare.csv("roster", [[*HEAD, "岗位编码"], [*ROWS[1], ""]])
    assert not run(bare).asked.open  # an empty cell changes nothing on a member who is there
    assert held("S2") == {("P1", True)}


def test_another_title_brings_its_post_and_ends_the_old_one(bare: Folder) -> None:
    run(bare, ANSWERS)
    bare.csv("roster", [HEAD, ["S3", "王五", ONE, "局长", "组织委员"], ["S2", "李四", ONE, "科长", ""]])
    run(bare)
    assert held("S3") == {("P1", True), ("P2", False)}
    assert held("S2") == {("P2", True)}


def test_what_was_set_by_hand_stays_while_the_title_stays(bare: Folder) -> None:
    from lms.people.actions.members import change_posts

    run(bare, ANSWERS)
    change_posts(member=Member.objects.get(code="S3"), posts=[(Post.objects.get(code="P1"), True)])
    assert not run(bare).has_changes
    assert held("S3") == {("P1", True)}


def test_the_command_line_goes_on_without_the_post(bare: Folder) -> None:
    out, _errors = bare.load()
    assert "职务“科长”（3 人）还没有对应岗位，暂不登记岗位" in out
    assert held("S3") == set()
    run(bare, ANSWERS)
    assert held("S3") == {("P2", True)}


def test_the_nearest_scope_wins(bare: Folder, django_user_model: Any) -> None:
    run(bare, ANSWERS)
    branch = OrgUnit.objects.get(code="U1")
    KnownTitle.objects.create(scope=branch, key="科长", title="科长").posts.set([Post.objects.get(code="P1")])
    bare.csv("roster", [HEAD, ["S8", "周九", ONE, "科长", ""], ["S9", "孙八", TWO, "科长", ""]])
    assert not run(bare).asked.open
    assert (held("S8"), held("S9")) == ({("P1", True)}, {("P2", True)})


def test_an_answer_holds_for_those_who_gave_it(bare: Folder, django_user_model: Any) -> None:
    user = django_user_model.objects.create_user("branch")
    give_grant(user=user, role=Role.BRANCH, unit=OrgUnit.objects.get(code="U2"))
    bare.csv("roster", [HEAD, *ROWS[3:]])
    run(bare, {"title:科长": ["P1"]}, by=user)
    assert list(KnownTitle.objects.values_list("title", "scope__code")) == [("科长", "U2")]
    bare.csv("roster", [HEAD, *ROWS[:3]])
    assert "科长" in asked(run(bare))


def test_no_name_and_no_number_of_a_person_is_kept(bare: Folder) -> None:
    bare.csv("roster", [HEAD, ["S1", "张三", ONE, "张三（科长）13800001111", ""]])
    found = run(bare, {"title:科长": ["P2"]})
    assert not found.asked.open
    assert list(KnownTitle.objects.values_list("title", "key")) == [("科长", "科长")]
    assert list(MemberTitle.objects.values_list("title", flat=True)) == ["科长"]


def test_words_of_a_posts_note_are_suggested(bare: Folder) -> None:
    Post.objects.filter(code="P2").update(note="党组成员、科长（主任科员）")
    found = run(bare)
    question = found.asked.open["title:科长"]
    assert question.suggestion == ("P2",)
    assert question.near[0] == "P2"
    assert question.samples == ("李四", "王五", "赵六")
    assert found.asked.open["title:档案员"].suggestion is None


def test_a_held_post_that_is_not_open_to_the_category_is_told(bare: Folder) -> None:
    bare.csv("roster", [[*HEAD, "人员类别"], [*ROWS[2], "群众"]])
    found = run(bare, ANSWERS)
    assert any("王五的人员类别与岗位 P2 不符" in str(problem) for problem in found.problems.notices)


def test_a_tier_that_follows_from_a_new_title_is_noted(bare: Folder) -> None:
    """A1: whoever is promoted moves up at the next roster, and this stands in the file."""
    run(bare, ANSWERS)
    member = Member.objects.get(code="S4")
    assert member.tier.code == "GEN" and not member.events.exists()
    bare.csv("roster", [HEAD, ["S4", "赵六", TWO, "局长", ""]])
    run(bare)
    member.refresh_from_db()
    assert member.tier.code == "LEAD"
    assert {event.kind: event.data for event in member.events.all()} == {
        "post": {"posts": ["P1"]}, "tier": {"from": "GEN", "to": "LEAD"},
    }  # fmt: skip
