"""What administrators answered once about the words of their rosters, so that the next roster asks nothing again."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..scopes import KnownQuerySet, MemberOwnedQuerySet


class Known(models.Model):
    """An answer holds for ``scope`` and everything below it; without one everywhere. The nearest scope wins.

    ``key`` is the word as it is compared. Words only: no name of a person gets in.
    """

    scope = models.ForeignKey(
        "lms_people.OrgUnit", verbose_name=_("适用范围"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    key = models.CharField(max_length=120, editable=False)

    objects = KnownQuerySet.as_manager()

    class Meta:
        abstract = True


class KnownTitle(Known):
    """职务对应岗位: the posts that an office title of a roster stands for. No posts: 暂不对应, decided and not asked again."""

    title = models.CharField(_("职务"), max_length=80)
    posts = models.ManyToManyField("lms_people.Post", verbose_name=_("对应岗位"), blank=True, related_name="known_titles")

    class Meta:
        verbose_name = _("职务对应岗位")
        verbose_name_plural = _("职务对应岗位")
        ordering = ["title", "scope"]
        constraints = [
            models.UniqueConstraint(fields=["scope", "key"], name="people_known_title_once"),
            models.UniqueConstraint(
                fields=["key"], name="people_known_title_once_everywhere", condition=models.Q(scope__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return self.title


class KnownUnitName(Known):
    """The unit that a name of a roster stands for, where it is not the unit's own. No unit: rows with this name are left out.

    ``context``: the unit of work beside it in the roster, where the same name meant two units; else empty.
    """

    class Kind(models.TextChoices):
        BRANCH = "branch", _("所在党支部")
        UNIT = "unit", _("所在单位")
        GROUP = "group", _("所在党小组")

    kind = models.CharField(_("列"), max_length=10, choices=Kind.choices)
    name = models.CharField(_("表中名称"), max_length=120)
    context = models.CharField(_("表中所在单位"), max_length=120, blank=True)
    unit = models.ForeignKey(
        "lms_people.OrgUnit", verbose_name=_("对应组织"), null=True, blank=True, on_delete=models.CASCADE,
        related_name="known_names", help_text=_("留空：不导入这些行"),
    )  # fmt: skip

    class Meta:
        verbose_name = _("组织名称对应")
        verbose_name_plural = _("组织名称对应")
        ordering = ["name", "scope"]
        constraints = [
            models.UniqueConstraint(fields=["scope", "kind", "key", "context"], name="people_known_unit_once"),
            models.UniqueConstraint(
                fields=["kind", "key", "context"], name="people_known_unit_once_everywhere",
                condition=models.Q(scope__isnull=True),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class MemberTitle(models.Model):
    """An office title that the last roster gave for a member, where titles and not posts were stated in it.

    Kept to see that a roster says the same again, and to give those concerned their new post when a title is read otherwise.
    """

    member = models.ForeignKey("lms_people.Member", verbose_name=_("学员"), on_delete=models.CASCADE, related_name="titles")
    key = models.CharField(max_length=120, db_index=True, editable=False)
    title = models.CharField(_("职务"), max_length=80)
    is_party = models.BooleanField(_("党内职务"), default=False)

    objects = MemberOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("学员职务")
        verbose_name_plural = _("学员职务")
        ordering = ["member", "is_party", "pk"]
        constraints = [models.UniqueConstraint(fields=["member", "key"], name="people_member_title_once")]

    def __str__(self) -> str:
        return self.title
