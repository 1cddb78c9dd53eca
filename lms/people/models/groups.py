from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..scopes import OwnedQuerySet


class MemberGroup(models.Model):
    """分组: a saved choice of members by what the roster says of them. It stores no names: who belongs follows the roster.

    A member belongs when he or she is in ``owner_unit`` or below and fits every condition that says something; several values of
    one condition are alternatives. See ``group_queries.members_of``.
    """

    name = models.CharField(_("名称"), max_length=60)
    owner_unit = models.ForeignKey(
        "lms_people.OrgUnit", verbose_name=_("归属组织"), on_delete=models.CASCADE, related_name="member_groups",
        help_text=_("只包括这个组织和它下级的学员；管理它的人才看得到这个分组"),
    )  # fmt: skip
    posts = models.ManyToManyField("lms_people.Post", verbose_name=_("岗位"), related_name="+", blank=True)
    tiers = models.ManyToManyField("lms_people.Tier", verbose_name=_("层次"), related_name="+", blank=True)
    categories = models.ManyToManyField("lms_people.MemberCategory", verbose_name=_("人员类别"), related_name="+", blank=True)
    units = models.ManyToManyField("lms_people.OrgUnit", verbose_name=_("组织（含下级）"), related_name="+", blank=True)
    sites = models.JSONField(_("片区"), default=list, blank=True)
    educations = models.JSONField(_("学历"), default=list, blank=True)
    min_age = models.PositiveSmallIntegerField(_("年龄不低于"), null=True, blank=True, validators=[MaxValueValidator(120)])
    max_age = models.PositiveSmallIntegerField(_("年龄不高于"), null=True, blank=True, validators=[MaxValueValidator(120)])
    is_mobile = models.BooleanField(_("流动党员"), null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("分组")
        verbose_name_plural = _("分组")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner_unit", "name"], name="people_group_name_once"),
            models.CheckConstraint(
                condition=Q(min_age__isnull=True) | Q(max_age__isnull=True) | Q(max_age__gte=models.F("min_age")),
                name="people_group_ages_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name
