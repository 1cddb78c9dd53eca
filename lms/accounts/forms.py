"""The forms of allauth in our words: labels that say what to type, no placeholders, help beside the field."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _


def worded(form: forms.BaseForm, **labels: Any) -> None:
    """Give fields our labels; what is needed and missing is said as a request."""
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        field.help_text = ""
        if name in labels:
            field.label = labels[name]
        field.error_messages["required"] = _("请填写“%(label)s”。") % {"label": field.label}


class SignInForm(account.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        worded(self, login=_("学员编号或账号"), password=_("密码"), remember=_("在这台设备上保持登录"))
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false", "autocorrect": "off"}
        self.fields["password"].widget.attrs["data-reveal"] = ""
        self.fields["remember"].help_text = _("公用电脑请不要勾选")


class NewPassword:
    """Two fields for a new password, which can be shown while typing."""

    def word_new_password(self) -> None:
        worded(self, password1=_("新密码"), password2=_("再输入一次"), oldpassword=_("当前密码"))  # type: ignore[arg-type]
        for name in self.fields:  # type: ignore[attr-defined]
            self.fields[name].widget.attrs["data-reveal"] = ""  # type: ignore[attr-defined]

    def clean(self) -> Any:
        cleaned = forms.Form.clean(self)  # type: ignore[arg-type]
        first, second = self.cleaned_data.get("password1"), self.cleaned_data.get("password2")  # type: ignore[attr-defined]
        if first and second and first != second:
            self.add_error("password2", _t("两次输入的密码不一样。"))  # type: ignore[attr-defined]
        return cleaned


class FirstPasswordForm(NewPassword, account.SetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.word_new_password()


class SetPasswordForm(FirstPasswordForm):
    """For an account that so far signs in through the other system only."""


class ChangePasswordForm(NewPassword, account.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.word_new_password()


class ReauthenticateForm(account.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        worded(self, password=_("当前密码"))
        self.fields["password"].widget.attrs["data-reveal"] = ""


def _word_code(form: forms.BaseForm, label: Any) -> None:
    worded(form, code=label)
    form.fields["code"].widget.attrs |= {"inputmode": "numeric", "autocomplete": "one-time-code", "autocapitalize": "none"}


class CodeForm(mfa.AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word_code(self, _("验证码或备用码"))


class CodeAgainForm(mfa.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word_code(self, _("验证码或备用码"))


class ActivateForm(ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word_code(self, _("手机上显示的六位验证码"))
