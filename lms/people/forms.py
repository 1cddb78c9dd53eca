"""Admin forms of people: rows, and the small forms of dated actions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from lms.core import clock

from .models import Grant, Member, OrgUnit, Post
from .roles import Role
from .scopes import grant_paths, has_role, sees_all
from .viewsets.scoped_forms import DatedFormMixin, ScopedForm, ScopedModelForm
from .viewsets.widgets import AccountField, MemberChooser, UnitChooser

UNIT_FIELDS = ("name", "kind", "sort_order", "site", "label", "holds_membership", "secretary", "training_contact")


class UnitForm(ScopedModelForm):
    """A new unit names where it hangs; later only 「调整隶属」 moves it."""

    class Meta:
        model = OrgUnit
        fields = ("code", "parent", *UNIT_FIELDS)
        widgets = {"parent": UnitChooser, "secretary": MemberChooser, "training_contact": MemberChooser}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["parent"]
        elif self.for_user is not None and not sees_all(self.for_user):
            self.fields["parent"].required = True


class MoveUnitForm(DatedFormMixin, ScopedForm):
    parent = forms.ModelChoiceField(label=_("新的上级组织"), queryset=OrgUnit.objects.all(), widget=UnitChooser)
    field_order = ("parent", "on")


class PostForm(DatedFormMixin, ScopedModelForm):
    class Meta:
        model = Post
        fields = ("code", "name", "default_tier", "note", "categories")
        widgets = {"categories": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            del self.fields["on"]


MEMBER_FIELDS = (
    "name", "sex", "birth_month", "education", "category", "rank", "tier_override", "tier_override_reason", "is_mobile",
    "home_study", "limited_mobility", "retired", "special_case", "language", "user",
)


class PostsField(forms.ModelMultipleChoiceField):
    """Several posts; the label says the code as well."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.code} {obj.name}"


class MemberForm(DatedFormMixin, ScopedModelForm):
    """Who the member is. Branch and posts change by dated actions; they are asked only of a new member."""

    main_post = forms.ModelChoiceField(label=_("主岗"), queryset=Post.objects.all(), required=False)
    more_posts = PostsField(label=_("兼任岗位"), queryset=Post.objects.all(), required=False)
    user = AccountField(required=False)

    class Meta:
        model = Member
        fields = ("code", "branch", *MEMBER_FIELDS)
        widgets = {"branch": UnitChooser}

    field_order = ("code", "name", "branch", "main_post", "more_posts", *MEMBER_FIELDS[1:], "on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_role(self.for_user, (Role.COMMITTEE,)):
            taken = Member.objects.filter(user__isnull=False).exclude(pk=self.instance.pk or 0)
            self.fields["user"].queryset = users_in_reach(self.for_user).exclude(pk__in=taken.values("user_id"))
            self.initial["user"] = self.instance.user
        else:
            del self.fields["user"]
        if self.instance.pk:
            for name in ("code", "branch", "main_post", "more_posts"):
                del self.fields[name]
        else:
            del self.fields["on"]

    def clean_birth_month(self) -> Any:
        day = self.cleaned_data.get("birth_month")
        return day.replace(day=1) if day else day

    def clean(self) -> Any:
        data = super().clean()
        if data.get("tier_override") and not data.get("tier_override_reason"):
            self.add_error("tier_override_reason", _t("指定层次时须写明理由。"))
        return data


class TransferForm(DatedFormMixin, ScopedForm):
    branch = forms.ModelChoiceField(
        label=_("转入组织"), queryset=OrgUnit.objects.filter(holds_membership=True), widget=UnitChooser
    )
    field_order = ("branch", "on")


class ChangePostsForm(DatedFormMixin, ScopedForm):
    main_post = forms.ModelChoiceField(label=_("主岗"), queryset=Post.objects.all(), required=False)
    more_posts = PostsField(label=_("兼任岗位"), queryset=Post.objects.all(), required=False)
    field_order = ("main_post", "more_posts", "on")

    def wanted(self) -> list[tuple[Post, bool]]:
        """The posts with whether each is the main one."""
        return wanted_posts(self.cleaned_data)


def wanted_posts(data: dict[str, Any]) -> list[tuple[Post, bool]]:
    main = data.get("main_post")
    return ([(main, True)] if main else []) + [(post, False) for post in data.get("more_posts") or () if post != main]


class LeaveForm(ScopedForm):
    start = forms.DateField(label=_("离开之日"), widget=AdminDateInput, initial=clock.today)


class ReturnForm(ScopedForm):
    on = forms.DateField(label=_("返回之日"), widget=AdminDateInput, initial=clock.today)


class MergeForm(ScopedForm):
    drop = forms.ModelChoiceField(
        label=_("重复的档案"), queryset=Member.objects.present(), widget=MemberChooser,
        help_text=_("它的学习记录归入本档案，此后不再单独出现"),
    )


class EraseForm(ScopedForm):
    code = forms.CharField(label=_("请输入学员编号以确认"))

    def __init__(self, *args: Any, member_code: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member_code = member_code

    def clean_code(self) -> str:
        if self.cleaned_data["code"].strip() != self.member_code:
            raise ValidationError(_t("编号不符。"))
        return self.member_code


#: Roles from the widest to the narrowest; nobody gives a role above his own.
RANKS = {Role.COMMITTEE: 0, Role.UNIT: 1, Role.BRANCH: 2, Role.TRAINER: 2}


def roles_to_give(user: Any, unit: OrgUnit | None = None) -> list[Role]:
    """Roles that ``user`` may give, for ``unit`` if named: none above those held over it. Branch administrators give none."""
    if sees_all(user):
        return list(Role)
    held = [
        RANKS[role] for role in (Role.COMMITTEE, Role.UNIT)
        if any(unit is None or unit.path.startswith(path) for path in grant_paths(user, (role,)))
    ]
    return [role for role in Role if held and RANKS[role] >= min(held)]


def users_in_reach(user: Any) -> Any:
    """Accounts that ``user`` may name: all for the committee, else those of members and grants in the scope."""
    accounts = get_user_model()._default_manager.filter(is_active=True).order_by("username")
    if has_role(user, (Role.COMMITTEE,)):
        return accounts
    members = Member.objects.for_user(user, (Role.UNIT,)).values("user_id")
    granted = Grant.objects.for_user(user, (Role.UNIT,)).values("user_id")
    return accounts.filter(Q(pk__in=members) | Q(pk__in=granted), is_superuser=False)


class GrantForm(ScopedModelForm):
    user = AccountField()

    class Meta:
        model = Grant
        fields = ("user", "role", "unit", "start", "end")
        widgets = {"unit": UnitChooser}

    scope_roles = {"unit": (Role.COMMITTEE, Role.UNIT)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.for_user is not None:
            allowed = roles_to_give(self.for_user)
            self.fields["role"].choices = [(role.value, role.label) for role in allowed]
        self.fields["user"].queryset = users_in_reach(self.for_user)

    def clean(self) -> Any:
        data = super().clean()
        unit, role = data.get("unit"), data.get("role")
        if unit and role and self.for_user is not None and role not in roles_to_give(self.for_user, unit):
            self.add_error("role", _t("不能授予高于您本人的权限。"))
        if data.get("start") and data.get("end") and data["end"] < data["start"]:
            self.add_error("end", _t("止日不能早于起日。"))
        return data


class EndGrantForm(ScopedForm):
    on = forms.DateField(label=_("最后一日"), widget=AdminDateInput, initial=clock.today, help_text=_("当日仍有效"))

    def first_day_without(self) -> Any:
        return self.cleaned_data["on"] + dt.timedelta(days=1)
