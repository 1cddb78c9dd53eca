from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model_string
from wagtail.search import index

from lms.catalogue.models import Activity
from lms.core import clock

from ..scopes import LecturerQuerySet
from ..states import EXPIRED, EXPIRED_LABEL, State, state_on

#: A lecturer offers one to five courses.
MOST_COURSES = 5


class Lecturer(index.Indexed, models.Model):
    """师资库的讲师: a person who teaches, with or without an account; internal ones are linked to their member row.

    ``state`` is what was decided; 到期 follows from ``term_end``. ``owner_unit`` recommends or invites the lecturer and
    looks after the row; without one the committee does. Contact and rating are shown to organisers and to the lecturer only.
    """

    Share = Activity.Share

    class Sex(models.TextChoices):
        MALE = "m", _("男")
        FEMALE = "f", _("女")

    code = models.CharField(_("讲师编号"), max_length=40, unique=True)
    name = models.CharField(_("姓名"), max_length=60)
    sex = models.CharField(_("性别"), max_length=1, choices=Sex.choices, blank=True)
    birth_month = models.DateField(_("出生年月"), null=True, blank=True, help_text=_("存为当月1日"))
    photo = models.ForeignKey(
        get_image_model_string(), verbose_name=_("照片"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    work_unit = models.CharField(_("工作单位"), max_length=80, blank=True)
    position = models.CharField(_("职务"), max_length=60, blank=True)
    title = models.CharField(_("职称"), max_length=40, blank=True)
    education = models.CharField(_("学历"), max_length=20, blank=True)
    source = models.CharField(
        _("来源"), max_length=40, blank=True, help_text=_("如：党校教师、领导干部、专家学者、业务骨干、先进典型")
    )
    award = models.CharField(_("荣誉"), max_length=60, blank=True, help_text=_("如：百优名师、百佳课堂"))

    is_external = models.BooleanField(_("外请"), default=False, help_text=_("本系统学员以外的讲师，不需要账号"))
    member = models.OneToOneField(
        "lms_people.Member", verbose_name=_("对应学员"), null=True, blank=True, on_delete=models.PROTECT, related_name="lecturer"
    )
    owner_unit = models.ForeignKey(
        "lms_people.OrgUnit", verbose_name=_("推荐单位"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="lecturers", help_text=_("推荐或邀请讲师的组织，由它维护；留空由工委维护"),
    )  # fmt: skip
    unit_contact = models.CharField(_("邀请单位联系人"), max_length=120, blank=True, help_text=_("外请讲师请填姓名和联系方式"))
    contact = models.CharField(_("联系方式"), max_length=120, blank=True, help_text=_("只有组织者和讲师本人看得到"))

    subjects = models.ManyToManyField(
        "lms_catalogue.Subject", verbose_name=_("类别与主题"), related_name="lecturers", blank=True
    )
    specialty = models.CharField(_("专业领域"), max_length=120, blank=True)
    courses = models.TextField(_("可授课题目"), blank=True, help_text=_("一行一个，最多5个"))
    in_class = models.BooleanField(_("面授"), default=False)
    by_video = models.BooleanField(_("视频"), default=False)
    on_site = models.BooleanField(_("现场"), default=False)
    audience = models.CharField(_("适用对象"), max_length=120, blank=True)
    hours = models.DecimalField(_("课时"), max_digits=5, decimal_places=1, null=True, blank=True, help_text=_("每次授课的课时"))

    state = models.CharField(_("状态"), max_length=10, choices=State.choices, default=State.CANDIDATE, editable=False)
    trial_on = models.DateField(_("试讲日期"), null=True, blank=True, editable=False)
    trial_passed_on = models.DateField(_("试讲通过日期"), null=True, blank=True, editable=False)
    entered_on = models.DateField(_("入库年月"), null=True, blank=True, help_text=_("存为当月1日"))
    reviewed_on = models.DateField(_("最近评审"), null=True, blank=True, help_text=_("存为当月1日"))
    term_end = models.DateField(_("聘期至"), null=True, blank=True, help_text=_("当日仍在聘期内"))
    sessions_taught = models.PositiveIntegerField(_("授课次数"), default=0, help_text=_("入库前和线下的次数由单位填写"))
    rating = models.DecimalField(
        _("评价"), max_digits=2, decimal_places=1, null=True, blank=True,
        validators=[MinValueValidator(Decimal(1)), MaxValueValidator(Decimal(5))],
        help_text=_("1到5分，只有组织者和讲师本人看得到"),
    )  # fmt: skip
    share_scope = models.CharField(_("共享范围"), max_length=10, choices=Share.choices, default=Share.ALL)
    erased_at = models.DateTimeField(_("已清除个人信息"), null=True, blank=True, editable=False)

    objects = LecturerQuerySet.as_manager()

    search_fields = [
        index.SearchField("name"),
        index.SearchField("work_unit"),
        index.SearchField("position"),
        index.SearchField("specialty"),
        index.SearchField("courses"),
        index.AutocompleteField("name"),
        index.FilterField("id"),
        index.FilterField("state"),
        index.FilterField("term_end"),
        index.FilterField("owner_unit_id"),
        index.FilterField("share_scope"),
        index.FilterField("member_id"),
        index.FilterField("erased_at"),
    ]

    class Meta:
        verbose_name = _("讲师")
        verbose_name_plural = _("讲师")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name or self.code

    def clean(self) -> None:
        if self.share_scope == self.Share.UNIT and not self.owner_unit_id:
            raise ValidationError({"owner_unit": gettext("共享范围为“本单位”时须写明推荐单位。")})
        if self.is_external and self.member_id:
            raise ValidationError({"is_external": gettext("对应学员的讲师是内部讲师。")})
        if len(self.course_list) > MOST_COURSES:
            raise ValidationError({"courses": gettext("最多写5个题目。")})

    @classmethod
    def get_indexed_objects(cls) -> LecturerQuerySet:
        """Nobody finds an erased row by searching."""
        return super().get_indexed_objects().filter(erased_at__isnull=True)

    @property
    def course_list(self) -> list[str]:
        """可授课题目, one each."""
        return [line.strip() for line in self.courses.splitlines() if line.strip()]

    @property
    def standing(self) -> str:
        """The state as of today: a value of ``State`` or ``states.EXPIRED``."""
        return state_on(self.state, self.term_end, clock.today())

    @property
    def standing_label(self) -> str:
        return str(EXPIRED_LABEL) if self.standing == EXPIRED else str(State(self.state).label)

    @property
    def modes(self) -> list[str]:
        """授课形式 in words."""
        fields = ("in_class", "by_video", "on_site")
        return [str(self._meta.get_field(name).verbose_name) for name in fields if getattr(self, name)]  # type: ignore[union-attr]

    @property
    def place(self) -> str:
        """单位及职务 in one line."""
        return " ".join(part for part in (self.work_unit, self.position) if part)
