"""The backend through Wagtail's own doors, on both databases."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection
from modelsearch.query import MATCH_ALL, Not, Phrase, PlainText
from wagtail.models import GroupPagePermission, Page
from wagtail.search.backends import get_search_backend
from wagtail.search.utils import parse_query_string

from cms_site.models import HelpPage, PlainPage
from lms.catalogue.models import Activity
from lms.core.search.checks import check_backend
from lms.people.scopes import forget_grants

pytestmark = pytest.mark.django_db

LESSONS = {
    "K1": ("党史学习教育专题课程", "重温建党历程，谈谈初心。"),
    "K2": ("公文写作要点", "学习党政机关公文格式，用Word2016排版。"),
    "K3": ("鑫盾宝使用说明", "数据安全。PythonExcel入门。"),
    "K4": ("黨史故事", "學習黨的歷史。"),
}


@pytest.fixture
def lessons(db):
    return {
        code: Activity.objects.create(code=code, title=title, words=words, minutes=10) for code, (title, words) in LESSONS.items()
    }


def find(query, rows=None, **how):
    return get_search_backend().search(query, Activity.objects.all() if rows is None else rows, **how)


def codes(query, rows=None, **how) -> str:
    return " ".join(sorted(each.code for each in find(query, rows, **how)))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("学习", "K1 K2 K4"), ("党史学习", "K1 K4"), ("學習", "K1 K2 K4"), ("黨史", "K1 K4"), ("课", "K1"), ("鑫盾宝", "K3"),
        ("excel", "K3"), ("Python", "K3"), ("pythonexcel", "K3"), ("word", "K2"), ("Word2016", "K2"), ("2016", "K2"),
        ("党史 公文", ""), ("学习 公文", "K2"), ("学习教育课程", "K1"), ("K3", "K3"), ("ＷＯＲＤ", "K2"), ("没有这个", ""),
        ('"史学"', "K1"), ("“党史学习”", "K1"), ('"习学"', ""), ('公文 "', "K2"), ("公文 AND (", ""), ("公文 *", "K2"),
        ('"公文 写作"', "K2"), ('"PythonExcel入门"', "K3"), ("-", ""), ("'; DROP TABLE x; --", ""), ("学" * 5000, ""),
        ("公文:写作", "K2"), ("公文 %s", ""), ("a" * 300, ""), ("\x00公文", "K2"),
    ],
)  # fmt: skip
def test_what_is_found(lessons, query, found):
    assert codes(query) == found


def test_phrases_and_combinations_of_wagtail(lessons):
    assert codes(Phrase("史学")) == "K1"
    assert codes(PlainText("鑫盾宝 公文", operator="or")) == "K2 K3"
    assert codes(PlainText("学习") & Not(PlainText("公文"))) == "K1 K4"
    assert codes(Not(PlainText("学习"))) == "K3"
    assert codes(PlainText("公文") | Not(PlainText("学习"))) == "K2 K3"
    assert codes(MATCH_ALL) == "K1 K2 K3 K4"
    assert codes(parse_query_string('党史 "学习教育"')[1]) == "K1"
    assert codes("鑫盾宝 公文", operator="or") == "K2 K3"


def test_titles_come_first_and_order_by_relevance_can_be_left_out(lessons):
    assert find("公文")[0].code == "K2"
    Activity.objects.create(code="K5", title="机关礼仪", words="公文往来的礼仪", minutes=10)
    assert [each.code for each in find("公文")] == ["K2", "K5"]
    rows = Activity.objects.order_by("-code")
    backend = get_search_backend()
    with pytest.raises(Exception, match="code"):
        backend.search("公文", rows, order_by_relevance=False)  # Wagtail's own rule: only by fields it may filter by
    assert [each.pk for each in find("公文", order_by_relevance=False)] == sorted(find("公文").ids(), reverse=True)


def test_slices_counts_scores_and_ids(lessons):
    found = find("学习")
    assert (found.count(), len(found[:2]), len(found[2:]), found[0].code) == (3, 2, 1, next(iter(found)).code)
    assert [each.pk for each in found] == found.ids()
    scores = [each.score for each in found.annotate_score("score")]
    assert scores == sorted(scores, reverse=True) and scores[-1] > 0


def test_filters_of_the_queryset_and_facets_hold(lessons, world):
    Activity.objects.filter(code="K2").update(owner_unit=world.unit, share_scope="unit")
    assert codes("学习", Activity.objects.filter(share_scope="all")) == "K1 K4"
    assert find("学习").facet("share_scope") == {"all": 2, "unit": 1}


def test_fields_tell_titles_from_the_rest(lessons):
    assert codes("学习", fields=["title"]) == "K1"
    assert codes("学习", fields=["words"]) == "K2 K4"
    assert codes("学习", fields=["title", "words"]) == "K1 K2 K4"


def test_autocomplete_takes_unfinished_words(lessons):
    def completed(text):
        return " ".join(sorted(each.code for each in get_search_backend().autocomplete(text, Activity)))

    assert (completed("党"), completed("党史学"), completed("公文写"), completed("鑫盾")) == ("K1 K4", "K1", "K2", "K3")
    Activity.objects.create(code="K6", title="Excel 表格", minutes=10)
    assert (completed("exc"), completed("表格 ex"), completed("xcel")) == ("K6", "K6", "")


def test_what_is_changed_or_deleted_is_found_so(lessons):
    lessons["K1"].title = "红色故事会"
    lessons["K1"].save()
    assert (codes("红色"), codes("专题")) == ("K1", "")
    lessons["K1"].delete()
    assert codes("红色") == ""


def test_saving_a_lesson_writes_one_row(lessons, count_queries):
    written = [sql for sql in count_queries(lessons["K2"].save) if "indexentry" in sql]
    assert len(written) == 1


def test_one_statement_finds(lessons, count_queries):
    find("学习").count()
    assert len(count_queries(lambda: list(find("学习")))) == 1


def test_the_index_can_be_built_anew(lessons):
    get_search_backend().reset_indexes()
    assert codes("公文") == ""
    call_command("update_index", verbosity=0)
    assert codes("公文") == "K2"


@pytest.fixture
def pages(db):
    root = Page.objects.get(depth=1)
    home = root.add_child(instance=PlainPage(title="首页", slug="home-of-search"))
    plain = home.add_child(instance=PlainPage(title="公文写作怎么学", slug="a"))
    helping = home.add_child(instance=HelpPage(title="公文上传", slug="b", intro="一份公文怎么传"))
    hidden = home.add_child(instance=PlainPage(title="公文草稿", slug="c", live=False))
    return home, plain, helping, hidden


def test_pages_of_all_types_are_found_through_the_base(pages):
    _, plain, helping, hidden = pages
    assert {each.pk for each in Page.objects.search("公文")} == {plain.pk, helping.pk, hidden.pk}
    assert [each.pk for each in HelpPage.objects.search("公文")] == [helping.pk]
    assert {each.pk for each in Page.objects.live().search("公文")} == {plain.pk, helping.pk}
    plain.delete()
    assert {each.pk for each in Page.objects.search("公文")} == {helping.pk, hidden.pk}


def test_the_admin_finds_pages_as_far_as_its_user_may(pages, client, trainer, superuser):
    home, plain, helping, _ = pages
    client.force_login(superuser)
    for address in ("/admin/pages/search/", f"/admin/pages/{home.pk}/", "/admin/choose-page/search/"):
        said = client.get(address, {"q": "公文写作"}).content.decode()
        assert plain.title in said and helping.title not in said, address
    assert client.get("/admin/pages/search/", {"q": '"公文 live:true ('}).status_code == 200
    group = Group.objects.create(name="写帮助的人")
    GroupPagePermission.objects.create(group=group, page=helping, permission_type="change")
    trainer.groups.set([group, *trainer.groups.all()])
    forget_grants(trainer)
    client.force_login(trainer)
    said = client.get("/admin/pages/search/", {"q": "公文"}).content.decode()
    assert helping.title in said and plain.title not in said


def test_postgresql_has_an_index_over_title_and_body():
    if connection.vendor != "postgresql":
        pytest.skip("FTS5 needs none")
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'lms_search_whole_gin'")
        assert "title || body" in cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("language", "backend", "ids"),
    [
        ("zh-hans", "lms.core.search", []), ("zh-hans", "modelsearch.backends.database", ["lms_core.W007"]),
        ("en", "modelsearch.backends.database", []), ("zh-hant", "modelsearch.backends.elasticsearch8", []),
    ],
)  # fmt: skip
def test_a_chinese_site_with_the_stock_backend_is_told(settings, language, backend, ids):
    settings.LANGUAGE_CODE, settings.WAGTAIL_CONTENT_LANGUAGES = language, [(language, language)]
    settings.WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": backend}}
    assert [each.id for each in check_backend()] == ids
