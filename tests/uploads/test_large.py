"""Many rows: a worker checks and imports, the page tells how far it is, one may leave, cancel, or find that it has died."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.management import call_command
from django.utils import timezone

from lms.core.models import ImportRun, Upload
from lms.core.uploads import actions, work
from lms.people.models import OrgUnit
from tests.uploads.conftest import file, units

pytestmark = pytest.mark.django_db(transaction=True)
MANY = units("A,甲,工委,", *(f"B{n},支部{n},党支部,A" for n in range(30)))


@pytest.fixture
def worker(settings):
    """Tasks wait for a worker, and thirty rows are many."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    settings.LMS = {"INLINE_LIMIT": 20}
    return lambda: call_command("db_worker", batch=True, interval=0, verbosity=0)


def test_a_worker_checks_and_imports(boss, worker):
    page = boss.choose(file("组织.csv", MANY))
    assert "等待开始检查" in page and "<progress" in page
    answer = boss.client.get(boss.address("upload"))
    assert answer.headers["Refresh"] == "3"
    worker()
    page = boss.page()
    assert "没有发现错误" in page and "Refresh" not in boss.client.get(boss.address("upload")).headers
    assert "正在准备写入" in boss.press("import") and not OrgUnit.objects.exists()
    assert "正在准备写入" in boss.press("import"), "a second click changes nothing"
    worker()
    assert "导入完成" in boss.page() and OrgUnit.objects.count() == 31 and ImportRun.objects.count() == 1


def test_the_page_tells_how_far_it_is(boss, worker, monkeypatch):
    boss.choose(file("组织.csv", MANY))
    upload, seen = boss.upload, []
    real = Upload.move

    def move(self, state, **values):
        done = real(self, state, **values)
        if values.get("phase"):
            seen.append((values["phase"], boss.page()))
        return done

    monkeypatch.setattr(Upload, "move", move)
    work.run(upload.pk, "check")
    assert [phase for phase, _page in seen] == ["read", "check", "write"]
    assert "已读取 31 / 32 行" in seen[0][1] and 'value="48"' in seen[0][1]
    assert "正在逐行检查" in seen[1][1] and "正在与现有内容比对" in seen[2][1]


def test_a_check_can_be_cancelled(boss, worker):
    boss.choose(file("组织.csv", MANY))
    assert "已取消" in boss.press("cancel")
    worker()
    assert boss.upload.state == Upload.State.CANCELLED and "重新检查" in boss.page()
    boss.press("check")
    worker()
    assert "没有发现错误" in boss.page()


def test_a_check_that_is_cancelled_while_it_runs_stops(boss, worker, monkeypatch):
    boss.choose(file("组织.csv", MANY))
    upload = boss.upload
    monkeypatch.setattr(work, "_result", lambda *found: pytest.fail("it went on"))
    upload.move(Upload.State.CANCELLED)
    work.run(upload.pk, "check")
    assert boss.upload.state == Upload.State.CANCELLED


def test_an_import_that_has_begun_is_not_cancelled(boss, worker):
    boss.choose(file("组织.csv", MANY))
    worker()
    boss.press("import")
    assert "正在写入，不能再取消" in boss.press("cancel")
    worker()
    assert OrgUnit.objects.count() == 31


def test_what_has_died_can_be_begun_again(boss, worker):
    boss.choose(file("组织.csv", MANY))
    Upload.objects.update(moved_at=timezone.now() - dt.timedelta(hours=1))
    assert actions.is_dead(boss.upload)
    assert "检查没有完成" in boss.page()
    boss.press("check")
    worker()
    assert "没有发现错误" in boss.page()


def test_an_error_of_ours_writes_nothing_and_says_so(boss, monkeypatch, caplog):
    monkeypatch.setattr(work, "import_folder", lambda *given, **more: 1 / 0)
    page = boss.choose(file("组织.csv", units("A,甲,工委,")))
    assert "检查没有完成，没有写入任何内容" in page and boss.upload.state == Upload.State.FAILED
    assert "ZeroDivisionError" in caplog.text


def test_whoever_loses_the_right_before_the_import_imports_nothing(desk, world, committee_admin):
    desk.sign_in(committee_admin).choose(file("组织.csv", units("X,甲,工委,")))
    upload = desk.upload
    committee_admin.lms_grants.all().delete() if hasattr(committee_admin, "lms_grants") else _take_away(committee_admin)
    assert actions.start_import(Upload.objects.get(pk=upload.pk))
    assert not OrgUnit.objects.filter(code="X").exists()
    assert Upload.objects.get(pk=upload.pk).result["blocked"]


def _take_away(user):
    from lms.people.models import Grant

    Grant.objects.filter(user=user).delete()
