"""What Wagtail lacks in Chinese is supplied, for the version of Wagtail that is installed, and nothing else is touched."""

from __future__ import annotations

import polib
import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.templatetags.static import static
from django.utils import translation
from django.utils.translation import gettext
from wagtail.models import Collection, Locale, Page, Task, Workflow

from lms.core.wagtail_chinese.names import after_migrate, rename
from lms.core.wagtail_chinese.wagtail_hooks import texts_of_scripts
from scripts import foreign
from scripts.catalogues import catalogue_path, read
from scripts.supplement import APP, DOMAINS, script, script_path, simplified_entries, traditional_entries

from .test_catalogues import broken, said

ENTRIES = {"zh_Hans": simplified_entries, "zh_Hant": traditional_entries}
BOTH = [(locale, domain) for locale in ENTRIES for domain in DOMAINS]


@pytest.mark.parametrize(("locale", "domain"), BOTH)
def test_nothing_that_wagtail_lacks_is_missing(locale, domain):
    there = {key for key, entry in read(catalogue_path(APP, locale, domain)).items() if entry.translated()}
    lacking = [text.id for text in foreign.missing(locale, domain) if (text.context, text.id) not in there]
    assert not lacking, f"Run `make messages` and translate in {catalogue_path(APP, locale, domain)}: {lacking}"


@pytest.mark.parametrize(("locale", "domain"), BOTH)
def test_nothing_is_there_that_wagtail_has(locale, domain):
    wanted = {(text.context, text.id) for text in foreign.missing(locale, domain)}
    foreign_entries = [key for key, entry in read(catalogue_path(APP, locale, domain)).items() if not entry.occurrences]
    assert set(foreign_entries) - wanted == set(), "Wagtail has these by now: run `make messages`"


@pytest.mark.parametrize(("locale", "domain"), BOTH)
def test_placeholders_and_tags_are_handed_on(locale, domain):
    wrong = {entry.msgid: broken(entry) for entry in read(catalogue_path(APP, locale, domain)).values() if broken(entry)}
    assert not wrong, wrong


@pytest.mark.parametrize(("locale", "domain"), BOTH)
def test_the_compiled_catalogue_says_the_same(locale, domain):
    path = catalogue_path(APP, locale, domain)
    compiled = {(entry.msgctxt, entry.msgid): said(entry) for entry in polib.mofile(str(path.with_suffix(".mo")))}
    assert compiled == {key: said(entry) for key, entry in read(path).items()}


@pytest.mark.parametrize("locale", ENTRIES)
def test_the_script_says_the_same(locale):
    assert script_path(locale).read_text(encoding="utf-8") == script(locale, ENTRIES[locale]("djangojs"))


@pytest.mark.parametrize(
    ("language", "text"), [("zh-hans", "显示键盘快捷键"), ("zh-hant", "顯示鍵盤快捷鍵"), ("en", "Show keyboard shortcuts")]
)
def test_the_admin_speaks_it(language, text):
    with translation.override(language):
        assert gettext("Show keyboard shortcuts") == text


def test_wagtails_own_translation_comes_first():
    assert list(apps.get_app_configs())[-1].name == "lms.core.wagtail_chinese"
    with translation.override("zh-hans"):
        assert gettext("Dashboard") == foreign.suggestion("zh_Hans", (None, "Dashboard"))


def test_scripts_get_their_texts_only_in_chinese():
    with translation.override("zh-hant"):
        assert static("lms_wagtail_chinese/zh-hant.js") in texts_of_scripts()
    with translation.override("en"):
        assert texts_of_scripts() == ""


def test_models_without_a_name_have_one():
    with translation.override("zh-hans"):
        assert str(Locale._meta.verbose_name_plural) == "区域"
    with translation.override("en"):
        assert str(Locale._meta.verbose_name_plural) == "locales"


@pytest.mark.django_db
class TestNames:
    """Names that Wagtail's migrations write in English."""

    def test_none_is_left(self):
        assert not Group.objects.filter(name__in=["Editors", "Moderators"]).exists()
        assert Group.objects.filter(name="编辑人员").exists()
        assert list(Workflow.objects.values_list("name", flat=True)) == ["发布审核"]
        assert list(Task.objects.values_list("name", flat=True)) == ["审核人员批准"]
        assert Collection.objects.get(depth=1).name == "总集合"
        assert Page.objects.get(depth=1).title == "全部页面"

    def test_permissions_say_what_they_allow(self):
        names = dict(Permission.objects.values_list("codename", "name"))
        assert names["add_member"] == "可以新增学员"
        assert names["access_admin"] == "可以进入管理后台"
        assert [name for name in names.values() if name.startswith("Can ")] == []

    def test_what_somebody_named_stays(self):
        Group.objects.filter(name="编辑人员").update(name="宣传科")
        Collection.objects.get(depth=1).add_child(name="Root")
        with translation.override("zh-hans"):
            assert rename() == 0
        assert Group.objects.filter(name="宣传科").exists()
        assert Collection.objects.filter(name="Root", depth=2).exists()

    def test_a_name_that_is_taken_is_not_given_twice(self):
        Group.objects.create(name="Editors")
        with translation.override("zh-hans"):
            rename()
        assert Group.objects.filter(name="Editors").exists()

    def test_a_site_in_another_language_keeps_them(self, settings):
        settings.LANGUAGE_CODE = "en"
        Group.objects.filter(name="编辑人员").update(name="Editors")
        after_migrate(apps.get_app_config("wagtailcore"))
        assert Group.objects.filter(name="Editors").exists()

    def test_traditional_sites_get_traditional_names(self, settings):
        settings.LANGUAGE_CODE = "zh-hant"
        Group.objects.filter(name="编辑人员").update(name="Editors")
        after_migrate(apps.get_app_config("wagtailcore"))
        assert Group.objects.filter(name="編輯人員").exists()
