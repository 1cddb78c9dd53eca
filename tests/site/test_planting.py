"""Pages that come with the site: whole in three languages, planted once, never over an editor's work."""

from __future__ import annotations

import importlib.util
import io
import re
from pathlib import Path

import polib
import pytest
import wagtail
from django.core.management import call_command
from wagtail.models import Locale, Page, Site

from cms_site.models import HelpPage, HomePage, NewsIndexPage, PlantedPage
from cms_site.planting import site as planting
from cms_site.planting.planter import Planter, unplant
from cms_site.planting.source import BadSource, parse, read

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("zh-hans", "zh-hant", "en")


def plant() -> str:
    said = io.StringIO()
    call_command("plant_site", stdout=said)
    return said.getvalue()


def names(folder: Path, code: str) -> set[str]:
    return {path.name for path in (folder / code).glob("*.md")}


# ---- the texts


def test_help_is_whole_in_three_languages():
    assert names(planting.HELP, "zh-hans")
    for code in LANGUAGES:
        assert names(planting.HELP, code) == names(planting.HELP, "zh-hans"), code
        for source, original in zip(planting.help_sources(code), planting.help_sources("zh-hans"), strict=True):
            for fact in ("slug", "audience", "order", "public"):
                assert source.facts.get(fact) == original.facts.get(fact), (code, source.slug)
            assert [step.minutes for step in source.steps] == [step.minutes for step in original.steps], (code, source.slug)


def test_traditional_texts_are_fresh():
    spec = importlib.util.spec_from_file_location("pages", ROOT / "scripts" / "pages.py")
    pages = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(pages)
    for folder in pages.FOLDERS:
        stale = [path.name for path, text in pages.converted(folder).items() if path.read_text("utf-8") != text]
        assert stale == [], "run scripts/pages.py"


def test_every_step_ends_in_something_seen():
    for code in LANGUAGES:
        for source in planting.help_sources(code):
            assert source.steps, source.slug
            assert [step.title for step in source.steps if not step.seen or not step.minutes] == [], source.slug
            assert len(source.facts["intro"]) <= 200


def test_the_first_path_of_a_branch_administrator_takes_twenty_minutes():
    for code in LANGUAGES:
        (path,) = [each for each in planting.help_sources(code) if each.slug == "branch-first-20-minutes"]
        assert path.minutes <= 20
        assert path.facts["audience"] == "administrator"


def test_help_for_members_uses_their_words():
    for source in planting.help_sources("zh-hans"):
        if source.facts["audience"] == "member":
            text = (planting.HELP / "zh-hans" / f"{source.slug}.md").read_text("utf-8")
            found = [word for word in ("要素", "证据", "要求集", "活动", "LEAD", "GEN", "YOUTH") if word in text]
            assert found == [], source.slug
            assert source.is_public, source.slug


def test_buttons_that_help_names_exist():
    """What stands in bold is a word of a screen: ours, whose texts are the msgids, or one that Wagtail shows in Chinese."""
    ours = {str(entry.msgid) for path in ROOT.glob("*/**/locale/en/LC_MESSAGES/django.po") for entry in polib.pofile(str(path))}
    theirs = Path(wagtail.__file__).parent.glob("**/locale/zh_Hans/LC_MESSAGES/django.po")
    shown = ours | {entry.msgstr for path in theirs for entry in polib.pofile(str(path))} | {"⋯"}
    for source in planting.help_sources("zh-hans"):
        text = (planting.HELP / "zh-hans" / f"{source.slug}.md").read_text("utf-8")
        assert [word for word in re.findall(r"\*\*(.+?)\*\*", text) if word not in shown] == [], source.slug


def test_context_help_leads_to_pages_that_exist():
    from cms_site.help_links import TOPICS

    assert set(TOPICS.values()) <= {source.slug for source in planting.help_sources("zh-hans")}


def test_a_source_that_is_written_wrongly_is_named(tmp_path):
    path = tmp_path / "wrong.md"
    path.write_text("title only\n\ntext", encoding="utf-8")
    with pytest.raises(BadSource, match=r"wrong\.md"):
        read(path)
    with pytest.raises(BadSource):
        parse("title: x\n\ntext")


