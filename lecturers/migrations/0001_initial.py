import django.core.validators
import django.db.models.deletion
import modelsearch.index
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models
from wagtail.images import get_image_model_string


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('lms_catalogue', '0003_subjects'),
        ('lms_people', '0003_groups'),
        migrations.swappable_dependency(get_image_model_string()),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Lecturer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, unique=True, verbose_name='讲师编号')),
                ('name', models.CharField(max_length=60, verbose_name='姓名')),
                ('sex', models.CharField(blank=True, choices=[('m', '男'), ('f', '女')], max_length=1, verbose_name='性别')),
                ('birth_month', models.DateField(blank=True, help_text='存为当月1日', null=True, verbose_name='出生年月')),
                ('work_unit', models.CharField(blank=True, max_length=80, verbose_name='工作单位')),
                ('position', models.CharField(blank=True, max_length=60, verbose_name='职务')),
                ('title', models.CharField(blank=True, max_length=40, verbose_name='职称')),
                ('education', models.CharField(blank=True, max_length=20, verbose_name='学历')),
                ('source', models.CharField(blank=True, help_text='如：党校教师、领导干部、专家学者、业务骨干、先进典型', max_length=40, verbose_name='来源')),
                ('award', models.CharField(blank=True, help_text='如：百优名师、百佳课堂', max_length=60, verbose_name='荣誉')),
                ('is_external', models.BooleanField(default=False, help_text='本系统学员以外的讲师，不需要账号', verbose_name='外请')),
                ('unit_contact', models.CharField(blank=True, help_text='外请讲师请填姓名和联系方式', max_length=120, verbose_name='邀请单位联系人')),
                ('contact', models.CharField(blank=True, help_text='只有组织者和讲师本人看得到', max_length=120, verbose_name='联系方式')),
                ('specialty', models.CharField(blank=True, max_length=120, verbose_name='专业领域')),
                ('courses', models.TextField(blank=True, help_text='一行一个，最多5个', verbose_name='可授课题目')),
                ('in_class', models.BooleanField(default=False, verbose_name='面授')),
                ('by_video', models.BooleanField(default=False, verbose_name='视频')),
                ('on_site', models.BooleanField(default=False, verbose_name='现场')),
                ('audience', models.CharField(blank=True, max_length=120, verbose_name='适用对象')),
                ('hours', models.DecimalField(blank=True, decimal_places=1, help_text='每次授课的课时', max_digits=5, null=True, verbose_name='课时')),
                ('state', models.CharField(choices=[('candidate', '候选'), ('trial', '试讲'), ('listed', '在库'), ('left', '退出')], default='candidate', editable=False, max_length=10, verbose_name='状态')),
                ('trial_on', models.DateField(blank=True, editable=False, null=True, verbose_name='试讲日期')),
                ('trial_passed_on', models.DateField(blank=True, editable=False, null=True, verbose_name='试讲通过日期')),
                ('entered_on', models.DateField(blank=True, help_text='存为当月1日', null=True, verbose_name='入库年月')),
                ('reviewed_on', models.DateField(blank=True, help_text='存为当月1日', null=True, verbose_name='最近评审')),
                ('term_end', models.DateField(blank=True, help_text='当日仍在聘期内', null=True, verbose_name='聘期至')),
                ('sessions_taught', models.PositiveIntegerField(default=0, help_text='入库前和线下的次数由单位填写', verbose_name='授课次数')),
                ('rating', models.DecimalField(blank=True, decimal_places=1, help_text='1到5分，只有组织者和讲师本人看得到', max_digits=2, null=True, validators=[django.core.validators.MinValueValidator(Decimal('1')), django.core.validators.MaxValueValidator(Decimal('5'))], verbose_name='评价')),
                ('share_scope', models.CharField(choices=[('all', '全县共享'), ('unit', '本单位')], default='all', max_length=10, verbose_name='共享范围')),
                ('erased_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='已清除个人信息')),
                ('member', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lecturer', to='lms_people.member', verbose_name='对应学员')),
                ('owner_unit', models.ForeignKey(blank=True, help_text='推荐或邀请讲师的组织，由它维护；留空由工委维护', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lecturers', to='lms_people.orgunit', verbose_name='推荐单位')),
                ('photo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=get_image_model_string(), verbose_name='照片')),
                ('subjects', models.ManyToManyField(blank=True, related_name='lecturers', to='lms_catalogue.subject', verbose_name='类别与主题')),
            ],
            options={
                'verbose_name': '讲师',
                'verbose_name_plural': '讲师',
                'ordering': ['code'],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='LecturerStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before', models.CharField(blank=True, choices=[('candidate', '候选'), ('trial', '试讲'), ('listed', '在库'), ('left', '退出')], max_length=10, verbose_name='原状态')),
                ('after', models.CharField(choices=[('candidate', '候选'), ('trial', '试讲'), ('listed', '在库'), ('left', '退出')], max_length=10, verbose_name='新状态')),
                ('day', models.DateField(verbose_name='日期')),
                ('reason', models.CharField(choices=[('imported', '由师资库汇总表导入'), ('self', '自荐'), ('unit', '单位推荐'), ('chosen', '组织选拔'), ('invited', '外请'), ('trial_set', '安排试讲'), ('trial_passed', '试讲通过'), ('trial_failed', '试讲未通过'), ('listed', '聘任入库'), ('renewed', '续聘'), ('term_over', '聘期届满'), ('asked', '本人提出'), ('moved', '工作变动'), ('retired', '退休'), ('quality', '授课质量'), ('other', '其他原因'), ('again', '重新列为候选')], max_length=20, verbose_name='缘由')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                ('term_end', models.DateField(blank=True, null=True, verbose_name='聘期至')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='经办人')),
                ('lecturer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='lms_lecturers.lecturer', verbose_name='讲师')),
            ],
            options={
                'verbose_name': '讲师变动',
                'verbose_name_plural': '讲师变动',
                'ordering': ['lecturer', 'day', 'pk'],
                'default_permissions': ('view',),
            },
        ),
    ]
