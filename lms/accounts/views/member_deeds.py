"""What an administrator does for one member's account: end a lock-out, take away a lost second factor."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.permissions import policy_registry

from lms.people.models import Member
from lms.people.roles import ADMIN_ROLES, Role
from lms.people.scopes import has_role, sees_all
from lms.people.viewsets import ObjectActionView

from .. import lockout
from ..actions.accounts import reset_second_factor
from ..forms_admin import NothingForm


class AccountDeed(ObjectActionView):
    """About the account of a member in scope. Others' members are nowhere, and so are members without account."""

    model = Member
    index_url_name = "lms_members:index"
    inspect_url_name = "lms_members:inspect"
    form_class = NothingForm
    select_related = ("user",)

    @property
    def permission_policy(self) -> Any:
        return policy_registry.get_by_type(Member)

    def get_object(self, queryset: Any = None) -> Any:
        member = super().get_object(queryset)
        if member.user is None:
            raise Http404
        return member


class UnlockView(AccountDeed):
    name = "unlock"
    icon = "lock-open"
    label = _("解除锁定")
    explanation = _("连续输错密码而暂时锁定的账号，解除后可以马上再试。请先确认确实是本人。")
    done_message = _("已解除锁定，可以重新登录。")

    def perform(self, form: Any) -> None:
        member = self.get_object()
        lockout.forget_failures(member.user)
        log(member, "lms_accounts.unlocked", user=self.request.user)


class ResetSecondFactorView(AccountDeed):
    name = "second-factor"
    icon = "mobile-alt"
    label = _("重置两步验证")
    explanation = _("手机和备用码都不在了才需要重置。此后只凭密码登录，本人可以重新开启。请先当面或打电话确认是本人。")
    done_message = _("两步验证已重置。")
    dangerous = True

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if self.get_object() and not has_role(request.user, (Role.COMMITTEE,)):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def perform(self, form: Any) -> None:
        member = self.get_object()
        if member.user.is_superuser and not sees_all(self.request.user):
            raise ValidationError(_t("超级管理员的两步验证只能由超级管理员重置。"))
        reset_second_factor(account=member.user, by=self.request.user, member=member)


def deeds(instance: Any, user: Any) -> list[dict[str, Any]]:
    """Hook ``register_lms_deeds``: buttons on a member's page, only those that are of use now."""
    if not isinstance(instance, Member) or not has_role(user, ADMIN_ROLES):
        return []
    if instance.merged_into_id or instance.erased_at:
        return []
    found = [{"url": f"{reverse('lms_slips:index')}?member={instance.pk}", "label": _("登录单")}]
    if instance.user is None:
        return found
    if lockout.account_is_locked(instance.user):
        found.append({"url": reverse("lms_slips:unlock", args=[instance.pk]), "label": UnlockView.label})
    if has_role(user, (Role.COMMITTEE,)) and Authenticator.objects.filter(user=instance.user).exists():
        url = reverse("lms_slips:second-factor", args=[instance.pk])
        found.append({"url": url, "label": ResetSecondFactorView.label})
    return found
