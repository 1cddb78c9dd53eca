"""The form of the appearance in the Wagtail admin."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.images import get_image_model
from wagtail.images.fields import WagtailImageField
from wagtail.permissions import policy_registry


class AppearanceForm(WagtailAdminModelForm):
    """Whoever manages images chooses the logo among them; whoever may only say what the site looks like uploads one here."""

    logo_file = WagtailImageField(label=_("上传标志"), required=False, widget=forms.FileInput)
    no_logo = forms.BooleanField(label=_("不用自己的标志"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        policy = policy_registry.get_by_type(get_image_model())
        if policy.user_has_any_permission(self.for_user, ["add", "change", "choose"]):
            del self.fields["logo_file"], self.fields["no_logo"]
        else:
            self.fields.pop("logo", None)
            if self.instance.logo_id is None:
                del self.fields["no_logo"]

    def save(self, commit: bool = True) -> Any:
        if file := self.cleaned_data.get("logo_file"):
            image = get_image_model()(title=str(_("标志")), file=file, uploaded_by_user=self.for_user)
            image.save()
            self.instance.logo = image
        elif self.cleaned_data.get("no_logo"):
            self.instance.logo = None
        return super().save(commit)
