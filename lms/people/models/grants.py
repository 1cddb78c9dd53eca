from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..roles import Role
from ..scopes import GrantQuerySet


class Grant(models.Model):
    """Gives a user a role for one unit and all below it, from a day until a day (both included; None is open)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("账号"), on_delete=models.CASCADE, related_name="lms_grants"
    )
    role = models.CharField(_("角色"), max_length=10, choices=Role.choices)
    unit = models.ForeignKey("lms_people.OrgUnit", verbose_name=_("组织"), on_delete=models.CASCADE, related_name="grants")
    start = models.DateField(_("起"), null=True, blank=True)
    end = models.DateField(_("止"), null=True, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("授权")
        verbose_name_plural = _("授权")
        ordering = ["user", "role", "unit"]
        constraints = [
            models.UniqueConstraint(fields=["user", "role", "unit", "start"], name="people_grant_once"),
            models.UniqueConstraint(
                fields=["user", "role", "unit"], name="people_grant_once_open", condition=models.Q(start__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.unit}"
