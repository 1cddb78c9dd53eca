"""课程: what is on offer to the member, to search and to filter."""

from __future__ import annotations

import datetime as dt

import pytest

from lms.catalogue.models import Activity, Subject
from lms.competencies.models import Competency, Domain
from lms.core import clock
from lms.core.models import Revision
from lms.core.states import State
from lms.desk import collections, doors, teachers
from lms.desk.queries import Filters, my_lessons
from lms.people.models import Leave

pytestmark = pytest.mark.django_db


def titles(desk, **asked: str) -> list[str]:
    return [each.title for each in my_lessons(desk.learner, Filters.of(asked)).courses]


def course(desk, title: str):
    return next(each for each in my_lessons(desk.learner, Filters()).courses if each.title == title)


@pytest.fixture
def shelf(desk):
    """Planned, done, and neither; two domains, three forms."""
    other = Domain.objects.create(framework=desk.domain.framework, code="SVC", name="服务能力", sort_order=5)
    writing, safety = desk.competency("DIG04", "公文写作"), desk.competency("SVC05", "应急处置")
    safety.domain = other
    safety.save()
    desk.lesson("K001", "公文格式与常见错误", 20, (writing, 1), (writing, 2))
    desk.lesson("K002", "应急要点ＡＢＣ", 15, (safety, 1), form="图文")
    done = desk.lesson("K003", "读书会", 30, form="现场教学")
    desk.tell("completed", "c", activity_id=done.pk, success=True)
    desk.ask(writing, 2)
    return desk


def test_my_plan_stands_first_what_is_done_last(shelf):
    assert titles(shelf) == ["公文格式与常见错误", "应急要点ＡＢＣ", "读书会"]


def test_a_row_says_how_long_how_what_and_how_far(shelf):
    planned, other, done = my_lessons(shelf.learner, Filters()).courses
    assert (planned.minutes, planned.form, planned.teaches) == (20, "视频", "“公文写作”学到“会做”")
    assert (planned.place, planned.states) == ("补缺", (State.TO_ARRANGE,))
    assert (other.place, other.states) == ("", ())
    assert (done.place, done.states, done.teaches) == ("", (State.COMPLETED,), "通用学习内容")


def test_compulsory_lessons_are_marked_as_such(desk):
    desk.lesson("K004", "纪律要点", 10, is_required=True)
    assert course(desk, "纪律要点").place == "必学"


def test_of_many_competencies_three_are_named(desk):
    desk.lesson("K001", "综合课", 20, *[(desk.competency(f"C{at}", f"能力{at}"), 1) for at in range(5)])
    assert course(desk, "综合课").teaches == "“能力0”学到“知道”、“能力1”学到“知道”、“能力2”学到“知道”，共 5 项"


@pytest.mark.parametrize("word", ["格", "公文", "写", "公文 错误", " 常见 "])
def test_a_search_finds_parts_of_titles_and_of_competencies(shelf, word):
    assert titles(shelf, q=word) == ["公文格式与常见错误"]


def test_a_search_does_not_mind_width_and_capitals(shelf):
    assert titles(shelf, q="abc") == titles(shelf, q="ＡＢＣ") == titles(shelf, q="應急") == ["应急要点ＡＢＣ"]


@pytest.mark.parametrize(
    ("own", "found"),
    [
        ("must", ["纪律要点"]), ("gap", ["公文格式与常见错误"]), ("done", ["读书会"]),
        ("open", ["纪律要点", "公文格式与常见错误", "应急要点ＡＢＣ"]),
    ],
)  # fmt: skip
def test_by_own_state(shelf, own, found):
    shelf.lesson("K004", "纪律要点", 10, is_required=True)
    assert titles(shelf, own=own) == found


def test_another_lesson_that_would_fill_the_gap_says_so(shelf):
    writing = Competency.objects.get(code="DIG04")
    shelf.lesson("K005", "公文精讲", 90, (writing, 1), (writing, 2))
    assert course(shelf, "公文精讲").place == "也能补缺"
    assert titles(shelf, own="gap") == ["公文格式与常见错误", "公文精讲"]


