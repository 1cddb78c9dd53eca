"""Every page type can be made where it belongs and nowhere else, edited, previewed, and shown."""

from __future__ import annotations

import pytest
from wagtail.models import Page
from wagtail.test.utils import WagtailPageTestCase
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from cms_site import blocks, models
from courses.pages.models import CatalogueIndexPage

from .trees import build_tree

HOME_CHILDREN = {
    models.NewsIndexPage, models.SectionPage, models.PlainPage, models.ThemeIndexPage, models.HelpIndexPage,
    CatalogueIndexPage,
}
CHILDREN = {
    models.HomePage: HOME_CHILDREN,
    models.NewsIndexPage: {models.NewsPage},
    models.NewsPage: set(),
    models.SectionPage: {models.PlainPage},
    models.PlainPage: {models.PlainPage},
    models.ThemeIndexPage: {models.ThemePage},
    models.ThemePage: set(),
    models.HelpIndexPage: {models.HelpPage},
    models.HelpPage: set(),
}
TYPES = list(CHILDREN)
#: What the editor's form sends for each type, beside title and slug.
BODY = streamfield([("heading", "小标题"), ("text", rich_text("<p>文字</p>"))])
STEPS = streamfield([("step", {"title": "一步", "minutes": "2", "text": rich_text("<p>这样</p>"), "seen": "看到"})])
FORMS = {
    models.HomePage: {"body": streamfield([])},
    models.NewsPage: {"day": "2026-11-22", "body": BODY, "tags": ""},
    models.SectionPage: {"items": streamfield([])},
    models.PlainPage: {"body": BODY},
    models.ThemePage: {"month": "2026-11-01", "purpose": "为了什么", "items": streamfield([])},
    models.HelpPage: {"audience": "member", "minutes": "2", "steps": STEPS, "body": streamfield([])},
}


class TestPageTypes(WagtailPageTestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.tree = build_tree()

    def setUp(self) -> None:
        self.user = self.login()

    def example(self, model: type[Page]) -> Page:
        return model.objects.order_by("path").first()

    def test_where_each_may_stand(self):
        for model, allowed in CHILDREN.items():
            self.assertAllowedSubpageTypes(model, allowed)
        self.assertAllowedParentPageTypes(models.HomePage, {Page})
        self.assertAllowedParentPageTypes(models.NewsPage, {models.NewsIndexPage})
        self.assertAllowedParentPageTypes(models.ThemePage, {models.ThemeIndexPage})
        self.assertAllowedParentPageTypes(models.HelpPage, {models.HelpIndexPage})

    def test_each_is_shown_edited_and_previewed(self):
        for model in TYPES:
            page = self.example(model)
            assert page is not None, model
            self.client.force_login(self.user)  # the assertions about the editor sign out
            self.assertPageIsRoutable(page)
            self.assertPageIsRenderable(page)
            data = nested_form_data({"title": page.title, "slug": page.slug, **FORMS.get(model, {})})
            self.assertPageIsEditable(page, post_data=data)
            self.assertPageIsPreviewable(page, post_data=data)

    def test_the_front_page_is_previewed_as_visitors_see_it(self):
        data = nested_form_data({"title": "首页", "slug": "home", "body": streamfield([])})
        self.assertPageIsPreviewable(self.tree.home, mode="signed-out", post_data=data)

    def test_news_is_made_in_the_editor(self):
        data = {"title": "新的", "slug": "new", "day": "2026-11-22", "intro": "", "picture": "", "tags": "培训", "body": BODY}
        self.assertCanCreate(self.tree.news, models.NewsPage, nested_form_data(data), publish=True)
        made = models.NewsPage.objects.get(slug="new")
        assert not made.is_public, "not public unless somebody says so"
        assert "小标题" in made.words and "文字" in made.words
        assert [tag.name for tag in made.tags.all()] == ["培训"]

    def test_a_theme_is_kept_as_of_the_first(self):
        theme = models.ThemePage(title="x", slug="x", month=self.tree.theme.month.replace(day=17), purpose="y")
        self.tree.themes.add_child(instance=theme)
        assert theme.month.day == 1


def stream_blocks() -> list[tuple[str, object]]:
    found = []
    for stream in (blocks.BodyBlock, blocks.CollectionBlock, blocks.ThemeItemsBlock, blocks.HelpStepsBlock):
        found += [(f"{stream.__name__}.{name}", block) for name, block in stream().child_blocks.items()]
    return found


@pytest.mark.parametrize(("name", "block"), stream_blocks(), ids=[name for name, _ in stream_blocks()])
def test_every_block_has_icon_label_description_and_preview(name, block):
    assert block.meta.icon != "placeholder", name
    assert str(block.label)
    assert str(block.get_description())
    assert block.is_previewable, name


@pytest.mark.parametrize(("name", "block"), stream_blocks(), ids=[name for name, _ in stream_blocks()])
def test_every_block_has_a_preview_that_shows(name, block, client, superuser):
    from django.urls import reverse

    client.force_login(superuser)
    response = client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    assert response.status_code == 200
    text = response.content.decode()
    assert "cms_site/site.css" in text
    assert 'style="' not in text.split("<main", 1)[1]


def test_nothing_private_is_offered_to_an_api():
    for model in TYPES:
        assert not {field.name for field in getattr(model, "api_fields", [])} & {"owner", "words", "items", "latest_revision"}
