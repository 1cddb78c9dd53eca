"""The matrix post × competency."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from lms.catalogue.models import Activity, Teaches
from lms.competencies.models import Competency
from lms.core import clock
from lms.people.models import Post, Tier
from lms.planning.queries import case_of
from lms.requirements.actions import LineData, replace_lines, set_for_post
from lms.requirements.grid import apply_cells
from lms.requirements.models import Line, RequirementSet, SetVersion

from .walking import body


def line(competency: int, level: int, **fields) -> LineData:
    return LineData("competency", competency_id=competency, level=level, **fields)


def test_cells_add_change_remove_and_leave_alone():
    hours = LineData("hours", target_id=1, hours=32)
    before = [line(1, 2, priority=1, due_within_months=6), line(2, 3), line(3, 1), hours]
    change = apply_cells(before, {1: 4, 2: None, 3: 1, 4: 3})
    assert (change.added, change.changed, change.removed) == (1, 1, 1)
    assert change.lines == [
        line(1, 4, priority=1, due_within_months=6), line(3, 1), hours, line(4, 3, priority=1, due_within_months=12),
    ]


def test_same_cells_change_nothing():
    before = [line(1, 2), line(2, 3)]
    assert apply_cells(before, {1: 2, 2: 3, 3: None}).any is False


@pytest.fixture
def matrix(estate):
    posts, competency = estate.world.posts, estate.shared["lms_competencies"]
    other = Competency.objects.create(code="C2", name="能力二", domain=competency.domain)
    for code in ("P01", "P02"):
        lines = [line(competency.pk, 2, priority=1, due_within_months=6)]
        replace_lines(requirement_set=set_for_post(posts[code]), lines=lines)
    return posts, competency, other


def shown(client, url: str) -> dict[str, str]:
    """The hidden fields of the form as it is shown."""
    context = client.get(url).context
    return {"seen": context["form"]["seen"].value(), "base": context["base"], "on": clock.today().isoformat()}


@pytest.mark.django_db
def test_one_save_changes_only_the_posts_that_changed(client, matrix, committee_admin):
    posts, first, second = matrix
    client.force_login(committee_admin)
    url, start = reverse("lms_matrix:index"), clock.today()
    cells = {
        f"cell-{posts['P01'].pk}-{first.pk}": "3", f"cell-{posts['P01'].pk}-{second.pk}": "1",
        f"cell-{posts['P02'].pk}-{first.pk}": "2", f"cell-{posts['P03'].pk}-{first.pk}": "",
    }
    answer = client.post(url, {**shown(client, url), **cells, "do": "save"}, follow=True)
    assert "1 个岗位已更新：新增 1 条，修改 1 条，删去 0 条。" in body(answer)
    old, new = SetVersion.objects.filter(requirement_set__code="post:P01").order_by("number")
    assert old.end == start - dt.timedelta(days=1) and new.start == start
    kept = Line.objects.get(version=new, competency=first)
    assert (kept.level, kept.priority, kept.due_within_months) == (3, 1, 6)
    assert SetVersion.objects.filter(requirement_set__code="post:P02").count() == 1
    assert not SetVersion.objects.filter(requirement_set__code="post:P03").exists()
    assert "committee_admin" in body(client.get(url)), "the head of the column says who changed it last"
    told = body(client.get(reverse("lms_matrix:history", args=[posts["P01"].pk])))
    assert "版本 2：committee_admin" in told and "2 → 3" in told and "新增，要求等级 1" in told


@pytest.mark.django_db
def test_what_it_costs_is_seen_before_it_is_saved(client, matrix, committee_admin):
    """李明 (M1) holds P02: one new rung; nothing is stored until 「保存」, and 「返回修改」 keeps what was typed."""
    posts, first, _second = matrix
    lesson = Activity.objects.create(code="K9", title="课", minutes=30, published=True)
    lesson.tiers.set(Tier.objects.all())
    Teaches.objects.create(activity=lesson, competency=first, level=3)
    client.force_login(committee_admin)
    url, name = reverse("lms_matrix:index"), f"cell-{posts['P02'].pk}-{first.pk}"
    data = {**shown(client, url), name: "3"}
    before = body(client.post(url, {**data, "do": "preview"}))
    assert "涉及 <strong>1</strong> 名学员" in before and "2 → 3" in before
    assert SetVersion.objects.filter(requirement_set__code="post:P02").count() == 1
    again = client.post(url, {**data, "do": "edit"})
    chosen = [cell["chosen"] for group in again.context["groups"] for row in group["rows"] for cell in row["cells"]
              if cell["name"] == name]
    assert chosen == ["3"]
    client.post(url, {**data, "do": "save"})
    assert Line.objects.filter(version__requirement_set__code="post:P02").latest("pk").level == 3


@pytest.mark.django_db
def test_what_somebody_else_saved_meanwhile_is_not_overwritten(client, matrix, committee_admin, superuser):
    """A colleague changed P01 meanwhile: nothing is overwritten, nothing typed is lost, and the reader is told who it was."""
    posts, first, second = matrix
    client.force_login(committee_admin)
    url = reverse("lms_matrix:index")
    data = shown(client, url)
    replace_lines(requirement_set=set_for_post(posts["P01"]), lines=[line(first.pk, 4)], on=clock.today(), by=superuser)
    mine = {f"cell-{posts['P01'].pk}-{first.pk}": "1", f"cell-{posts['P02'].pk}-{second.pk}": "2"}
    for do in ("preview", "save"):
        answer = client.post(url, {**data, **mine, "do": do})
        assert "打开期间有人改过" in body(answer) and "党支部书记（superuser）" in body(answer)
        cells = {c["name"]: c for g in answer.context["groups"] for r in g["rows"] for c in r["cells"]}
        assert [cells[name]["chosen"] for name in mine] == ["1", "2"]
        assert [cells[name]["clash"] for name in mine] == [True, False]
    assert Line.objects.filter(version__requirement_set__code="post:P01").latest("pk").level == 4
    other = {f"cell-{posts['P01'].pk}-{first.pk}": "2"}  # as it was shown: not the reader's change
    client.post(url, {**shown(client, url), "base": data["base"], **other, "do": "save"})
    assert Line.objects.filter(version__requirement_set__code="post:P01").latest("pk").level == 4


@pytest.mark.django_db
@pytest.mark.parametrize("bad", ["5", "x", "-1"])
def test_a_level_that_does_not_exist_changes_nothing(client, matrix, committee_admin, bad):
    posts, first, _second = matrix
    client.force_login(committee_admin)
    url = reverse("lms_matrix:index")
    data = {**shown(client, url), f"cell-{posts['P01'].pk}-{first.pk}": bad, "do": "save"}
    assert "等级只能是" in body(client.post(url, data))
    assert SetVersion.objects.filter(requirement_set__code="post:P01").count() == 1


@pytest.mark.django_db
def test_a_unit_adds_to_what_is_asked_from_above_and_takes_nothing_away(client, matrix, unit_admin, world):
    """The administrator of 甲单位 may ask more of P02, for the own unit only; the committee's level stays and is shown."""
    posts, first, second = matrix
    client.force_login(unit_admin)
    url = reverse("lms_matrix:index")
    assert "上级 2" in body(client.get(url))
    own, lower = f"cell-{posts['P02'].pk}-{second.pk}", f"cell-{posts['P02'].pk}-{first.pk}"
    assert "本单位只能定得更高" in body(client.post(url, {**shown(client, url), lower: "1", "do": "save"}))
    client.post(url, {**shown(client, url), own: "2", lower: "", "do": "save"})
    made = RequirementSet.objects.get(code="post:P02@U1")
    assert (made.source, made.owner_unit, list(made.units.all())) == ("unit:P02@U1", world.unit, [world.unit])
    assert Line.objects.get(version__requirement_set__code="post:P02").level == 2
    assert set(asked_of(world.learner)) == {(first.pk, 2), (second.pk, 2)}
    assert client.get(url, {"unit": world.other_unit.pk}).status_code == 404
    assert client.get(url, {"unit": world.root.pk}).status_code == 404