def facets(shelf, **asked: str) -> dict:
    return {each.name: each for each in my_lessons(shelf.learner, Filters.of(asked)).facets}


def texts(facet) -> list[str]:
    return [each.text for each in facet.choices]


def test_facets_count_what_one_would_find(shelf):
    """Beside what else is chosen: choosing a form does not change the numbers of forms."""
    assert texts(facets(shelf)["form"]) == ["图文（1）", "现场教学（1）", "视频（1）"]
    assert texts(facets(shelf, form="图文")["form"]) == ["图文（1）", "现场教学（1）", "视频（1）"]
    assert texts(facets(shelf, form="图文")["minutes"]) == ["20 分钟以内（1）", "30 分钟以内（1）"]
    assert texts(facets(shelf)["minutes"]) == ["20 分钟以内（2）", "30 分钟以内（3）"]
    assert facets(shelf, q="公文")["form"].all_label == "全部（1）"
    assert [each.text for group in facets(shelf)["competency"].groups for each in group.choices] == [
        "数字与公文能力：全部（1）", "公文写作（1）", "服务能力：全部（1）", "应急处置（1）",
    ]  # fmt: skip


def test_by_competency_by_domain_by_tier_and_by_length(shelf):
    found = facets(shelf)
    whole, service = (found["competency"].groups[1].choices[at].value for at in (0, 1))
    assert titles(shelf, competency=whole) == titles(shelf, competency=service) == ["应急要点ＡＢＣ"]
    assert titles(shelf, competency=service, form="视频") == []
    assert titles(shelf, minutes="20") == ["公文格式与常见错误", "应急要点ＡＢＣ"]
    shelf.lesson("K006", "长课", 45, tiers="LEAD")
    assert titles(shelf, minutes="more") == ["长课"]
    lead = facets(shelf)["tier"].groups[0].choices[0].value
    assert titles(shelf, tier=lead) == ["长课"]


def test_by_category_with_its_topics(shelf):
    above = Subject.objects.create(code="S1", name="办公")
    topic = Subject.objects.create(code="S2", name="文书", parent=above)
    Activity.objects.filter(code="K001").update(subject=topic)
    Activity.objects.filter(code="K002").update(subject=above)
    Revision.bump("catalogue")
    assert titles(shelf, subject=str(above.pk)) == ["公文格式与常见错误", "应急要点ＡＢＣ"]
    assert titles(shelf, subject=str(topic.pk)) == ["公文格式与常见错误"]
    assert [group.title for group in facets(shelf)["subject"].groups] == ["", "办公"]


def test_by_lecturer_and_by_recommendation(shelf, client, member_user):
    Activity.objects.filter(code="K001").update(lecturer_code="T01")
    Revision.bump("catalogue")
    pk = Activity.objects.get(code="K002").pk

    def named(codes):
        return {code: (7, "周老师") for code in codes if code == "T01"}

    def recommended():
        story = collections.Story("一位支书", "/story/", "他怎么做")
        return [collections.Collection("role_model", "榜样", frozenset({pk}), (story,))]

    teachers.register(named)
    collections.register(recommended)
    try:
        assert titles(shelf, lecturer="7") == ["公文格式与常见错误"]
        assert titles(shelf, collection="role_model") == ["应急要点ＡＢＣ"]
        client.force_login(member_user)
        page = client.get("/learn/lessons/", {"collection": "role_model"}).content.decode()
        assert "一位支书" in page and 'href="/story/"' in page
    finally:
        teachers.unregister(named)
        collections.unregister(recommended)


def test_what_is_chosen_can_be_taken_off_one_by_one(shelf):
    page = my_lessons(shelf.learner, Filters.of({"q": "课", "form": "视频", "minutes": "20", "own": "gap"}))
    assert [(chip.title, chip.label) for chip in page.chips] == [("形式", "视频"), ("时长", "20 分钟以内")]
    assert "form=" not in page.chips[0].url and "minutes=20" in page.chips[0].url and "own=gap" in page.chips[0].url


