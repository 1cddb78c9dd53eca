"""What a site is called and looks like."""

import django.db.models.deletion
from django.db import migrations, models
from wagtail.images import get_image_model_string


class Migration(migrations.Migration):

    dependencies = [
        ("lms_core", "0002_opening"),
        ("wagtailcore", "0094_alter_page_locale"),
        migrations.swappable_dependency(get_image_model_string()),
    ]

    operations = [
        migrations.CreateModel(
            name='Appearance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, help_text='显示在每一页的左上角和手机桌面上，最好不超过 10 个字。留空则用「缺补」。', max_length=30, verbose_name='名称')),
                ('tagline', models.CharField(blank=True, help_text='告诉第一次来的人这里是做什么的，登录前的首页和登录页上都能看到。', max_length=60, verbose_name='一句话说明')),
                ('brand_colour', models.CharField(blank=True, help_text='按钮、链接和选中栏目的颜色。要能在上面看清白字，太浅的颜色会被提醒。深色外观下的颜色自动算出。留空则用自带的颜色。', max_length=7, verbose_name='主色')),
                ('footer', models.CharField(blank=True, help_text='显示在每一页的最下面，例如主办单位和联系电话。', max_length=120, verbose_name='页脚文字')),
                ('logo', models.ForeignKey(blank=True, help_text='正方形或横条的图片，高度至少 120 像素，四周不要留白。留空则用自带的标志。', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=get_image_model_string(), verbose_name='标志')),
                ('site', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, to='wagtailcore.site')),
            ],
            options={
                'verbose_name': '外观',
                'verbose_name_plural': '外观',
            },
        ),
    ]
