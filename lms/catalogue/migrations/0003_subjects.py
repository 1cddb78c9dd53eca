from __future__ import annotations

from typing import Any

import django.db.models.deletion
import django.db.models.functions.comparison
from django.db import migrations, models

#: The categories that come with the program; ``ensure_defaults`` knows them by these codes.
CODES = {"政治理论": "theory", "现代经济": "economy", "社会管理": "society", "科学技术": "science", "先进典型": "examples"}


def texts_to_subjects(apps: Any, schema_editor: Any) -> None:
    """Each text that stands at an activity becomes a category of this name."""
    activities = apps.get_model("lms_catalogue", "Activity").objects.using(schema_editor.connection.alias)
    subjects = apps.get_model("lms_catalogue", "Subject").objects.using(schema_editor.connection.alias)
    order = {name: place for place, name in enumerate(CODES)}
    texts = activities.exclude(subject_text="").order_by().values_list("subject_text", flat=True).distinct()
    names = sorted({text.strip() for text in texts} - {""}, key=lambda name: (order.get(name, len(order)), name))
    found = {
        name: subjects.create(code=CODES.get(name, name), name=name, sort_order=(order.get(name, len(order) + place) + 1) * 10)
        for place, name in enumerate(names)
    }
    for text in texts:
        if text.strip():
            activities.filter(subject_text=text).update(subject=found[text.strip()])


def subjects_to_texts(apps: Any, schema_editor: Any) -> None:
    """Back to the names as texts; of a topic its own name."""
    activities = apps.get_model("lms_catalogue", "Activity").objects.using(schema_editor.connection.alias)
    subjects = apps.get_model("lms_catalogue", "Subject").objects.using(schema_editor.connection.alias)
    for pk, name in subjects.values_list("pk", "name"):
        activities.filter(subject=pk).update(subject_text=name)


class Migration(migrations.Migration):

    dependencies = [
        ('lms_catalogue', '0002_modes_have_names'),
    ]

    operations = [
        migrations.CreateModel(
            name='Subject',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, unique=True, verbose_name='编码')),
                ('name', models.CharField(help_text='表格按名称认，不能重名', max_length=40, unique=True, verbose_name='名称')),
                ('sort_order', models.IntegerField(default=0, verbose_name='排序')),
                ('parent', models.ForeignKey(blank=True, help_text='留空即为类别；选了类别即为其下的主题', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='topics', to='lms_catalogue.subject', verbose_name='所属类别')),
            ],
            options={
                'verbose_name': '类别与主题',
                'verbose_name_plural': '类别与主题',
                'ordering': [django.db.models.functions.comparison.Coalesce('parent__sort_order', 'sort_order'), django.db.models.functions.comparison.Coalesce('parent__code', 'code'), models.OrderBy(models.F('parent'), nulls_first=True), 'sort_order', 'code'],
            },
        ),
        migrations.AddField(
            model_name='activity',
            name='words',
            field=models.TextField(blank=True, default='', editable=False),
        ),
        migrations.RenameField(
            model_name='activity',
            old_name='subject',
            new_name='subject_text',
        ),
        migrations.AddField(
            model_name='activity',
            name='subject',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='lms_catalogue.subject', verbose_name='类别'),
        ),
        migrations.RunPython(texts_to_subjects, subjects_to_texts),
        migrations.RemoveField(
            model_name='activity',
            name='subject_text',
        ),
    ]
