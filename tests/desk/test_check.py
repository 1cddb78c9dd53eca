"""摸底 and 我已会, through the pages: what is asked, what is written, what it changes."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape

import pytest
from django.urls import reverse

from lms.core import clock
from lms.desk.check import open_questions
from lms.desk.queries import my_learning
from lms.people.models import Leave
from lms.planning.models import MemberPlan
from lms.planning.queries import case_of, picture_of
from lms.records.models import Record
from lms.records.queries import levels_on

pytestmark = pytest.mark.django_db

CHECK, DONE = "/learn/check/", "/learn/check/done/"


@pytest.fixture
def member(client, desk, member_user):
    """The learner with the pages open before him."""

    class Pages:
        user = member_user

        def get(self, url=CHECK, **asked):
            return self.words(client.get(url, asked, follow=True))

        def answer(self, competency, level, url=CHECK):
            response = client.post(url, {"competency": getattr(competency, "pk", competency), "level": level}, follow=True)
            return self.words(response)

        def words(self, response):
            assert response.status_code == 200
            main = response.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
            self.address = response.redirect_chain[-1][0] if response.redirect_chain else response.request["PATH_INFO"]
            self.html = main
            return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", main)))

        def heading(self):
            return re.sub(r"<[^>]*>", "", re.search(r"<h1>(.*?)</h1>", self.html, re.S)[1])

    client.force_login(member_user)
    return Pages()


@pytest.fixture
def three(desk):
    """Three competencies: one 应备, one 必备, one known by a formal assessment."""
    writing, safety = desk.competency("DIG04", "公文写作", level1="能说出格式"), desk.competency("DIG01", "应急处置")
    known = desk.competency("DIG00", "保密常识")
    desk.tell("assessed", "s", competency_id=known.pk, kind="supervisor", level=2)
    desk.ask(writing, 3, priority=1)
    desk.ask(safety, 2, priority=2)
    desk.ask(known, 2, priority=1)
    return writing, safety, known


def level(desk, competency):
    found = levels_on([desk.learner.pk], clock.today())[desk.learner.pk].get(competency.pk)
    return (found.level, found.basis) if found else (0, "none")


class TestWhatIsAsked:
    def test_only_what_was_never_assessed_the_essential_first(self, desk, three):
        writing, safety, _ = three
        found = open_questions(case_of(desk.learner))
        assert [(each.competency, each.required, each.priority) for each in found] == [(writing.pk, 3, 1), (safety.pk, 2, 2)]

    def test_one_competency_a_screen_with_its_sentences_and_who_asks(self, member, three):
        page = member.get()
        assert member.heading() == "公文写作"
        said = "第 1 项，共 2 项", "数字与公文能力", "必备", "组织委员要求“熟练”", "还不了解", "能说出格式", "能做公文写作"
        assert [text for text in said if text not in page] == []
        assert len(re.findall(r'<button class="answer[^>]*type="submit" name="level"', member.html)) == 5

    def test_at_most_twelve_a_sitting(self, member, bulk_lessons):
        bulk_lessons(14)
        assert "第 1 项，共 12 项" in member.get()

    def test_who_has_nothing_open_is_told_so(self, member, desk):
        assert "没有要摸底的能力" in member.get()

    def test_who_is_away_is_not_asked(self, member, three, desk):
        Leave.objects.create(member=desk.learner, start=clock.today())
        member.get()
        assert member.address == "/learn/"

    def test_as_many_queries_for_fifty_competencies_as_for_five(self, client, member, bulk_lessons, assert_same_queries):
        def ask():
            return client.get(CHECK, {"at": 1})

        def add(count):
            bulk_lessons(count)
            client.get(CHECK, follow=True)
            ask()

        assert_same_queries(ask, add)


    def test_the_summary_costs_the_same_for_fifty(self, client, member, bulk_lessons, assert_same_queries):
        def ask():
            return client.get(DONE)

        def add(count):
            bulk_lessons(count)
            member.get(CHECK)
            member.answer(re.search(r'name="competency" value="(\d+)"', member.html)[1], 1)
            ask()

        assert_same_queries(ask, add)


class TestAnswering:
    def test_one_tap_is_one_record_and_the_next_question(self, member, three, desk):
        writing, _safety, _ = three
        member.get()
        page = member.answer(writing, 1)
        assert "“公文写作”已记下：“知道”" in page and "第 2 项，共 2 项" in page
        assert member.heading() == "应急处置"
        [row] = Record.objects.filter(source="desk:self")
        assert (row.member_id, row.kind, row.level, row.data) == (desk.learner.pk, "self", 1, {"claimed": 1})
        assert row.recorded_by_id == member.user.pk
        assert level(desk, writing) == (1, "self")

    def test_above_the_limit_it_is_said_what_counts(self, member, three, desk):
        writing = three[0]
        member.get()
        assert "您选“带教”，先按“会做”算" in member.answer(writing, 4)
        assert level(desk, writing) == (2, "self")
        assert "您选“带教”，先按“会做”算" in member.get(DONE)

    def test_the_plan_is_made_anew_at_once(self, member, three, desk, django_capture_on_commit_callbacks):
        writing = three[0]
        desk.lesson("K1", "公文入门", 20, (writing, 1))
        higher = desk.lesson("K3", "公文提高", 30, (writing, 3))
        picture_of(desk.learner)
        member.get()
        with django_capture_on_commit_callbacks(execute=True):
            member.answer(writing, 2)
        stored = MemberPlan.objects.get(pk=desk.learner.pk)
        assert not stored.stale
        assert stored.plan.lessons == ["K3"] == [row.code for row in picture_of(desk.learner).rows]
        page = member.get(DONE)
        assert "2 门，50 分钟" in page and "1 门，30 分钟" in page and "不用再学 1 门" in page and "公文入门" in page
        assert higher.title not in page.split("不用再学")[1].split("您的回答")[0]

    def test_the_last_answer_leads_to_the_summary(self, member, three):
        writing, safety, _ = three
        member.get()
        member.answer(writing, 1)
        page = member.answer(safety, 2)
        assert member.address == DONE
        assert "您的回答 2 项" in page and "看我的学习" in page and "继续下一组" not in page

    def test_a_second_sitting_takes_the_rest(self, member, bulk_lessons, desk):
        bulk_lessons(14)
        member.get()
        asked = [each.competency for each in open_questions(case_of(desk.learner))]
        for pk in asked[:12]:
            page = member.answer(pk, 1)
        assert "继续下一组（还有 2 项）" in page and "先到这里，看我的学习" in page
        assert "第 1 项，共 2 项" in member.get()

    def test_it_goes_on_where_it_was_left(self, member, three):
        writing = three[0]
        member.get()
        member.answer(writing, 1)
        assert "第 2 项，共 2 项" in member.get()
        assert "接着回答（还有 1 项）" in member.get(DONE)

    def test_it_goes_on_in_another_browser_with_what_is_open(self, client, member, three):
        member.get()
        member.answer(three[0], 1)
        client.logout()
        client.force_login(member.user)
        assert "第 1 项，共 1 项" in member.get()
        assert member.heading() == "应急处置"

    def test_an_answer_can_be_seen_again_and_changed(self, member, three, desk):
        writing, _safety, _ = three
        member.get()
        member.answer(writing, 1)
        page = member.get(CHECK, at=1)
        assert "已选" in page and "第 1 项，共 2 项" in page
        member.answer(writing, 2)
        assert member.heading() == "应急处置"
        rows = Record.objects.filter(source="desk:self").order_by("pk")
        assert [(row.level, bool(row.corrects_key)) for row in rows] == [(1, False), (2, True)]
        assert level(desk, writing) == (2, "self")

    def test_the_same_twice_is_one_record(self, member, three):
        member.get()
        member.answer(three[0], 2)
        member.answer(three[0], 2)
        assert Record.objects.filter(source="desk:self").count() == 1

    def test_it_needs_no_sitting(self, member, three, desk):
        """A form that was open when the session ended."""
        member.answer(three[0], 2)
        assert level(desk, three[0]) == (2, "self")

    def test_the_card_is_gone_when_nothing_is_open(self, member, three, desk):
        writing, safety, _ = three
        assert my_learning(desk.learner).unassessed == 2
        assert member.get("/learn/") and 'href="/learn/check/"' in member.html
        member.answer(writing, 0)
        member.answer(safety, 0)
        assert my_learning(desk.learner).unassessed == 0
        assert 'href="/learn/check/"' not in (member.get("/learn/") and member.html)

    def test_skipping_opens_the_whole_plan(self, client, member, three, desk):
        response = client.post(reverse("lms_desk:check_skip"))
        assert (response.status_code, response.url) == (302, "/learn/")
        desk.learner.refresh_from_db()
        assert desk.learner.desk_state.check_skipped
        assert client.get(reverse("lms_desk:check_skip")).status_code == 405


class TestWhatCannotBeClaimed:
    def test_a_formal_assessment_is_said_and_nothing_written(self, member, three, desk):
        known = three[2]
        page = member.get(CHECK, competency=known.pk)
        assert "这一项不用自评" in page and "上级评定" in page and "name=\"level\"" not in member.html
        member.answer(known, 0, f"{CHECK}?competency={known.pk}")
        assert not Record.objects.filter(source="desk:self").exists()
        assert level(desk, known) == (2, "formal")

    def test_what_nobody_asks_does_not_exist_here(self, client, member, three, desk):
        other = desk.competency("DIG09", "摄影")
        assert client.post(CHECK, {"competency": other.pk, "level": 1}).status_code == 404
        assert client.get(CHECK, {"competency": other.pk}).status_code == 404
        assert not Record.objects.filter(source="desk:self").exists()

    @pytest.mark.parametrize(
        "sent", [{}, {"level": "2"}, {"competency": "1"}, {"competency": "x", "level": "1"}, {"competency": "①", "level": "1"},
                 {"competency": "9" * 40, "level": "1"}]
    )
    def test_half_a_form_is_refused(self, client, member, three, sent):
        assert client.post(CHECK, sent).status_code == 400

    @pytest.mark.parametrize("level", ["5", "-1", "1.0", "二", "", "02"])
    def test_there_is_no_such_level(self, client, member, three, level):
        assert client.post(CHECK, {"competency": three[0].pk, "level": level}).status_code == 400
        assert not Record.objects.filter(source="desk:self").exists()

    @pytest.mark.parametrize("asked", ["lesson=x", "lesson=999999", "competency=0", "competency=" + "9" * 40, "lesson=²"])
    def test_a_forged_address_does_not_exist(self, client, member, three, asked):
        assert client.get(f"{CHECK}?{asked}").status_code == 404
        assert client.get(f"{DONE}?{asked}").status_code == 404

    @pytest.mark.parametrize("place", ["0", "99", "x", "-1", "9" * 40])
    def test_a_place_that_is_none_leads_to_the_next_question(self, member, three, place):
        assert "第 1 项" in member.get(CHECK, at=place)

    def test_one_speaks_for_oneself_only(self, client, member, three, world):
        member.get()
        other = world.other_learner
        client.post(CHECK, {"competency": three[0].pk, "level": 2, "member": other.pk, "code": other.code})
        assert [row.member_id for row in Record.objects.filter(source="desk:self")] == [world.learner.pk]

    def test_the_form_needs_its_token(self, member, three):
        from django.test import Client

        strict = Client(enforce_csrf_checks=True)
        strict.force_login(member.user)
        assert strict.post(CHECK, {"competency": three[0].pk, "level": 1}).status_code == 403

    def test_nobody_without_an_account(self, client, three):
        assert client.post(CHECK, {"competency": three[0].pk, "level": 1}).status_code == 302
        assert not Record.objects.filter(source="desk:self").exists()

    def test_a_sitting_is_not_handed_to_the_next_person(self, client, member, three, world):
        member.get()
        member.answer(three[0], 1)
        kept = client.session["lms_desk_check"]
        type(world.learner).objects.filter(pk=world.learner.pk).update(user=None)
        type(world.learner).objects.filter(pk=world.other_learner.pk).update(user=member.user)
        assert kept[""]["member"] == world.learner.pk
        assert "公文写作" not in member.get(DONE)

    def test_what_an_administrator_corrected_today_is_said(self, member, three, desk):
        member.answer(three[0], 2)
        [row] = Record.objects.filter(source="desk:self")
        desk.tell(
            "assessed", "x", competency_id=three[0].pk, kind="self", level=1, corrects_source=row.source, corrects_key=row.key
        )
        assert "已由管理员更正" in member.answer(three[0], 2)
        assert level(desk, three[0]) == (1, "self")


class TestEveryScreen:
    @pytest.fixture(params=["next", "again", "fixed", "summary", "nothing"])
    def screen(self, request, member, three):
        """One of the screens, in HTML."""
        if request.param != "nothing":
            member.get()
            member.answer(three[0], 4)
        asked = {"again": {"at": 1}, "fixed": {"competency": three[2].pk}}.get(request.param, {})
        member.get(DONE if request.param in ("summary", "nothing") else CHECK, **asked)
        return member.html

    def test_speaks_without_codes_and_inner_words(self, screen):
        said = re.sub(r"<[^>]*>", " ", screen)
        assert [word for word in ("要素", "证据", "要求集", "活动", "LEAD", "GEN", "YOUTH", "DIG0", "P02") if word in said] == []

    def test_needs_no_inline_script_or_style(self, screen):
        assert re.findall(r"<script|<style|\sstyle=|\son[a-z]+=|javascript:|target=|\sdownload", screen) == []

    def test_has_one_heading(self, screen):
        assert screen.count("<h1") == 1


class TestFromALesson:
    @pytest.fixture
    def lesson(self, desk, three):
        writing, _safety, known = three
        return desk.lesson("K1", "公文入门", 20, (writing, 1), (known, 1))

    def test_asks_only_what_it_supplies(self, member, lesson, three):
        member.get(CHECK, lesson=lesson.pk)
        assert member.heading() == "公文写作"
        assert "共 1 项" in member.html

    def test_says_that_it_is_not_needed_any_more(self, member, lesson, three):
        member.get(CHECK, lesson=lesson.pk)
        page = member.answer(three[0], 1, f"{CHECK}?lesson={lesson.pk}")
        assert member.address == f"{DONE}?lesson={lesson.pk}"
        assert member.heading() == "这一课不用学了"
        assert "0 门" in page

    def test_says_that_it_is_still_needed_and_why(self, member, lesson, three):
        member.get(CHECK, lesson=lesson.pk)
        page = member.answer(three[0], 0, f"{CHECK}?lesson={lesson.pk}")
        assert member.heading() == "这一课还要学"
        assert "组织委员要求“公文写作”达到“熟练”" in page

    def test_a_compulsory_lesson_stays(self, member, desk):
        lesson = desk.lesson("M1", "纪律要点", 10, is_required=True)
        page = member.get(CHECK, lesson=lesson.pk)
        assert member.heading() == "这一课还要学" and "必学课" in page

    def test_what_is_known_formally_is_not_asked_but_said(self, member, desk, three):
        lesson = desk.lesson("K9", "保密提高", 10, (three[2], 2))
        page = member.get(CHECK, lesson=lesson.pk)
        assert "这一项不用自评" in page

    def test_what_was_assessed_is_left_out_and_said_at_the_end(self, member, desk, three):
        writing, known = three[0], desk.competency("DIG02", "档案整理")
        lesson = desk.lesson("K8", "综合提高", 10, (writing, 1), (known, 3))
        desk.tell("assessed", "k", competency_id=known.pk, kind="supervisor", level=1)
        desk.ask(known, 3)
        assert "第 1 项，共 1 项" in member.get(CHECK, lesson=lesson.pk)
        page = member.answer(writing, 1, f"{CHECK}?lesson={lesson.pk}")
        assert member.heading() == "这一课还要学"
        assert "档案整理" in page.split("自评不能改变的")[1]
        assert f"/learn/correction/?competency={known.pk}&amp;kind=level" in member.html

    def test_a_lapsed_level_may_be_claimed_again(self, member, desk):
        old = desk.competency("DIG07", "档案管理", refresh_months=12)
        desk.ask(old, 2)
        desk.tell("assessed", "o", day=clock.today() - dt.timedelta(days=500), competency_id=old.pk, kind="self", level=2)
        lesson = desk.lesson("K7", "档案要点", 10, (old, 2))
        member.get(CHECK, lesson=lesson.pk)
        member.answer(old, 2, f"{CHECK}?lesson={lesson.pk}")
        assert level(desk, old) == (2, "self")
        assert member.heading() == "这一课不用学了"
