"""我的能力: where a level comes from, how it changed, what brings one further, and the picture with its table."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape

import pytest

from lms.competencies.models import Domain
from lms.core import clock
from lms.core.models import Revision
from lms.desk.queries import my_abilities
from lms.desk.wording import day as written

pytestmark = pytest.mark.django_db


def days_ago(days: int) -> dt.date:
    return clock.today() - dt.timedelta(days=days)


@pytest.fixture
def writing(desk):
    return desk.competency("DIG04", "公文写作", level3="能独立起草", refresh_months=24, evidence_type="quiz|observation")


def only(desk):
    [ability] = [each for domain in my_abilities(desk.learner).domains for each in domain.abilities]
    return ability


def words(client, user) -> str:
    client.force_login(user)
    page = client.get("/learn/abilities/").content.decode()
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", page.split("<main", 1)[1].split("</main>", 1)[0])))


class TestWhereItComesFrom:
    def test_by_whom(self, desk, writing, unit_admin, member_user):
        desk.ask(writing, 2)
        unit_admin.last_name, unit_admin.first_name = "王", "芳"
        unit_admin.save()
        desk.tell("assessed", "a", day=days_ago(9), by=unit_admin, competency_id=writing.pk, kind="supervisor", level=1)
        assert only(desk).evidence.replace("\u00a0", " ") == f"{written(days_ago(9))} · 上级评定 · 由王芳登记"

    def test_by_oneself(self, desk, writing, member_user):
        desk.ask(writing, 2)
        desk.tell("assessed", "a", by=member_user, competency_id=writing.pk, kind="self", level=1)
        assert only(desk).evidence.endswith("自评\u00a0· 本人填写")

    def test_from_a_sheet(self, desk, writing):
        desk.ask(writing, 2)
        desk.tell("assessed", "a", source="sheet:evidence", competency_id=writing.pk, kind="test", level=1)
        assert only(desk).evidence.endswith("测试\u00a0· 由表格导入")

    def test_from_a_lesson(self, desk, writing):
        desk.ask(writing, 2)
        lesson = desk.lesson("K1", "公文入门", 10, (writing, 1))
        desk.tell("passed", "p", activity_id=lesson.pk, success=True, score=90)
        assert "《公文入门》" in only(desk).evidence

    def test_every_change_the_latest_first_and_what_lapsed(self, desk, writing):
        desk.ask(writing, 2)
        desk.tell("assessed", "a", day=dt.date(2020, 3, 15), competency_id=writing.pk, kind="self", level=1)
        desk.tell("assessed", "b", day=days_ago(20), competency_id=writing.pk, kind="test", level=2)
        lines = [line.replace("\u00a0", " ") for line in only(desk).history]
        assert lines == [
            f"{written(days_ago(20))}：“会做” · 测试",
            f"{written(dt.date(2022, 3, 15))}：已到期",
            f"{written(dt.date(2020, 3, 15))}：“知道” · 自评",
        ]


class TestWhatBringsMeFurther:
    def test_the_planned_lessons(self, desk, writing):
        desk.ask(writing, 3)
        desk.tell("assessed", "a", competency_id=writing.pk, kind="test", level=1)
        for level in (2, 3):
            desk.lesson(f"K{level}", f"公文{level}", 10, (writing, level))
        way = only(desk).way
        assert [each.title for each in way.lessons] == ["公文2", "公文3"]
        assert way.lessons[0].url.startswith("/learn/lessons/")
        assert not way.awaited and not way.unsupplied

    def test_no_lesson(self, desk, writing, client, member_user):
        desk.ask(writing, 3)
        desk.tell("assessed", "a", competency_id=writing.pk, kind="test", level=2)
        assert only(desk).way.unsupplied == "“熟练”还没有课程"
        assert "缺课程（已告知教员）" in words(client, member_user)

    def test_learned_and_awaiting_a_look_by_whom_and_at_what(self, desk, writing, client, member_user, world):
        desk.ask(writing, 3)
        desk.tell("assessed", "a", competency_id=writing.pk, kind="test", level=2)
        lesson = desk.lesson("K3", "公文提高", 10, (writing, 3))
        desk.tell("completed", "c", activity_id=lesson.pk, success=True)
        assert only(desk).way.awaited == "看是否达到“熟练”：能独立起草"
        page = words(client, member_user)
        assert "待确认 看是否达到“熟练”：能独立起草" in page and "上级确认" in page

    def test_what_was_claimed_above_the_limit(self, desk, writing, client, member_user):
        desk.ask(writing, 3)
        client.force_login(member_user)
        client.post("/learn/check/", {"competency": writing.pk, "level": 3})
        way = only(desk).way
        assert way.claimed == "您自评“熟练”，先按“会做”算"
        assert way.awaited == "看是否达到“熟练”：能独立起草"

    def test_the_self_check_where_nothing_is_known(self, desk, writing, client, member_user):
        desk.ask(writing, 3)
        client.force_login(member_user)
        page = client.get("/learn/abilities/").content.decode()
        assert f'href="/learn/check/?competency={writing.pk}"' in page
        assert 'href="/learn/check/"' in page

    def test_ones_own_word_is_not_offered_where_it_changes_nothing(self, desk, writing, client, member_user):
        desk.ask(writing, 3)
        desk.tell("assessed", "a", competency_id=writing.pk, kind="test", level=2)
        client.force_login(member_user)
        page = client.get("/learn/abilities/").content.decode()
        assert "/learn/check/?competency" not in page
        assert f"/learn/correction/?competency={writing.pk}&amp;kind=level" in page


class TestThePicture:
    def test_every_domain_also_with_nothing_reached_or_asked(self, desk, writing, client, member_user):
        law = Domain.objects.create(framework=desk.domain.framework, code="LAW", name="法治", sort_order=1)
        other = Domain.objects.create(framework=desk.domain.framework, code="SVC", name="服务", sort_order=2)
        rules, polite = desk.competency("LAW1", "条例"), desk.competency("SVC1", "接待")
        for competency, domain in ((rules, law), (polite, other)):
            competency.domain = domain
            competency.save()
        Revision.bump("competencies")
        desk.ask(writing, 1)
        desk.ask(rules, 2)
        desk.tell("assessed", "a", competency_id=writing.pk, kind="test", level=1)
        desk.tell("assessed", "b", competency_id=rules.pk, kind="test", level=1)
        sums = my_abilities(desk.learner).sums
        said = [(each.name, each.asked, each.reached, each.to_raise, each.not_assessed) for each in sums]
        assert said == [("数字与公文能力", 1, 1, 0, 0), ("法治", 1, 0, 1, 0), ("服务", 0, 0, 0, 0)]
        page = words(client, member_user)
        assert "法治 0 / 1" in page and "服务 岗位没有要求 —" in page
        assert re.search(r"领域 要求 已达到 待提升 未评估 数字与公文能力 1 1 0 0 法治 1 0 1 0", page)

    def test_how_many_at_the_third_level_asked_for_or_not(self, desk, writing):
        more = desk.competency("DIG05", "数据处理")
        old = desk.competency("DIG06", "旧系统", refresh_months=12)
        desk.ask(writing, 2)
        for at, (competency, day) in enumerate(((writing, 5), (more, 5), (old, 900))):
            desk.tell("assessed", f"a{at}", day=days_ago(day), competency_id=competency.pk, kind="test", level=3)
        page = my_abilities(desk.learner)
        assert page.high == 2
        assert [(each.name, each.word) for each in page.others] == [("数据处理", "熟练")]


def test_as_many_queries_for_fifty_competencies_as_for_five(desk, many_lessons, assert_same_queries, superuser, member_user):
    """With assessments that somebody entered, so that names are asked for as well."""

    def ask():
        return my_abilities(desk.learner)

    def add(count: int) -> None:
        many_lessons(count)
        more = desk.competency(f"Q{count}", "别的", evidence_type="quiz")
        desk.tell("assessed", f"q{count}", by=superuser, competency_id=more.pk, kind="test", level=1)
        ask()

    assert assert_same_queries(ask, add) <= 16
