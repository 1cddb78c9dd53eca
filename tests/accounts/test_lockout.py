"""Wrong passwords: counted for the account however it is written, with a message that helps."""

from __future__ import annotations

import multiprocessing
import re
import time

import pytest

from lms.accounts import lockout
from lms.accounts.cache import SharedFileCache

pytestmark = pytest.mark.django_db


def fail(enter, name: str, times: int = 5) -> None:
    for _ in range(times):
        assert "账号或密码不对" in enter(name, "wrong").content.decode()


def test_five_wrong_passwords_and_the_account_rests(client, enter, member_user):
    fail(enter, "M1")
    text = enter("M1", "password").content.decode()
    assert "_auth_user_id" not in client.session
    assert re.search(r"请 1[45] 分钟后再试", text)
    assert "培训联络员" in text and "登录单" in text


@pytest.mark.parametrize("other", ["m1", "Ｍ１", "member_user", "MEMBER_USER"])
def test_another_spelling_is_no_way_round(enter, member_user, other):
    fail(enter, "M1")
    assert "输错太多次" in enter(other, "password").content.decode()


def test_another_host_name_is_no_way_round(client, member_user):
    for host in ("a.example", "b.example", "c.example", "d.example", "e.example"):
        client.post("/account/login/", {"login": "M1", "password": "wrong"}, headers={"host": host})
    page = client.post("/account/login/", {"login": "M1", "password": "password"}, headers={"host": "f.example"})
    assert "输错太多次" in page.content.decode()


def test_unknown_names_rest_as_well(enter):
    fail(enter, "M404")
    assert "输错太多次" in enter("M404", "wrong").content.decode()


def test_others_are_not_touched(client, enter, member_user, stranger):
    fail(enter, "M1")
    enter("stranger", "password")
    assert client.session["_auth_user_id"] == str(stranger.pk)


def test_a_right_password_in_between_forgives_nothing(client, enter, member_user):
    fail(enter, "M1", 4)
    enter("M1", "password")
    client.logout()
    fail(enter, "M1", 1)
    assert "输错太多次" in enter("M1", "password").content.decode()


def test_it_ends_by_itself(client, enter, member_user, monkeypatch):
    fail(enter, "M1")
    now = time.time
    monkeypatch.setattr(time, "time", lambda: now() + 901)
    enter("M1", "password")
    assert client.session["_auth_user_id"] == str(member_user.pk)


def test_slips_cannot_be_guessed_faster(enter, world, slip_of):
    slip = slip_of(world.classmate)
    for _ in range(5):
        enter("M2", "000000000000")
    assert "输错太多次" in enter("M2", slip.password).content.decode()


def test_one_address_is_stopped_in_the_end(enter):
    for n in range(60):
        enter(f"N{n}", "wrong")
    assert "输错太多次" in enter("N99", "wrong").content.decode()


def test_a_flood_is_answered_in_chinese(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    for _ in range(2):
        client.post("/account/login/", {"login": "", "password": ""})
    page = client.post("/account/login/", {"login": "", "password": ""})
    assert page.status_code == 429 and "操作太频繁" in page.content.decode()


def test_forgetting(member_user, enter):
    fail(enter, "M1")
    assert lockout.account_is_locked(member_user)
    lockout.forget_failures(member_user)
    assert not lockout.account_is_locked(member_user)
    assert lockout.minutes_left("account:404") == 0


# several processes


def try_often(folder: str, barrier: object, results: object) -> None:
    """In a process of its own: how many of 20 attempts on one account are looked at."""
    from unittest.mock import patch

    from allauth.core.internal import ratelimit
    from django.test import RequestFactory

    shared = SharedFileCache(folder, {})
    request = RequestFactory().post("/")
    rates = {"login_failed": "5/900s/key"}
    with patch.object(ratelimit, "cache", shared):
        barrier.wait()
        told = {"app": "allauth.account", "action": "login_failed", "config": rates, "key": "account:1"}
        allowed = [ratelimit.consume(request, **told) for _ in range(20)]
    results.put(sum(bool(one) for one in allowed))


def test_four_processes_together_get_five_attempts(tmp_path):
    context = multiprocessing.get_context("fork")
    barrier, results = context.Barrier(4), context.Queue()
    running = [context.Process(target=try_often, args=(str(tmp_path), barrier, results)) for _ in range(4)]
    for process in running:
        process.start()
    allowed = [results.get(timeout=60) for _ in running]
    for process in running:
        process.join()
    assert sum(allowed) == 5


def add_often(folder: str, barrier: object, results: object) -> None:
    shared = SharedFileCache(folder, {})
    won = 0
    for n in range(200):
        barrier.wait()
        won += shared.add(f"key-{n}", 1, 60)
    results.put(won)


def test_of_several_only_one_adds(tmp_path):
    context = multiprocessing.get_context("fork")
    barrier, results = context.Barrier(3), context.Queue()
    running = [context.Process(target=add_often, args=(str(tmp_path), barrier, results)) for _ in range(3)]
    for process in running:
        process.start()
    won = [results.get(timeout=60) for _ in running]
    for process in running:
        process.join()
    assert sum(won) == 200


def test_what_has_expired_may_be_added_again(tmp_path):
    shared = SharedFileCache(str(tmp_path), {})
    assert shared.add("a", 1, 0.05) and not shared.add("a", 2, 60)
    time.sleep(0.1)
    assert shared.add("a", 3, 60) and shared.get("a") == 3


def test_the_site_has_a_cache_that_processes_share():
    from cms_site.settings import base

    assert base.CACHES["default"]["BACKEND"] == "lms.accounts.cache.SharedFileCache"
