"""类别与主题: two levels; shared by lessons and lecturers."""

from __future__ import annotations

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse

from lms.catalogue.defaults import ensure_defaults
from lms.catalogue.models import Activity, Subject


def test_the_five_categories_are_there(db):
    ensure_defaults()
    names = list(Subject.objects.values_list("name", flat=True))
    assert names == ["政治理论", "现代经济", "社会管理", "科学技术", "先进典型"]


def test_topics_stand_below_their_category(db):
    theory = Subject.objects.get(code="theory")
    topic = Subject.objects.create(code="history", name="党史", parent=theory)
    assert str(topic) == "政治理论 · 党史"
    assert [one.pk for one in Subject.objects.all()][:2] == [theory.pk, topic.pk]
    with pytest.raises(ValidationError, match="主题只能放在类别之下"):
        Subject(code="x", name="更小的主题", parent=topic).full_clean()
    theory.parent = Subject.objects.get(code="economy")
    with pytest.raises(ValidationError, match="其下已有主题"):
        theory.full_clean()


def test_a_filter_for_a_category_finds_its_topics(client, world, committee_admin):
    theory = Subject.objects.get(code="theory")
    topic = Subject.objects.create(code="history", name="党史", parent=theory)
    Activity.objects.create(code="K1", title="一大会址", minutes=10, subject=topic)
    Activity.objects.create(code="K2", title="预算公开", minutes=10, subject=Subject.objects.get(code="economy"))
    client.force_login(committee_admin)
    shown = client.get(reverse("lms_activities:index"), {"subject": theory.pk}).content.decode()
    assert "一大会址" in shown and "预算公开" not in shown


def test_the_sheet_creates_an_unknown_subject_and_says_so(world, tmp_path):
    from lms.competencies.models import Competency, Domain, Framework

    domain = Domain.objects.create(code="D", name="领域", framework=Framework.objects.create(code="F", name="框架"))
    Competency.objects.create(code="C1", name="能力", domain=domain)
    rows = ["K1,课一,GEN,C1:1,10,政治理论", "K2,课二,GEN,C1:1,10,基层治理"]
    sheet = "\n".join(["code,title,tiers,competencies,minutes,lecturer_category", *rows])
    (tmp_path / "lessons.csv").write_text(sheet, encoding="utf-8")
    out = io.StringIO()
    call_command("import_training_data", str(tmp_path), stdout=out, stderr=out)
    assert "新的类别，将新建" in out.getvalue()
    assert Activity.objects.get(code="K1").subject.code == "theory"
    assert str(Activity.objects.get(code="K2").subject) == "基层治理"
    call_command("import_training_data", str(tmp_path), stdout=(again := io.StringIO()))
    assert "新增 0，变更 0" in again.getvalue()
