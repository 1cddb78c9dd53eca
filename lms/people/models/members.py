from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from lms.core.models import PastFacts

from ..scopes import MemberOwnedQuerySet, MemberQuerySet


class Member(index.Indexed, models.Model):
    """学员: a person who learns, with or without an account.

    The row says what is true now; what changed on a day is kept in ``MemberPast``. ``tier`` is the result of the
    rules on the day of the last recalculation (for lists and filters); plans and exports compute it for their own day.
    No identity number, no phone, and no field that judges a person. A member row is never deleted: erasure blanks it.
    """

    class Sex(models.TextChoices):
        MALE = "m", _("男")
        FEMALE = "f", _("女")

    code = models.CharField(_("学员编号"), max_length=40, unique=True)
    name = models.CharField(_("姓名"), max_length=60)
    sex = models.CharField(_("性别"), max_length=1, choices=Sex.choices, blank=True)
    birth_month = models.DateField(_("出生年月"), null=True, blank=True, help_text=_("存为当月1日"))
    education = models.CharField(_("学历"), max_length=20, blank=True)
    category = models.ForeignKey(
        "lms_people.MemberCategory",
        verbose_name=_("人员类别"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="members",
    )
    rank = models.CharField(_("职务职级"), max_length=40, blank=True)
    branch = models.ForeignKey(
        "lms_people.OrgUnit", verbose_name=_("所在党支部"), on_delete=models.PROTECT, related_name="members"
    )
    tier = models.ForeignKey(
        "lms_people.Tier", verbose_name=_("层次"), null=True, blank=True, on_delete=models.PROTECT, related_name="members"
    )
    tier_override = models.ForeignKey(
        "lms_people.Tier",
        verbose_name=_("指定层次"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("留空则按规则确定"),
    )
    tier_override_reason = models.CharField(_("指定层次的理由"), max_length=200, blank=True)
    is_mobile = models.BooleanField(_("流动党员"), default=False)
    home_study = models.BooleanField(_("送学上门"), default=False)
    limited_mobility = models.BooleanField(_("行动不便"), default=False)
    retired = models.BooleanField(_("离退休"), default=False)
    special_case = models.CharField(_("特殊情形"), max_length=60, blank=True)
    language = models.CharField(_("界面语言"), max_length=10, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("账号"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="lms_member",
    )
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("已并入"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="merged_rows",
        editable=False,
    )
    erased_at = models.DateTimeField(_("已清除个人信息"), null=True, blank=True, editable=False)

    objects = MemberQuerySet.as_manager()

    search_fields = [
        index.SearchField("name"),
        index.SearchField("code"),
        index.AutocompleteField("name"),
        index.AutocompleteField("code"),
        index.FilterField("branch_id"),
        index.FilterField("erased_at"),
        index.FilterField("merged_into_id"),
    ]

    class Meta:
        verbose_name = _("学员")
        verbose_name_plural = _("学员")
        ordering = ["code"]
        indexes = [models.Index(fields=["name", "branch"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(tier_override__isnull=True) | ~models.Q(tier_override_reason=""),
                name="people_tier_override_has_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.code}）" if self.name else self.code

    @classmethod
    def get_indexed_objects(cls) -> MemberQuerySet:
        """Nobody finds an erased row by searching."""
        return super().get_indexed_objects().filter(erased_at__isnull=True)


class MemberPast(PastFacts):
    """What was true of a member until a day: ids of ``branch, category, tier_override`` and the text ``rank``."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="past")


class PostHolding(models.Model):
    """A member holds a post from ``start`` (None: since always) until ``end`` (included; None: still)."""

    member = models.ForeignKey(Member, verbose_name=_("学员"), on_delete=models.CASCADE, related_name="holdings")
    post = models.ForeignKey("lms_people.Post", verbose_name=_("岗位"), on_delete=models.PROTECT, related_name="holdings")
    start = models.DateField(_("任职起"), null=True, blank=True)
    end = models.DateField(_("任职止"), null=True, blank=True)
    is_main = models.BooleanField(_("主岗"), default=True)

    objects = MemberOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("任职")
        verbose_name_plural = _("任职")
        ordering = ["member", "-is_main", "start"]
        constraints = [
            models.UniqueConstraint(fields=["member", "post", "start"], name="people_holding_once"),
            models.UniqueConstraint(
                fields=["member", "post"], name="people_holding_once_open", condition=models.Q(start__isnull=True)
            ),
            models.CheckConstraint(
                condition=models.Q(end__isnull=True) | models.Q(start__isnull=True) | models.Q(end__gte=models.F("start")),
                name="people_holding_end_after_start",
            ),
        ]

    def __str__(self) -> str:
        return str(self.post)


class Membership(models.Model):
    """A further membership beside the branch: the party group, the unit of work, a place of residence."""

    class Kind(models.TextChoices):
        GROUP = "group", _("党小组")
        UNIT = "unit", _("所在单位")
        OTHER = "other", _("其他")

    member = models.ForeignKey(Member, verbose_name=_("学员"), on_delete=models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(
        "lms_people.OrgUnit", verbose_name=_("组织"), on_delete=models.PROTECT, related_name="further_members"
    )
    kind = models.CharField(_("类型"), max_length=10, choices=Kind.choices, default=Kind.OTHER)
    start = models.DateField(_("起"), null=True, blank=True)
    end = models.DateField(_("止"), null=True, blank=True)

    objects = MemberOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("其他组织关系")
        verbose_name_plural = _("其他组织关系")
        ordering = ["member", "kind", "start"]
        constraints = [
            models.UniqueConstraint(fields=["member", "unit", "kind", "start"], name="people_membership_once"),
            models.UniqueConstraint(
                fields=["member", "unit", "kind"], name="people_membership_once_open", condition=models.Q(start__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.unit}"


class Leave(models.Model):
    """A member is away from ``start`` until ``end`` (included; None: not back yet): no plan is asked, nothing is overdue."""

    member = models.ForeignKey(Member, verbose_name=_("学员"), on_delete=models.CASCADE, related_name="leaves")
    start = models.DateField(_("离开之日"))
    end = models.DateField(_("返回前一日"), null=True, blank=True)

    objects = MemberOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("离岗")
        verbose_name_plural = _("离岗")
        ordering = ["member", "start"]

    def __str__(self) -> str:
        return f"{self.start} – {self.end or ''}"


class MemberEvent(models.Model):
    """A dated action on a member: transfer, change of post, leave, return, merge, erasure.

    For the file and the note to the member.
    """

    class Kind(models.TextChoices):
        TRANSFER = "transfer", _("组织关系转接")
        POST = "post", _("岗位变动")
        TIER = "tier", _("层次变动")
        LEAVE = "leave", _("离岗")
        RETURN = "return", _("返岗")
        MERGE = "merge", _("合并重复档案")
        ERASE = "erase", _("清除个人信息")

    member = models.ForeignKey(Member, verbose_name=_("学员"), on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(_("事项"), max_length=10, choices=Kind.choices)
    day = models.DateField(_("日期"), db_index=True)
    data = models.JSONField(_("内容"), default=dict)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("操作人"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = MemberOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("人员事项")
        verbose_name_plural = _("人员事项")
        ordering = ["-day", "-pk"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.day} {self.get_kind_display()}"
