"""账号与安全: password, sessions, second factor; everybody one's own and nobody another's."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.usersessions.models import UserSession
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from lms.accounts.browsers import browser_name
from lms.people.roles import Role
from tests.support.people import make_admin

pytestmark = pytest.mark.django_db
OWN = "Xiang-8848-shan"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Mobile/15E148 MicroMessenger/8.0.49(0x1800312c) Safari"


def browser(user, agent: str = PHONE, name: str = "M1") -> Client:
    client = Client(headers={"user-agent": agent})
    response = client.post("/account/login/", {"login": name, "password": "password"})
    assert response.status_code == 302
    return client


def in_(client) -> bool:
    return client.get(reverse("account_security")).status_code == 200


# password


def test_changing_the_password_ends_other_sessions(member_user):
    here, there = browser(member_user), browser(member_user)
    page = here.get(reverse("account_change_password"))
    assert "其他设备上的登录会全部退出" in page.content.decode()
    data = {"oldpassword": "password", "password1": OWN, "password2": OWN}
    done = here.post(reverse("account_change_password"), data, follow=True)
    assert done.redirect_chain[-1][0] == reverse("account_security")
    assert "密码已修改" in done.content.decode()
    assert in_(here) and not in_(there)


def test_the_old_password_is_asked(member_user):
    client = browser(member_user)
    page = client.post(reverse("account_change_password"), {"oldpassword": "x", "password1": OWN, "password2": OWN})
    assert "当前密码不对" in page.content.decode()
    member_user.refresh_from_db()
    assert member_user.check_password("password")


# sessions


def test_the_list_names_devices_and_keeps_neither_address_nor_fingerprint(member_user):
    client = browser(member_user)
    kept = UserSession.objects.get()
    assert (kept.ip, kept.user_agent, kept.last_seen_at) == ("0.0.0.0", "微信 · iPhone", kept.created_at)
    client.get("/learn/")
    client.get("/learn/file/")
    kept.refresh_from_db()
    assert kept.last_seen_at == kept.created_at
    text = client.get(reverse("usersessions_list")).content.decode()
    assert "微信 · iPhone" in text and "本机" in text and "127.0.0.1" not in text and "0.0.0.0" not in text


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (PHONE, "微信 · iPhone"), ("", ""), ("curl/8.1", ""),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/87.0 Safari/537.36", "Chrome · Windows"),
        ("Mozilla/5.0 (Linux; Android 12) AppleWebKit/537.36 Chrome/91 Mobile Safari/537.36 DingTalk/7.0", "钉钉 · Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Version/14.0 Safari/605.1.15", "Safari · Mac"),
    ],
)  # fmt: skip
def test_names_of_browsers(agent, name):
    assert browser_name(agent) == name
    assert browser_name(browser_name(agent)) == name


def test_ending_one_session(member_user):
    here, there = browser(member_user), browser(member_user, "Mozilla/5.0 (Windows NT 10.0) Chrome/87.0")
    other = UserSession.objects.get(user_agent="Chrome · Windows")
    here.post(reverse("usersessions_list"), {"end": other.pk})
    assert in_(here) and not in_(there)


def test_ending_the_others(member_user):
    here, there, further = (browser(member_user) for _ in range(3))
    here.post(reverse("usersessions_list"), {"end": "others"})
    assert [in_(one) for one in (here, there, further)] == [True, False, False]


def test_ending_all(member_user):
    here, there = browser(member_user), browser(member_user)
    page = here.post(reverse("usersessions_list"), {"end": "all"}, follow=True)
    assert page.redirect_chain[-1][0] == reverse("account_login") and "已在所有设备上退出" in page.content.decode()
    assert not in_(here) and not in_(there)
    assert not UserSession.objects.exists()


def test_sessions_of_others_are_nowhere(member_user, stranger):
    mine, theirs = browser(member_user), browser(stranger, "Mozilla/5.0 (Linux; Android 12) Chrome/91", "stranger")
    foreign = UserSession.objects.get(user=stranger)
    mine.post(reverse("usersessions_list"), {"end": foreign.pk})
    mine.post(reverse("usersessions_list"), {"end": "others"})
    assert in_(theirs)
    assert "Android" not in mine.get(reverse("usersessions_list")).content.decode()


def test_a_session_that_began_elsewhere_can_be_ended_too(member_user, rf):
    from django.contrib.auth import login
    from django.contrib.sessions.backends.db import SessionStore

    request = rf.get("/", headers={"user-agent": PHONE})
    request.session, request.user = SessionStore(), None
    login(request, member_user)
    request.session.save()
    assert UserSession.objects.get().session_key == request.session.session_key
    browser(member_user).post(reverse("usersessions_list"), {"end": "others"})
    assert not SessionStore().exists(request.session.session_key)


def test_signing_out_leaves_no_trace(member_user):
    client = browser(member_user)
    assert client.get("/account/logout/").status_code == 200, "a link alone signs nobody out"
    assert in_(client)
    assert client.post("/account/logout/").status_code == 302
    assert not UserSession.objects.exists()


def test_nobody_signed_in_sees_nothing(client):
    for name in ("account_security", "usersessions_list", "account_change_password", "mfa_index", "mfa_activate_totp"):
        response = client.get(reverse(name))
        assert response.status_code == 302 and response.headers["location"].startswith("/account/login/"), name


# second factor


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def set_up(client) -> tuple[str, list[str]]:
    """Turn the second factor on; returns its secret and the recovery codes."""
    client.post(reverse("account_reauthenticate"), {"password": "password"})
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    done = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)}, follow=True)
    assert done.redirect_chain[-1][0] == reverse("mfa_view_recovery_codes")
    return secret, done.context["unused_codes"]


@pytest.fixture
def admin(world):
    return make_admin("boss", Role.COMMITTEE, world.root)


@pytest.fixture
def secured(admin):
    client = browser(admin, name="boss")
    secret, codes = set_up(client)
    client.logout()
    return secret, codes


def test_only_administrators_are_offered_it(member_user, admin):
    assert "两步验证" not in browser(member_user).get("/account/").content.decode()
    assert "两步验证" in browser(admin, name="boss").get("/account/").content.decode()


def test_setting_it_up_asks_the_password_and_shows_a_code_to_scan(admin):
    client = browser(admin, name="boss")
    assert client.get(reverse("mfa_activate_totp")).headers["location"].startswith(reverse("account_reauthenticate"))
    client.post(reverse("account_reauthenticate"), {"password": "password"})
    page = client.get(reverse("mfa_activate_totp"))
    text = page.content.decode()
    assert "<svg" in text and "style=" not in text
    assert "issuer=缺补" in unquote(page.context["totp_url"])
    wrong = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert "验证码不对" in wrong.content.decode() and not Authenticator.objects.exists()


def test_the_secret_is_locked_in_the_database(secured):
    secret, codes = secured
    kept = " ".join(str(row.data) for row in Authenticator.objects.all())
    assert secret not in kept and not any(code in kept for code in codes)


def test_signing_in_with_it(client, enter, secured):
    page = enter("boss", "password")
    assert page.redirect_chain[-1][0] == reverse("mfa_authenticate") and "_auth_user_id" not in client.session
    assert client.get("/admin/").status_code == 302
    assert "验证码不对" in client.post(reverse("mfa_authenticate"), {"code": "000000"}).content.decode()
    client.post(reverse("mfa_authenticate"), {"code": code_of(secured[0])})
    assert client.get("/admin/").status_code == 200


def test_a_recovery_code_serves_once(client, enter, secured):
    code = secured[1][0]
    enter("boss", "password")
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert client.get("/admin/").status_code == 200
    client.logout()
    enter("boss", "password")
    assert "验证码不对" in client.post(reverse("mfa_authenticate"), {"code": code}).content.decode()


def test_codes_cannot_be_guessed(client, enter, secured):
    enter("boss", "password")
    for _ in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    page = client.post(reverse("mfa_authenticate"), {"code": code_of(secured[0])})
    assert "输错次数太多" in page.content.decode() and "_auth_user_id" not in client.session


def test_a_slip_does_not_replace_it(client, enter, world, admin, secured, slip_of):
    world.learner.user = admin
    world.learner.save()
    enter("M1", slip_of(world.learner).password)
    page = client.post(reverse("account_first_password"), {"password1": OWN, "password2": OWN}, follow=True)
    assert page.redirect_chain[-1][0] == reverse("mfa_authenticate") and "_auth_user_id" not in client.session


def test_turning_it_off(client, enter, secured):
    enter("boss", "password")
    client.post(reverse("mfa_authenticate"), {"code": code_of(secured[0])})
    client.post(reverse("account_reauthenticate"), {"password": "password"})
    done = client.post(reverse("mfa_deactivate_totp"), follow=True)
    assert "两步验证已关闭" in done.content.decode() and not Authenticator.objects.exists()


def test_it_can_be_required_for_the_admin(client, admin, member_user, settings):
    settings.LMS = {"REQUIRE_SECOND_FACTOR": True}
    client = browser(admin, name="boss")
    for path in ("/admin/", "/admin/lms/members/"):
        assert client.get(path).headers["location"] == reverse("mfa_activate_totp")
    assert client.get("/account/").status_code == 200
    assert "需要先开启两步验证" in client.get(client.get("/admin/").headers["location"], follow=True).content.decode()
    set_up(client)
    assert client.get("/admin/").status_code == 200
    assert browser(member_user).get("/learn/").status_code == 200


def test_the_committee_resets_a_lost_one(client, world, admin, secured, committee_admin, unit_admin, superuser):
    world.learner.user = admin
    world.learner.save()
    url = f"/admin/lms/slips/second-factor/{world.learner.pk}/"
    client.force_login(unit_admin)
    assert client.post(url).status_code == 404
    client.force_login(committee_admin)
    assert url in client.get(f"/admin/lms/members/inspect/{world.learner.pk}/").content.decode()
    assert client.post(url).status_code == 302
    assert not Authenticator.objects.exists()


def test_the_committee_does_not_reset_a_superusers(client, world, admin, secured, committee_admin):
    admin.is_superuser = True
    admin.save()
    world.learner.user = admin
    world.learner.save()
    client.force_login(committee_admin)
    page = client.post(f"/admin/lms/slips/second-factor/{world.learner.pk}/")
    assert "只能由超级管理员重置" in page.content.decode() and Authenticator.objects.exists()


def test_the_command_resets_it_too(secured, capsys):
    call_command("reset_second_factor", "BOSS")
    assert "已重置" in capsys.readouterr().out and not Authenticator.objects.exists()
    call_command("reset_second_factor", "boss")
    assert "没有开启" in capsys.readouterr().out
    with pytest.raises(CommandError, match="没有"):
        call_command("reset_second_factor", "nobody")
