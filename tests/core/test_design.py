"""The living page and the reference show every token, component, icon and state."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template import Context
from django.template.loader import get_template
from django.test import RequestFactory, override_settings

from lms.core import design, icons
from lms.core.charts import chart
from lms.core.states import State

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "lms/core/templates/lms_core"
COMPONENTS = sorted(path.stem for path in (TEMPLATES / "components").glob("*.html"))
TOKENS = ROOT / "lms/core/static_src/10-tokens.css"
DOCS = ROOT / "docs/reference/design.md"


@pytest.fixture
def living(client, superuser):
    client.force_login(superuser)
    response = client.get("/design/")
    assert response.status_code == 200
    return response.content.decode()


def test_every_component_is_shown(living):
    shown = {name for names in re.findall(r'data-component="([\w ]+)"', living) for name in names.split()}
    assert sorted(shown) == COMPONENTS


def test_every_state_is_shown_with_its_word(living):
    rows = re.findall(r'data-state="(\w+)".*?<span class="badge badge--\w+">([^<]+)</span>', living, re.S)
    assert rows == [(state.key, str(state.word)) for state in State]


def test_every_token_is_shown(living):
    names = set(re.findall(r"--([\w-]+):", TOKENS.read_text(encoding="utf-8").split("[lang", 1)[0]))
    unseen = {"font", "font-title", "shade", "veil", "touch", "radius", "page", "measure"}  # have no look of their own
    assert names - unseen == set(re.findall(r"<code[^>]*>--([\w-]+)</code>", living))


def test_every_icon_is_shown(living):
    part = living.split('id="icons"')[1].split("</section>")[0]
    assert re.findall(r"<code>([\w-]+)</code>", part) == sorted(icons.shapes())


def test_every_icon_that_a_template_names_exists():
    named = {
        name
        for top in ("lms", "courses", "lecturers", "cms_site")
        for path in ROOT.glob(f"{top}/**/*.html")
        for name in re.findall(r'{% icon "([\w-]+)"', path.read_text(encoding="utf-8"))
    }
    assert named - set(icons.shapes()) == set()
    assert named


def test_it_is_for_those_who_run_a_site(client, member_user):
    assert client.get("/design/").status_code == 404
    client.force_login(member_user)
    assert client.get("/design/").status_code == 404


@pytest.mark.django_db
@override_settings(DEBUG=True)
def test_it_is_open_where_a_site_is_being_built(client):
    assert client.get("/design/").status_code == 200


def test_the_reference_names_every_component_token_and_state():
    text = DOCS.read_text(encoding="utf-8")
    tokens = set(re.findall(r"--([\w-]+):", TOKENS.read_text(encoding="utf-8")))
    missing = [f"`{name}`" for name in COMPONENTS if f"`{name}`" not in text]
    missing += [f"`--{name}`" for name in sorted(tokens) if f"`--{name}`" not in text]
    missing += [f"`{state.key}`" for state in State if f"| `{state.key}` | {state.word} | {state.tone.value} |" not in text]
    assert missing == []


def test_nothing_is_written_into_pages_that_the_policy_forbids():
    wrong = [
        (str(path.relative_to(ROOT)), found)
        for top in ("lms", "courses", "lecturers", "cms_site")
        for path in ROOT.glob(f"{top}/**/templates/**/*.html")
        for found in re.findall(r"<style|\sstyle=|\son\w+=\"|<script>|javascript:|target=\"_blank", path.read_text("utf-8"))
    ]
    assert wrong == []


def test_a_page_of_a_site_that_knows_nothing_of_the_shell():
    """Without our context processor, without accounts, without a session the page still comes."""
    drawn = get_template("lms_core/base.html").template.render(Context({"request": RequestFactory().get("/")}))
    assert "<main" in drawn and "缺补" in drawn and "site-nav" not in drawn


def test_bars_are_shares_of_the_largest():
    drawn = chart("学时", [("现场", 24), ("网络", 6), ("其他", 0)])
    assert [mark.share for mark in drawn.marks] == [100, 25, 0]
    assert drawn.line == "0,0 500,150 1000,200"


def test_a_chart_of_nothing_and_of_one():
    assert chart("学时", []).marks == []
    assert [mark.share for mark in chart("学时", [("现场", 5)], top=20).marks] == [25]
    assert [mark.share for mark in chart("学时", [("现场", -5), ("网络", 30)], top=20).marks] == [0, 100]


def test_design_lists_each_token_once():
    names = [*design.GROUNDS, *design.TEXTS, *design.BRAND, *design.TONES, *design.LINES]
    assert len(names) == len(set(names))
