from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from lms.core.models import PastFacts

from ..scopes import STEP, OrgUnitQuerySet


class OrgUnit(index.Indexed, models.Model):
    """A party committee, unit, branch or group. A tree.

    ``path`` is the chain of fixed-width steps from the root (our own materialised path: one column, one index,
    "this unit and below" is one prefix). Only ``actions.units.create_unit`` and ``move_unit`` write ``parent`` and ``path``.
    """

    STEP = STEP

    code = models.CharField(_("编码"), max_length=40, unique=True)
    name = models.CharField(_("名称"), max_length=120)
    kind = models.CharField(_("类型"), max_length=40, help_text=_("如：工委、党组、机关党委、党支部、党小组"))
    parent = models.ForeignKey(
        "self", verbose_name=_("上级组织"), null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    path = models.CharField(max_length=255, unique=True, editable=False)
    depth = models.PositiveSmallIntegerField(default=0, editable=False)
    sort_order = models.IntegerField(_("排序"), default=0)
    site = models.CharField(_("所在片区"), max_length=80, blank=True)
    label = models.CharField(_("分类标签"), max_length=40, blank=True, help_text=_("如：机关、事业、离退休、分散"))
    holds_membership = models.BooleanField(_("接收组织关系"), default=True)
    secretary = models.ForeignKey(
        "lms_people.Member", verbose_name=_("书记"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    training_contact = models.ForeignKey(
        "lms_people.Member", verbose_name=_("培训联络员"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = OrgUnitQuerySet.as_manager()

    search_fields = [
        index.SearchField("name"), index.SearchField("code"), index.AutocompleteField("name"),
        index.FilterField("kind"),
    ]

    class Meta:
        verbose_name = _("组织")
        verbose_name_plural = _("组织")
        ordering = ["path"]
        indexes = [models.Index(fields=["kind"])]

    def __str__(self) -> str:
        return self.name


class OrgUnitPast(PastFacts):
    """Where a unit stood in the tree before it was moved: ``{"path": …}``."""

    unit = models.ForeignKey(OrgUnit, on_delete=models.CASCADE, related_name="past")