def test_a_line_of_the_text_shows_what_was_found(shelf, client, member_user):
    lesson = Activity.objects.get(code="K002")
    lesson.words = f"{lesson.title} 遇到火情先报警，<b>再</b>疏散。"
    lesson.save()
    client.force_login(member_user)
    page = client.get("/learn/lessons/", {"q": "報警"}).content.decode()
    assert "遇到火情先<mark>报警</mark>，&lt;b&gt;再" in page


@pytest.mark.parametrize(
    "asked", [{"domain": "x"}, {"form": "电影"}, {"own": "all"}, {"page": "x"}, {"page": "-1"}, {"page": "99"}]
)
def test_a_foolish_filter_is_none(shelf, asked):
    page = my_lessons(shelf.learner, Filters.of(asked))
    assert (page.page.paginator.count, page.filtered) == (3, False)


def test_only_what_is_published_valid_and_shared_with_me_is_on_offer(shelf):
    """Beside that what needs a lesson that is not on offer."""
    yesterday = clock.today() - dt.timedelta(days=1)
    hidden = shelf.lesson("K010", "未发布", 10, published=False)
    shelf.lesson("K011", "已过期", 10, valid_until=yesterday)
    shelf.lesson("K012", "别单位的", 10, owner_unit=shelf.world.other_unit, share_scope="unit")
    shelf.lesson("K013", "本单位的", 10, owner_unit=shelf.world.unit, share_scope="unit")
    shelf.lesson("K014", "后续课", 10).prerequisites.add(hidden)
    assert set(titles(shelf)) == {"公文格式与常见错误", "应急要点ＡＢＣ", "读书会", "本单位的"}


def test_twenty_a_page(desk):
    for at in range(45):
        desk.lesson(f"K{at:03d}", f"课{at}", 10)
    pages = [titles(desk, page=str(at)) for at in (1, 2, 3)]
    assert [len(page) for page in pages] == [20, 20, 5]
    assert len({title for page in pages for title in page}) == 45


def test_what_can_be_opened_here_says_start(shelf):
    def finder(ids):
        return {pk: f"/play/{pk}/" for pk in ids}

    doors.register(finder)
    try:
        found = my_lessons(shelf.learner, Filters()).courses
    finally:
        doors.unregister(finder)
    assert [each.states for each in found] == [(State.START,), (State.START,), (State.COMPLETED,)]


def test_whoever_is_on_leave_is_offered_nothing(shelf):
    Leave.objects.create(member=shelf.learner, start=clock.today())
    assert my_lessons(shelf.learner, Filters()).away


def test_as_many_queries_for_fifty_as_for_one(desk, many_lessons, assert_same_queries):
    def ask():
        return my_lessons(desk.learner, Filters(query="课"))

    def add(count: int) -> None:
        many_lessons(count)
        ask()

    assert assert_same_queries(ask, add) <= 11


def test_the_form_keeps_what_was_asked_and_pages_keep_it_too(client, desk, member_user):
    for at in range(25):
        desk.lesson(f"K{at:03d}", f"公文课{at}", 10)
    client.force_login(member_user)
    page = client.get("/learn/lessons/", {"q": "公文", "form": "视频"}).content.decode()
    assert 'value="公文"' in page
    assert '<option value="视频" selected>' in page
    assert "page=2" in page
    second = client.get("/learn/lessons/", {"q": "公文", "form": "视频", "page": "2"}).content.decode()
    assert second.count("row__title") == 5


def test_nothing_found_leads_on(client, shelf, member_user):
    client.force_login(member_user)
    page = client.get("/learn/lessons/", {"q": "没有这个词"}).content.decode()
    assert "没有找到这样的课程" in page
    assert 'href="/learn/lessons/"' in page[page.index("没有找到这样的课程") :]


def test_what_was_typed_is_shown_as_text(client, shelf, member_user):
    client.force_login(member_user)
    assert "<script>x" not in client.get("/learn/lessons/", {"q": "<script>x"}).content.decode()
