import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('lms_people', '0001_initial'),
        ('lms_planning', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='memberplan',
            name='member',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='plan_link', serialize=False, to='lms_people.member', verbose_name='学员'),
        ),
    ]
