
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('lms_catalogue', '0003_subjects'),
        ('lms_courses', '0001_initial'),
        ('lms_people', '0003_groups'),
    ]

    operations = [
        migrations.CreateModel(
            name='LessonRating',
            fields=[
                ('activity', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='lms_catalogue.activity')),
                ('answers', models.PositiveIntegerField(default=0)),
                ('sums', models.JSONField(blank=True, default=dict)),
                ('shown_answers', models.PositiveIntegerField(default=0)),
                ('shown', models.JSONField(blank=True, default=dict)),
            ],
            options={
                'verbose_name': '课后反馈',
                'verbose_name_plural': '课后反馈',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='RatingAsked',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='lms_catalogue.activity')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='lms_people.member')),
            ],
            options={
                'verbose_name': '已问过课后反馈',
                'verbose_name_plural': '已问过课后反馈',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('member', 'activity'), name='lms_courses_rating_asked_once')],
            },
        ),
    ]
