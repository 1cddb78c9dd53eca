"""Name, logo and colours, changed by an administrator in the site settings and seen at once."""

from __future__ import annotations

import gc
import re

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import reverse
from wagtail.admin.menu import help_menu
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Site

from lms.core import appearance, colours
from lms.core.models import Appearance

BLUE = "#1f4e79"


def settings_url(site: Site) -> str:
    return reverse("wagtailsettings:edit", args=["lms_core", "appearance", site.pk])


@pytest.fixture
def site(db) -> Site:
    return Site.objects.get(is_default_site=True)


#: Wagtail leaves the file that it draws into to the garbage collector.
drawn = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture
def no_renditions():
    """Wagtail remembers what it has drawn by the image's number, and numbers come again after a rollback."""
    cache.clear()
    yield
    cache.clear()
    gc.collect()


def post(client: Client, site: Site, **given):
    empty = {"name": "", "tagline": "", "footer": "", "logo": "", "brand_colour": ""}
    return client.post(settings_url(site), {**empty, **given})


def shown(client: Client) -> str:
    return client.get("/display/").content.decode()


def test_an_administrator_changes_it_without_code(client, committee_admin, site):
    client.force_login(committee_admin)
    assert client.get(settings_url(site)).status_code == 200
    given = {"name": "青年学堂", "tagline": "学以致用", "footer": "综合处主办", "brand_colour": "1F4E79"}
    assert post(client, site, **given).status_code == 302
    page = shown(Client())
    assert "青年学堂" in page and "综合处主办" in page and "缺补" not in page
    assert Appearance.objects.get().brand_colour == BLUE
    assert "/theme.css?v=" in page


def test_branch_administrators_may_not(client, branch_admin, site):
    client.force_login(branch_admin)
    assert client.get(settings_url(site)).status_code == 302
    assert "lms_core/appearance" not in client.get("/admin/").content.decode()
    post(client, site, name="别的名字")
    assert not Appearance.objects.exclude(name="").exists()


def test_the_site_settings_lead_there(client, committee_admin):
    client.force_login(committee_admin)
    assert "/settings/lms_core/appearance/" in client.get("/admin/").content.decode()


def test_nothing_set_is_the_product(client, site):
    page = shown(client)
    assert "缺补" in page and "theme.css" not in page and "lms_core/quebu.svg" in page
    assert not Appearance.objects.exists(), "reading writes nothing"


def test_a_colour_that_cannot_be_read_is_refused_with_a_better_one(client, superuser, site):
    client.force_login(superuser)
    page = post(client, site, brand_colour="#ffcc00").content.decode()
    assert "白字看不清" in page and "对比度 1.5，至少要 4.5" in page
    better = colours.darkened("#ffcc00")
    assert better in page
    assert post(client, site, brand_colour=better).status_code == 302


@pytest.mark.parametrize("wrong", ["red", "#12345", "#1;}a{b"])
def test_what_is_no_colour_is_refused(site, wrong):
    with pytest.raises(ValidationError, match="六位"):
        Appearance(site=site, brand_colour=wrong).full_clean()


def test_the_colours_of_the_picker_can_all_be_chosen(site):
    import re
    from pathlib import Path

    text = (Path(appearance.__file__).parent / "templates/lms_core/admin/colours.html").read_text("utf-8")
    offered = set(re.findall(r"<code>(#\w+)</code>", text))
    assert len(offered) == 5 and offered == set(re.findall(r'fill="(#\w+)"', text))
    for colour in offered:
        Appearance(site=site, brand_colour=colour).full_clean()


@drawn
def test_the_logo(client, site, no_renditions, django_capture_on_commit_callbacks):
    image = get_image_model().objects.create(title="标志", file=get_test_image_file(size=(640, 640)))
    Appearance.objects.create(site=site, logo=image)
    page = shown(client)
    assert 'width="120" height="120"' in page and "brand__mark--logo" in page
    icons = client.get("/manifest.webmanifest").json()["icons"]
    assert [icon["sizes"] for icon in icons] == ["192x192", "512x512"]
    with django_capture_on_commit_callbacks(execute=True):
        image.delete()
    assert "brand__mark--logo" not in shown(client)


@drawn
def test_a_broad_logo_is_no_icon(client, site, no_renditions):
    image = get_image_model().objects.create(title="标志", file=get_test_image_file(size=(900, 200)))
    Appearance.objects.create(site=site, logo=image)
    assert 'width="540" height="120"' in shown(client)
    assert all("lms_core/icon-" in icon["src"] for icon in client.get("/manifest.webmanifest").json()["icons"])


@drawn
def test_a_logo_whose_file_is_gone_costs_only_the_logo(client, site, no_renditions):
    image = get_image_model().objects.create(title="标志", file=get_test_image_file(size=(640, 640)))
    Appearance.objects.create(site=site, logo=image, name="青年学堂")
    image.file.storage.delete(image.file.name)
    page = shown(client)
    assert "青年学堂" in page and "brand__mark--logo" not in page


# ---- the style sheet of the colour


def test_theme_css(client, site):
    Appearance.objects.create(site=site, brand_colour=BLUE)
    version = shown(client).split("/theme.css?v=")[1].split('"')[0]
    fresh = client.get(f"/theme.css?v={version}")
    assert fresh.headers["Content-Type"] == "text/css; charset=utf-8"
    assert "max-age=31536000" in fresh.headers["Cache-Control"] and "immutable" in fresh.headers["Cache-Control"]
    assert "Cookie" not in fresh.headers.get("Vary", "") and not fresh.cookies
    css = fresh.content.decode()
    assert css.count("--brand:") == 3 and colours.light_palette(BLUE).brand in css and colours.dark_palette(BLUE).brand in css
    for url in ("/theme.css", "/theme.css?v=old"):
        assert client.get(url).headers["Cache-Control"] == "no-cache"


