"""Wagtail's page of welcome becomes the front page of the site, as ``wagtail start`` does it. Other pages stay as they are."""

from django.db import migrations

TITLE = "首页"


def make_front_page(apps, schema_editor):
    Site = apps.get_model("wagtailcore", "Site")
    ContentType = apps.get_model("contenttypes", "ContentType")
    HomePage = apps.get_model("cms_site", "HomePage")
    site = Site.objects.filter(is_default_site=True).select_related("root_page__content_type").first()
    if site is None:
        return
    page = site.root_page
    kind = page.content_type
    if page.depth != 2 or (kind.app_label, kind.model) != ("wagtailcore", "page"):
        return
    values = {field.attname: getattr(page, field.attname) for field in page._meta.concrete_fields}
    values["content_type_id"] = ContentType.objects.get_or_create(app_label="cms_site", model="homepage")[0].pk
    if page.title.startswith("Welcome"):
        values["title"] = values["draft_title"] = TITLE
    home = HomePage(page_ptr_id=page.pk, body=[])
    for name, value in values.items():
        setattr(home, name, value)
    home.save()


class Migration(migrations.Migration):
    dependencies = [("cms_site", "0001_initial"), ("contenttypes", "0002_remove_content_type_name")]

    operations = [migrations.RunPython(make_front_page, migrations.RunPython.noop)]
