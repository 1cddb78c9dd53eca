from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lms.people.scopes import MemberOwnedQuerySet


class SignInSlip(models.Model):
    """登录单: opens the account of a member once, to set a password of one's own.

    One row a member: a new slip takes the place of the old one, and a used one is deleted. So nothing here says when
    somebody signed in. ``hash`` is keyed and never shown; the password itself stands on paper only.
    """

    member = models.OneToOneField(
        "lms_people.Member", verbose_name=_("学员"), on_delete=models.CASCADE, related_name="sign_in_slip"
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("账号"), on_delete=models.CASCADE, related_name="+"
    )
    hash = models.CharField(max_length=64, editable=False)
    made_at = models.DateTimeField(_("制作时间"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("制作人"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    expires_at = models.DateTimeField(_("有效期至"))

    objects = MemberOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("登录单")
        verbose_name_plural = _("登录单")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.member_id)
