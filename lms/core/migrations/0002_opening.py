"""The opening of a site, and sheets waiting to be imported. A site that was in use before stays open."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def stay_open(apps, schema_editor):
    using = schema_editor.connection.alias
    if apps.get_model("lms_core", "ImportRun").objects.using(using).exists():
        apps.get_model("lms_core", "Opening").objects.using(using).create(id=1)


class Migration(migrations.Migration):

    dependencies = [
        ("lms_core", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Opening",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("opened_at", models.DateTimeField(auto_now_add=True, verbose_name="开放时间")),
                ("by", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="操作人")),
            ],
            options={"verbose_name": "开放", "verbose_name_plural": "开放", "default_permissions": ()},
        ),
        migrations.CreateModel(
            name="StagedFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("batch", models.UUIDField(db_index=True)),
                ("name", models.CharField(max_length=120)),
                ("content", models.BinaryField()),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={"verbose_name": "待导入的表格", "verbose_name_plural": "待导入的表格", "default_permissions": ()},
        ),
        migrations.RunPython(stay_open, migrations.RunPython.noop),
    ]