def test_a_red_colours_the_head_and_nothing_else(client, site):
    """On the page red says overdue or wrong: a button or a level of a red site must not."""
    Appearance.objects.create(site=site, brand_colour="#b01e23")
    css = client.get("/theme.css").content.decode()
    written = dict(re.findall(r"--([\w-]+): (#\w{6});", css.split("@media")[0]))
    assert [name for name, value in written.items() if colours.is_red(value)] == ["band"]
    assert not any(colours.is_red(value) for value in re.findall(r"#\w{6}", css.split("@media", 1)[1]))
    assert colours.contrast(written["band"], written["on-brand"]) >= colours.READABLE


def test_another_colour_has_another_address(client, site):
    row = Appearance.objects.create(site=site, brand_colour=BLUE)
    before = appearance.of_site(site).version
    row.brand_colour = "#1e5c46"
    row.save()
    assert appearance.of_site(site).version != before


def test_nobody_is_looked_up_for_the_colour(client, member_user, site, count_queries):
    client.force_login(member_user)
    client.get("/theme.css")
    assert count_queries(lambda: client.get("/theme.css")) == []


# ---- from memory


@pytest.mark.django_db(transaction=True)
def test_a_warm_process_asks_nothing(client, count_queries):
    Appearance.objects.create(site=Site.objects.get(is_default_site=True), name="青年学堂", brand_colour=BLUE)
    shown(client)
    assert count_queries(lambda: shown(client)) == []


@pytest.mark.django_db(transaction=True)
def test_the_process_that_saves_sees_it_at_once(client):
    row = Appearance.objects.create(site=Site.objects.get(is_default_site=True), name="青年学堂")
    assert "青年学堂" in shown(client)
    row.name = "机关学堂"
    row.save()
    assert "机关学堂" in shown(client)
    row.delete()
    assert "机关学堂" not in shown(client)


def test_another_process_sees_it_soon(client, site, monkeypatch):
    Appearance.objects.create(site=site, name="青年学堂")
    assert "青年学堂" in shown(client)
    Appearance.objects.update(name="机关学堂")  # no signal reaches this process
    assert "青年学堂" in shown(client)
    clock = appearance.time.monotonic()
    monkeypatch.setattr(appearance.time, "monotonic", lambda: clock + appearance.FRESH + 1)
    assert "机关学堂" in shown(client)


def test_thousands_of_host_names_do_not_fill_the_memory(client, db):
    for at in range(appearance.HOSTS * 2):
        client.get("/theme.css", headers={"host": f"h{at}.example"})
    assert len(appearance._memory) <= appearance.HOSTS


# ---- the Wagtail admin


def test_the_admin_bears_the_name_of_the_site(client, superuser, site, settings):
    Appearance.objects.create(site=site, name="青年学堂")
    client.force_login(superuser)
    page = client.get("/admin/").content.decode()
    assert "青年学堂</title>" in page.replace("\n", "") and 'class="quebu-brand__name">青年学堂<' in page
    settings.LMS = {"ADMIN_BRANDING": False}
    page = client.get("/admin/").content.decode()
    assert "quebu-brand" not in page and "- Wagtail</title>" in page and "favicon.ico" in page


@pytest.mark.django_db(transaction=True)
def test_the_admin_in_a_browser(page, live_server, sign_in, superuser):
    Appearance.objects.create(site=Site.objects.get(is_default_site=True), name="青年学堂", brand_colour=BLUE)
    sign_in(superuser)
    page.goto("/admin/settings/lms_core/appearance/")
    page.wait_for_selector(".sidebar-custom-branding")
    assert page.inner_text(".sidebar-custom-branding") == "青年学堂"
    page.fill("[name=brand_colour]", "#ffcc00")
    page.click("button[type=submit]:has-text('保存')")
    page.wait_for_selector("text=白字看不清")


def test_the_admin_leads_to_no_other_host(client, superuser, settings):
    client.force_login(superuser)
    page = client.get("/admin/").content.decode()
    assert "guide.wagtail.org" not in page and "releases" not in page and "使用帮助" in page
    request = RequestFactory().get("/admin/")
    request.user = superuser
    assert [str(item.label) for item in help_menu.menu_items_for_request(request)].count("使用帮助") == 1
    settings.LMS = {"ADMIN_BRANDING": False}
    assert "guide.wagtail.org" in client.get("/admin/").content.decode()


@drawn
def test_a_logo_without_leave_to_manage_images(client, committee_admin, site, no_renditions):
    client.force_login(committee_admin)
    page = client.get(settings_url(site)).content.decode()
    assert 'name="logo_file"' in page and 'name="logo"' not in page and 'name="no_logo"' not in page
    file = SimpleUploadedFile("logo.png", get_test_image_file(size=(640, 640)).file.getvalue())
    assert post(client, site, logo_file=file).status_code == 302
    assert "brand__mark--logo" in shown(client)
    post(client, site, name="青年学堂")
    assert "brand__mark--logo" in shown(client), "what is not sent anew stays"
    assert 'name="no_logo"' in client.get(settings_url(site)).content.decode()
    post(client, site, no_logo="on")
    assert "brand__mark--logo" not in shown(client)


def test_what_is_no_picture_is_refused(client, committee_admin, site):
    client.force_login(committee_admin)
    response = post(client, site, logo_file=SimpleUploadedFile("logo.png", b"<script>"))
    assert response.status_code == 200 and not Appearance.objects.exclude(logo=None).exists()


def test_who_manages_images_chooses_among_them(client, superuser, site):
    client.force_login(superuser)
    page = client.get(settings_url(site)).content.decode()
    assert 'name="logo"' in page and 'name="logo_file"' not in page
