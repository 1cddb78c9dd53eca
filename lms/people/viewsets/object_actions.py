"""Small forms for one deed on one object: transfer, merge, erase, move, end… Each asks, confirms and calls one action."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.utils import quote
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.generic import FormView
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.generic import PermissionCheckedMixin, WagtailAdminTemplateMixin

from .views import ScopedObjectMixin


class ObjectActionView(ScopedObjectMixin, PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """A form about one visible object. Subclasses name ``form_class`` and write ``perform``."""

    model: Any = None
    template_name = "lms_people/admin/object_action.html"
    pk_url_kwarg = "pk"
    index_url_name: str | None = None
    inspect_url_name: str | None = None
    permission_required = "change"
    #: Name of the URL and of the action; the button's icon; whether the deed cannot be taken back.
    name = ""
    icon = "edit"
    label: str | Promise = ""
    explanation: str | Promise = ""
    done_message: str | Promise = ""
    dangerous = False

    def perform(self, form: Any) -> None:
        """Do it. A ``ValidationError`` is shown in the form."""
        raise NotImplementedError

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "for_user": self.request.user}

    def form_valid(self, form: Any) -> Any:
        try:
            self.perform(form)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        messages.success(self.request, _("“%(object)s”：%(done)s") % {"object": self.get_object(), "done": self.done_message})
        return redirect(self.get_success_url())

    def get_success_url(self) -> str:
        return reverse(self.inspect_url_name, args=[quote(self.get_object().pk)])

    def get_page_title(self) -> Any:
        return self.label

    def get_page_subtitle(self) -> str:
        return str(self.get_object())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": capfirst(self.model._meta.verbose_name_plural)},
            {"url": reverse(self.inspect_url_name, args=[quote(self.get_object().pk)]), "label": str(self.get_object())},
            {"url": "", "label": self.label},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "object": self.get_object(), "media": context["form"].media, "action_url": self.request.path}


class ObjectActionsMixin:
    """For a viewset: URLs of ``object_actions``. Its inspect view shows their buttons (``ActionButtonsMixin``)."""

    object_actions: tuple[type[ObjectActionView], ...] = ()

    def get_urlpatterns(self) -> list[Any]:
        return [
            *super().get_urlpatterns(),  # type: ignore[misc]
            *[
                path(f"{view.name}/<int:pk>/", self.construct_view(view), name=view.name)  # type: ignore[attr-defined]
                for view in self.object_actions
            ],
        ]

    def get_inspect_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        named = tuple((self.get_url_name(view.name), view) for view in self.object_actions)  # type: ignore[attr-defined]
        return super().get_inspect_view_kwargs(**{"object_actions": named, **kwargs})  # type: ignore[misc]


class ActionButtonsMixin:
    """For an inspect view: the deeds that the user may do with this object, as buttons above what it says.

    Apps above add theirs with the hook ``register_lms_deeds``: a function of the object and the user that returns a list of
    ``{"url", "label"}``.
    """

    object_actions: tuple[tuple[str, type[ObjectActionView]], ...] = ()

    def get_deeds(self) -> list[dict[str, Any]]:
        deeds = []
        asked: dict[str, bool] = {}
        for url_name, view in self.object_actions:
            needed = view.permission_required
            if needed not in asked:
                asked[needed] = self.permission_policy.user_has_permission_for_instance(  # type: ignore[attr-defined]
                    self.request.user, needed, self.object  # type: ignore[attr-defined]
                )
            if asked[needed]:
                url = reverse(url_name, args=[quote(self.object.pk)])  # type: ignore[attr-defined]
                deeds.append({"url": url, "label": view.label})
        for hook in hooks.get_hooks("register_lms_deeds"):
            deeds += hook(self.object, self.request.user)  # type: ignore[attr-defined]
        return deeds

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(deeds=self.get_deeds(), **kwargs)  # type: ignore[misc,no-any-return]