def asked_of(member) -> tuple[tuple[int, int], ...]:
    return case_of(member).demand.required


@pytest.mark.django_db
def test_neither_trainers_nor_branches(client, matrix, branch_admin, trainer):
    for user in (branch_admin, trainer):
        client.force_login(user)
        for response in (client.get(reverse("lms_matrix:index")), client.post(reverse("lms_matrix:index"), {})):
            assert response.status_code == 302
    assert Line.objects.filter(version__requirement_set__code="post:P01").get().level == 2


@pytest.mark.django_db
def test_as_many_queries_for_few_cells_as_for_many(client, matrix, committee_admin, assert_same_queries):
    _posts, first, _second = matrix
    client.force_login(committee_admin)
    url = reverse("lms_matrix:index")
    client.get(url)

    def more(count: int) -> None:
        for number in range(count):
            post = Post.objects.create(code=f"Q{count}{number}", name=f"岗位{number}")
            Competency.objects.create(code=f"D{count}{number}", name=f"能力{number}", domain=first.domain)
            replace_lines(requirement_set=set_for_post(post), lines=[line(first.pk, 3)], by=committee_admin)

    assert_same_queries(lambda: client.get(url), more, rows=6)


@pytest.mark.django_db
def test_who_widens_an_audience_sees_what_that_costs(client, matrix, committee_admin, world):
    """P02's set also asks P03 from now on: 王芳 gets 30 minutes more, which is said before it is saved."""
    posts, _first, second = matrix
    lesson = Activity.objects.create(code="K9", title="课", minutes=30, published=True)
    lesson.tiers.set(Tier.objects.all())
    Teaches.objects.create(activity=lesson, competency=second, level=1)
    replace_lines(requirement_set=set_for_post(posts["P02"]), lines=[line(second.pk, 1)])
    client.force_login(committee_admin)
    found = RequirementSet.objects.get(code="post:P02")
    url = reverse("lms_requirement_sets:edit", args=[found.pk])
    data = {"code": found.code, "name": found.name, "kind": found.kind, "source_code": "P02", "mode": "all"}
    data["posts"] = [posts["P02"].pk, posts["P03"].pk]
    asked = client.post(url, data)
    assert "1 人的计划变长" in body(asked) and "合计 +30 分钟" in body(asked)
    assert list(found.posts.all()) == [posts["P02"]]
    assert client.post(url, {**data, "confirmed": asked.context["form"]["confirmed"].value()}).status_code == 302
    assert set(found.posts.all()) == {posts["P02"], posts["P03"]}
