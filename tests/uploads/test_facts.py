"""Evidence and hours through the same screen: one's own people, duplicates told, corrections only on explicit choice."""

from __future__ import annotations

import pytest

from lms.competencies.models import Competency, Domain, Framework
from lms.core.models import ImportRun
from lms.people.models import Member
from lms.records.models import LevelStep, Record
from tests.uploads.conftest import SAMPLE, file, lines

pytestmark = pytest.mark.django_db
HEAD = "learner_code,competency_code,current_level,assessed_on,source"


@pytest.fixture
def competency(db):
    framework = Framework.objects.get_or_create(code="default", defaults={"name": "通用"})[0]
    domain = Domain.objects.create(framework=framework, code="D", name="领域")
    return Competency.objects.create(code="A1", name="公文", domain=domain)


def evidence(*rows):
    return file("能力认定.csv", lines(HEAD, *rows))


def test_levels_go_in_and_a_second_time_nothing_happens(desk, world, branch_admin, competency):
    desk.sign_in(branch_admin)
    code = Member.objects.for_user(branch_admin).first().code
    row = f"{code},A1,2,2026-03-05,supervisor"
    assert "没有发现错误" in desk.choose(evidence(row))
    assert "导入完成" in desk.press("import")
    record = Record.objects.get()
    assert (record.level, record.kind, record.source) == (2, "supervisor", "sheet:evidence")
    assert ImportRun.objects.latest("pk").by == branch_admin
    assert LevelStep.objects.filter(member=record.member, level=2).exists()
    assert "没有要写入的" in desk.choose(evidence(row))


def test_people_of_others_are_a_problem_by_row(desk, world, branch_admin, competency):
    desk.sign_in(branch_admin)
    mine = Member.objects.for_user(branch_admin).first().code
    foreign = Member.objects.exclude(pk__in=Member.objects.for_user(branch_admin)).first().code
    page = desk.choose(evidence(f"{mine},A1,1,2026-03-05,self", f"{foreign},A1,1,2026-03-05,self"))
    assert "您管理的范围内没有这名学员" in page and "有 1 行有问题，其余 1 行没有问题" in page
    desk.press("import", good="1")
    assert [record.member.code for record in Record.objects.all()] == [mine]
    page = desk.choose(file("外部学时.csv", lines("member_code,month,platform,mode,hours", f"{foreign},2026-03,平台,网络,2")))
    assert "您管理的范围内没有这名学员" in page


def test_nobody_vouches_for_himself(desk, world, branch_admin, competency):
    desk.sign_in(branch_admin)
    me = Member.objects.for_user(branch_admin).first()
    me.user = branch_admin
    me.save()
    page = desk.choose(evidence(f"{me.code},A1,4,2026-03-05,supervisor", f"{me.code},A1,1,2026-03-05,self"))
    assert "不能为自己认定" in page and "其余 1 行没有问题" in page


def test_what_contradicts_the_record_corrects_it_only_on_choice(boss, world, competency):
    code = Member.objects.first().code
    boss.choose(evidence(f"{code},A1,2,2026-03-05,test"))
    boss.press("import")
    page = boss.choose(evidence(f"{code},A1,3,2026-03-05,test"))
    assert "已登记为其他内容" in page and "作为更正" in page and "--as-correction" not in page
    page = boss.press("check", correct="1")
    assert "没有发现错误" in page and "<td>2</td><td>3</td>" in page
    assert "已登记为其他内容" in boss.press("check", correct="0")
    boss.press("check", correct="1")
    boss.press("import")
    first, second = Record.objects.order_by("pk")
    assert second.corrects_key == first.key and second.level == 3


def test_hours_again_are_told_and_not_doubled(boss, world):
    code = Member.objects.first().code
    table = file(
        "外部学时.csv", lines("学员编号,月份,平台,方式,学时", f"{code},2026-03,学习平台,网络,2.5", "NOBODY,2026-03,x,网络,1")
    )
    page = boss.choose(table)
    assert "NOBODY" in page and "其余 1 行没有问题" in page
    boss.press("import", good="1")
    table.seek(0)
    boss.choose(table)
    assert boss.upload.result["counts"]["hours"] | {"file": ""} == {
        "file": "", "read": 2, "added": 0, "changed": 0, "left": 1, "waiting": 0, "unchanged": 1,
    }  # fmt: skip
    assert Record.objects.filter(verb="credited").count() == 1


def test_everything_of_an_office_in_one_upload(boss):
    """Members and competencies that the same upload brings may be named by its evidence."""
    names = ("competencies", "posts", "org_units", "post_requirements", "lessons", "roster", "baseline_levels")
    page = boss.choose(*(file(f"{name}.csv", (SAMPLE / f"{name}.csv").read_bytes()) for name in names))
    assert "没有发现错误" in page
    boss.press("import")
    assert Record.objects.filter(source="sheet:evidence").count() == 232
    assert not Record.objects.filter(key__contains="-1:").exists()
