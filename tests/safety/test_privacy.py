"""It trains; it does not watch people: nobody is shown when another person was here, how often or how long, nor any ranking.

Three ways to look: for a day and an address that only a foreign sign-in has, in everything that is shown or exported; for words
in all texts; for fields in all models, interfaces and settings.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail.models import Page

from lms.core.sheets.registry import sheets
from tests.admin.walking import body
from tests.support.walk import walk

from .private import told

ROOT = Path(__file__).resolve().parents[2]
TOPS = ("lms", "courses", "lecturers", "cms_site")

WHEN = dt.datetime(2017, 7, 29, 4, 51, 33, tzinfo=dt.timezone(dt.timedelta(hours=8)))
ADDRESS, DEVICE = "203.0.113.77", "a-device-of-somebody-else"
#: How that day and moment may be written, and the rest that only a sign-in knows.
TRACES = re.compile(
    r"2017[-/年.]0?7[-/月.]29|29/0?7/2017|0?7月29日|July 29|29 July|04:51|4:51|" + f"{re.escape(ADDRESS)}|{DEVICE}"
)
WORDS = re.compile(
    r"(?:最近|最后|上次|上一次|末次)(?:一次)?(?:登录|登陆|登入|上线|在线|访问|来访)"
    r"|(?:登录|登陆|登入|签到|打卡|上线|访问|浏览|阅读|点击|播放)(?:次数|量|天数)|(?:在线|观看|停留|播放)(?:时长|时间|秒数)"
    r"|点赞|排名|排行|名次|积分榜|光荣榜|last (?:sign-in|login|seen)|leaderboard|time online|times? signed in",
    re.I,
)
#: Where Wagtail's own words are translated, and where its column is taken away.
OF_WAGTAIL = {"wagtail_chinese", "users.py"}
#: Sentences that say what is not done. They may stand, and only so.
SAID_OF_US = ("没有排名", "沒有排名", "不排名", "no ranking")
FIELDS = re.compile(
    r"last_(?:login|seen|visit|active|activity)|(?:login|visit|view|like|click|play|watch)(?:e?[sd])?_?(?:count|time|seconds|total)"
    r"|(?:^|_)(?:likes?|views?|rank(?:ing)?|score_online|online_(?:time|seconds)|popularity|hits)(?:$|_)"
)
#: Django and allauth need them; no screen shows them of others, which the walk below proves. "rank" of a member is 职级.
KNOWN = {
    "auth.User.last_login", "socialaccount.SocialAccount.last_login", "usersessions.UserSession.last_seen_at",
    "wagtailadmin.EditingSession.last_seen_at", "lms_people.Member.rank",
}  # fmt: skip


@pytest.fixture
def watched(estate):
    """Somebody who signed in at a moment that nothing else has."""
    user = get_user_model().objects.get(username="account-U2")
    user.last_login = WHEN
    user.save(update_fields=["last_login"])
    session = UserSession.objects.create(user=user, ip=ADDRESS, user_agent=DEVICE, session_key="k" * 32)
    UserSession.objects.filter(pk=session.pk).update(created_at=WHEN, last_seen_at=WHEN)
    user.date_joined = user.date_joined.replace(year=2024)
    user.save()
    return user


def without_promises(text: str) -> str:
    for sentence in SAID_OF_US:
        text = text.replace(sentence, "")
    return text


def seen_by(client, user, *starts: str) -> dict[str, str]:
    """Every page that ``user`` can reach by links, and every list of them as a spreadsheet."""
    client.force_login(user)
    pages = walk(client, *starts, keep=lambda path: not path.startswith(("/static/", "/media/")))
    for path in [path for path in pages if "export=xlsx" in pages[path]]:
        for form in ("xlsx", "csv"):
            address = f"{path.split('?')[0]}?export={form}"
            pages[address] = body(client.get(address))
    return pages


@pytest.mark.django_db
@pytest.mark.slow
@pytest.mark.words
@pytest.mark.parametrize("who", ["superuser", "branch_admin"])
def test_nobody_sees_when_somebody_else_was_here_or_what_another_noted(client, request, watched, written, who):
    pages = seen_by(client, request.getfixturevalue(who), "/admin/", "/account/", "/learn/", "/")
    # The member's own list of devices shows the moment now, which is none of anybody else's.
    assert {path: TRACES.findall(text) for path, text in pages.items() if TRACES.search(text)} == {}
    shown = {path: WORDS.findall(without_promises(text)) for path, text in pages.items()}
    assert {path: found for path, found in shown.items() if found} == {}
    assert {path: found for path, text in pages.items() if (found := told(text))} == {}
    assert len(pages) > {"superuser": 200, "branch_admin": 40}[who], "the walk did not get far"
    if who == "superuser":
        assert reverse("wagtailusers_users:index") in pages
        assert any("export=xlsx" in path for path in pages)


@pytest.mark.django_db
def test_the_walk_would_see_it(client, superuser, watched, monkeypatch):
    """With Wagtail's own list of accounts the moment is there."""
    from lms.accounts.viewsets import users

    monkeypatch.setattr(users, "HIDDEN", "nothing")
    client.force_login(superuser)
    assert TRACES.search(body(client.get(reverse("wagtailusers_users:index"))))


