"""Competencies in the Wagtail admin. The menu 「能力与要求」 stands in ``lms.requirements``."""

from __future__ import annotations

from wagtail import hooks

from lms.people.permissions import reference_roles, register

from .models import Competency, Domain, Framework

for model in (Framework, Domain, Competency):
    register(model, reference_roles())


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[object]:
    from .viewsets import CompetencyChooserViewSet

    return [CompetencyChooserViewSet()]
