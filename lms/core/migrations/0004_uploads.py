"""Uploads have a state, answers and findings. What was staged before is working state of a day: it goes."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("lms_core", "0003_appearance"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.DeleteModel(name="StagedFile"),
        migrations.CreateModel(
            name="Upload",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("moved_at", models.DateTimeField(auto_now=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("choosing", "待选择"),
                            ("too_large", "行数太多"),
                            ("checking", "检查中"),
                            ("checked", "已检查"),
                            ("importing", "导入中"),
                            ("imported", "已导入"),
                            ("cancelled", "已取消"),
                            ("failed", "未完成"),
                        ],
                        default="choosing",
                        max_length=12,
                    ),
                ),
                ("language", models.CharField(default="", max_length=12)),
                ("rows", models.PositiveIntegerField(default=0)),
                ("phase", models.CharField(blank=True, default="", max_length=8)),
                ("done", models.PositiveIntegerField(default=0)),
                ("answers", models.JSONField(default=dict)),
                ("good_rows_only", models.BooleanField(default=False)),
                ("as_correction", models.BooleanField(default=False)),
                ("result", models.JSONField(default=dict)),
                ("findings", models.BinaryField(default=b"")),
                (
                    "by",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
            ],
            options={
                "verbose_name": "上传的表格",
                "verbose_name_plural": "上传的表格",
                "ordering": ["-created_at"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="StagedFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                ("sheet", models.CharField(blank=True, default="", max_length=40)),
                ("content", models.BinaryField()),
                (
                    "upload",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="files", to="lms_core.upload"
                    ),
                ),
            ],
            options={
                "verbose_name": "待导入的表格",
                "verbose_name_plural": "待导入的表格",
                "ordering": ["pk"],
                "default_permissions": (),
            },
        ),
    ]
