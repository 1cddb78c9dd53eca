import django.db.models.deletion
from django.db import migrations, models


def solve_again(apps, schema_editor):
    """What the levels await is stored when a plan is solved: the plans at hand are solved once more when next read."""
    apps.get_model("lms_planning", "MemberPlan").objects.update(stale=True)


class Migration(migrations.Migration):

    dependencies = [
        ('lms_competencies', '0001_initial'),
        ('lms_people', '0001_initial'),
        ('lms_planning', '0002_name_the_member'),
    ]

    operations = [
        migrations.CreateModel(
            name='Awaiting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.PositiveSmallIntegerField(verbose_name='等级')),
                ('since', models.DateField(verbose_name='学完日期')),
                ('looked_on', models.DateField(blank=True, null=True, verbose_name='看过日期')),
                ('competency', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='lms_competencies.competency', verbose_name='能力')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='awaiting', to='lms_people.member', verbose_name='学员')),
            ],
            options={
                'verbose_name': '待确认的等级',
                'verbose_name_plural': '待确认的等级',
                'default_permissions': ('view',),
                'indexes': [models.Index(fields=['competency', 'level'], name='lms_planning_awaiting_level')],
                'constraints': [models.UniqueConstraint(fields=('member', 'competency'), name='lms_planning_awaiting_once')],
            },
        ),
        migrations.RunPython(solve_again, migrations.RunPython.noop),
    ]
