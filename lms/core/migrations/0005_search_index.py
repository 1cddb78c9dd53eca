"""The index over titles and bodies together, which a search on PostgreSQL asks for and which Wagtail does not make."""

from django.db import migrations


def table():
    from modelsearch.conf import get_app_config

    return get_app_config().get_model("IndexEntry")._meta.db_table


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"CREATE INDEX IF NOT EXISTS lms_search_whole_gin ON {table()} USING gin ((title || body))")


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS lms_search_whole_gin")


class Migration(migrations.Migration):
    dependencies = [("lms_core", "0004_uploads"), ("wagtailsearch", "0006_customise_indexentry")]

    operations = [migrations.RunPython(make, drop)]
