from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('lms_catalogue', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='creditrule',
            name='mode',
            field=models.CharField(choices=[('online', '网络'), ('onsite', '集中与现场'), ('other', '其他方式')], default='online', max_length=20, verbose_name='方式'),
        ),
    ]