@pytest.mark.django_db
def test_accounts_cannot_be_sorted_or_filtered_by_it(client, superuser, watched):
    client.force_login(superuser)
    listing = reverse("wagtailusers_users:index_results")

    def order(query: str) -> list[str]:
        return re.findall(r"/admin/users/edit/(\d+)/", body(client.get(f"{listing}?{query}")))

    assert order("ordering=last_login") == order("ordering=-last_login") == order("")
    assert order("last_login_from=2020-01-01") == order("last_login_to=2018-01-01") == order("")


@pytest.mark.django_db
def test_members_see_nothing_of_it(client, member_user, watched):
    pages = seen_by(client, member_user, "/learn/", "/account/")
    for path, text in pages.items():
        assert not TRACES.search(text) and not WORDS.search(without_promises(text)), path


def test_no_text_of_ours_speaks_of_it():
    wrong = []
    for top in TOPS:
        for path in ROOT.glob(f"{top}/**/*"):
            if OF_WAGTAIL & {path.name, *path.parts}:
                continue
            if path.suffix in {".py", ".html", ".po", ".md", ".js", ".toml", ".csv", ".txt"} and path.is_file():
                wrong += [
                    f"{path.relative_to(ROOT)}: {found}" for found in WORDS.findall(without_promises(path.read_text("utf-8")))
                ]
    assert wrong == []


def test_no_model_keeps_it():
    names = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.fields
    }
    names |= {model._meta.label for model in apps.get_models()}
    assert {name for name in names if FIELDS.search(name.rsplit(".", 1)[1].lower())} - KNOWN == set()


def test_no_interface_and_no_sheet_gives_it():
    given = {
        f"{model.__name__}.{getattr(field, 'name', field)}"
        for model in apps.get_models()
        if issubclass(model, Page)
        for field in getattr(model, "api_fields", ())
    }
    given |= {f"{spec.name}.{column.field}" for spec in sheets() for column in spec.columns}
    assert {name for name in given if FIELDS.search(name.rsplit(".", 1)[1])} <= {"roster.rank", "members.rank"}


def test_no_setting_turns_it_on():
    from lms.core.conf import DEFAULTS

    assert [name for name in DEFAULTS if FIELDS.search(name.lower())] == []


@pytest.mark.parametrize(
    "text", ["最近登录", "上次登录时间", "登录次数", "在线时长", "点赞", "浏览量", "学习排行榜", "按排名", "观看秒数"]
)
def test_the_words_are_recognised(text):
    assert WORDS.search(text)


@pytest.mark.parametrize(
    "name", ["last_login", "view_count", "likes", "watched_seconds", "login_count", "ranking", "online_time"]
)
def test_the_fields_are_recognised(name):
    assert FIELDS.search(name)