def test_what_a_source_becomes():
    source = parse("title: 名\nslug: s\n\n### 做 | 3\n怎么<做>\n- 一\n- **二**\n> 看\n\n## 后来\n文字\n! 提示")
    assert source.minutes == 3
    (step,) = source.steps
    assert step.as_block()["value"] == {
        "title": "做",
        "minutes": 3,
        "text": "<p>怎么&lt;做&gt;</p><ul><li>一</li><li><b>二</b></li></ul>",
        "seen": "看",
    }
    assert [block["type"] for block in source.body] == ["heading", "text", "callout"]


# ---- the planting


@pytest.mark.django_db
def test_an_empty_site_gets_its_tree_in_three_languages_and_a_second_run_nothing(client):
    assert "新建 0" not in plant()
    for code in LANGUAGES:
        locale = Locale.objects.get(language_code=code)
        home = HomePage.objects.get(locale=locale)
        assert [page.slug for page in home.get_children()] == ["news", "themes", "help", "courses"]
        assert HelpPage.objects.filter(locale=locale).count() == len(planting.help_sources(code))
    assert len({page.translation_key for page in HelpPage.objects.all()}) == len(planting.help_sources("en"))
    pages = Page.objects.count()
    assert "新建 0，更新 0" in plant()
    assert Page.objects.count() == pages
    assert client.get("/help/first-sign-in/").status_code == 200
    client.cookies["quebu_language"] = "en"
    assert "Signing in for the first time" in client.get("/help/first-sign-in/").content.decode()


@pytest.mark.django_db
def test_what_an_editor_changed_or_deleted_stays_so(monkeypatch):
    plant()
    changed = HelpPage.objects.get(slug="hours", locale__language_code="zh-hans")
    changed.title = "本单位的学时"
    changed.save_revision().publish()
    HelpPage.objects.get(slug="export", locale__language_code="zh-hans").delete()
    hidden = HelpPage.objects.get(slug="abilities", locale__language_code="zh-hans")
    hidden.unpublish()
    # Newer texts come with a newer version.
    real = planting.help_page

    def newer(source):
        page = real(source)
        page.intro = "新版本的说明"
        return page

    monkeypatch.setattr(planting, "help_page", newer)
    plant()
    found = HelpPage.objects.filter(locale__language_code="zh-hans")
    assert found.get(slug="hours").title == "本单位的学时"
    assert found.get(slug="hours").intro != "新版本的说明"
    assert not found.get(slug="abilities").live
    assert not found.filter(slug="export").exists()
    assert found.get(slug="my-learning").intro == "新版本的说明"


@pytest.mark.one_engine
@pytest.mark.django_db
def test_a_new_topic_takes_its_place_among_those_that_are_there():
    order = [source.slug for source in planting.help_sources("zh-hans")]
    plant()
    for slug in (order[1], order[-1]):
        HelpPage.objects.get(slug=slug, locale__language_code="zh-hans").delete()
        PlantedPage.objects.filter(key=f"help:zh-hans:{slug}").delete()
    plant()
    index = Page.objects.get(slug="help", locale__language_code="zh-hans")
    assert [page.slug for page in index.get_children()] == order
    assert index.numchild == len(order) and not any(Page.find_problems())


@pytest.mark.one_engine
@pytest.mark.django_db
def test_a_page_that_somebody_made_before_is_theirs():
    home = Site.objects.get(is_default_site=True).root_page
    home.add_child(instance=NewsIndexPage(title="我们自己的新闻", slug="news"))
    plant()
    plant()
    assert NewsIndexPage.objects.child_of(home).get().title == "我们自己的新闻"


@pytest.mark.one_engine
@pytest.mark.django_db
def test_the_front_page_itself_is_never_written_to():
    site = Site.objects.get(is_default_site=True)
    HomePage.objects.filter(pk=site.root_page_id).update(title="本单位")
    plant()
    assert HomePage.objects.get(pk=site.root_page_id).title == "本单位"


@pytest.mark.one_engine
@pytest.mark.django_db
def test_planted_pages_can_be_taken_away_by_their_keys(tree):
    from cms_site.models import PlainPage

    planter = Planter()
    for key in ("sample:zh-hans:a", "sample:zh-hans:b", "help:zh-hans:c"):
        planter.plant(key, tree.home, PlainPage(title=key, slug=key[-1], body=[]))
    assert unplant("sample:") == 2
    assert {page.title for page in PlainPage.objects.child_of(tree.home)} == {"help:zh-hans:c"}
    assert list(PlantedPage.objects.values_list("key", flat=True)) == ["help:zh-hans:c"]
