"""The front page: what visitors see, and the three rows of a member."""

from __future__ import annotations

import datetime as dt

import pytest

from cms_site.front import own_rows
from cms_site.models import ThemePage
from lms.catalogue.models import Activity
from lms.core.opening import open_site
from lms.desk.queries import plan_page


@pytest.fixture
def learner(world, member_user):
    """A member with one compulsory lesson to learn."""
    activity = Activity.objects.create(code="K1", title="开好一次会", minutes=20, is_required=True)
    activity.tiers.set(world.tiers.values())
    open_site()
    return member_user


def test_visitors_see_name_purpose_sign_in_and_large_text(client, tree):
    text = client.get("/").content.decode()
    assert text.count("button--main") == 1, "one main action"
    assert "/account/login/" in text
    assert "大字版" in text
    assert 'name="text"' in text


def test_visitors_see_nothing_about_a_person_or_branch(client, tree, world, learner):
    for url in ("/", "/news/", "/help/", "/themes/", "/section/", "/search/?q=李明"):
        text = client.get(url).content.decode()
        for told in ("甲支部", "甲单位", "学时 ", "还要学", "接下来", "开好一次会"):
            assert told not in text, (url, told)
        if "q=" not in url:
            assert "李明" not in text


def test_a_member_sees_at_most_three_own_rows_above_everything(client, tree, learner):
    client.force_login(learner)
    text = client.get("/").content.decode()
    assert 0 < text.count('class="own__row"') <= 3
    assert text.index("own__row") < text.index("公开的新闻")
    assert "开好一次会" in text
    assert text.count("打开我的学习") == 1
    assert "/learn/" in text


def test_an_administrator_who_is_no_member_has_no_rows(client, tree, world, superuser):
    client.force_login(superuser)
    text = client.get("/").content.decode()
    assert "own__row" not in text
    assert "公开的新闻" in text


def test_rows_of_somebody_with_nothing_left(world):
    """A post that asks nothing is no success; see tests/desk/test_empty_states for all of them."""
    rows = own_rows(world.learner, plan_page(world.learner))
    assert (rows[0].text, rows[0].is_good) == ("眼下没有要学的课", False)
    assert len(rows) <= 3


def test_the_theme_of_this_month_and_no_other(client, tree, member_user, other_unit_admin):
    today = tree.theme.month
    before = (today - dt.timedelta(days=1)).replace(day=1)
    tree.themes.add_child(instance=ThemePage(title="上个月的", slug="before", month=before, purpose="x", is_public=True))
    assert "上个月的" not in client.get("/").content.decode()
    for user in (member_user, other_unit_admin):
        client.force_login(user)
        text = client.get("/").content.decode()
        assert "写好公文" in text and "上个月的" not in text, "every branch sees the same theme"


def test_a_theme_names_lessons_on_offer_only(client, tree, world, member_user):
    made = {}
    for code, more in (
        ("A", {}),
        ("B", {"published": False}),
        ("C", {"owner_unit": world.unit, "share_scope": "unit"}),
        ("D", {"owner_unit": world.other_unit, "share_scope": "unit"}),
        ("E", {"valid_until": dt.date(2020, 1, 1)}),
    ):
        made[code] = Activity.objects.create(code=code, title=f"课程{code}", minutes=10, **more)
    tree.theme.items = [{"type": "lesson", "value": {"lesson": each.pk, "text": ""}} for each in made.values()]
    tree.theme.is_public = True
    tree.theme.save()

    def named() -> set[str]:
        text = client.get(tree.theme.url).content.decode()
        return {code for code in made if f"课程{code}" in text}

    assert named() == {"A"}
    client.force_login(member_user)
    assert named() == {"A", "C"}


def test_the_front_page_is_kept_by_no_shared_cache(client, tree, learner):
    assert "private" in client.get("/")["Cache-Control"]
    client.force_login(learner)
    assert "no-store" in client.get("/")["Cache-Control"]


def test_the_front_page_is_cheap(client, tree, learner, assert_same_queries):
    from cms_site.models import NewsPage

    def add(rows: int) -> None:
        for _ in range(rows):
            number = NewsPage.objects.count()
            tree.news.add_child(instance=NewsPage(title=f"n{number}", slug=f"n{number}", is_public=True, body=[]))

    assert assert_same_queries(lambda: client.get("/"), add, rows=10) < 20
    client.force_login(learner)
    assert assert_same_queries(lambda: client.get("/"), add, rows=10) < 50


def test_after_sign_in_a_member_lands_on_my_learning(settings):
    assert settings.LOGIN_REDIRECT_URL == "lms_desk:my_learning"


def test_help_is_one_step_away_from_the_screen_it_explains(client, tree, learner):
    from cms_site.models import HelpPage

    tree.help.add_child(instance=HelpPage(title="看懂我的学习", slug="my-learning", is_public=True))
    client.force_login(learner)
    text = client.get("/learn/").content.decode()
    assert "/go/help/my-learning/" in text
    assert client.get("/go/help/my-learning/")["Location"].endswith("/help/my-learning/")
    assert client.get("/go/help/nonsense/")["Location"].endswith("/help/")
    tree.help.delete()
    assert client.get("/go/help/")["Location"] == "/"
