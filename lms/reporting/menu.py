"""The side menu of the admin: the entries of all apps in groups, by what is done and not by the app that brings them.

Apps register their entries as ever. Here they are put in order; an entry that is named nowhere stays in the group that takes its
own group's entries, so a new one is never lost. Whoever is administrator of branches only gets the five entries of daily work;
what may merely be looked up is reached from the start page.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.urls import Resolver404, resolve, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from lms.people.roles import Role
from lms.people.scopes import has_role

WIDER = (Role.COMMITTEE, Role.UNIT, Role.TRAINER)


@dataclass(frozen=True)
class Group:
    """``entries``: URL namespaces in their order. ``takes``: names of registered groups whose other entries follow them."""

    name: str
    label: Promise
    icon: str
    order: int
    entries: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    #: For those who look it up and do not change it, the start page leads there.
    looked_up: bool = False


PEOPLE = (
    "lms_members", "lms_slips", "lms_units", "lms_groups", "lms_known_titles", "lms_known_unit_names", "lms_member_events",
    "lms_grants",
)  # fmt: skip
REFERENCE = ("lms_posts", "lms_categories", "lms_tiers", "lms_tier_rules")
COURSES = ("lms_activities", "lms_subjects", "lms_figures")
GROUPS = (
    Group("lms-people", _("学员与组织"), "group", 20, PEOPLE, ("lms-people",)),
    Group("lms-entering", _("登记与确认"), "edit", 30, ("lms_awaiting", "lms_completion", "lms_assess", "lms_requests")),
    Group("lms-figures", _("完成情况"), "success", 40, ("lms_reporting", "lms_records"), ("lms-records",)),
    Group("lms-requirements", _("岗位与要求"), "tasks", 60, ("lms_matrix", *REFERENCE), ("lms-requirements",), looked_up=True),
    Group("lms-catalogue", _("课程目录"), "doc-full-inverse", 70, COURSES, ("lms-catalogue",), looked_up=True),
    Group("lms-lecturers", _("师资库"), "user", 75, ("lms_lecturers", "lms_lecturer_capacity"), (), looked_up=True),
)
#: Entries that stand alone.
ALONE = {"lms-sheets": 50}
REPORTS = "reports"
#: Wagtail's own group, at the foot of the menu.
HELP = "help"


@lru_cache(maxsize=256)
def namespace(url: str) -> str:
    try:
        return str(resolve(url).namespace)
    except Resolver404:
        return ""


def only_branches(user: Any) -> bool:
    return not has_role(user, WIDER)


def arrange(request: Any, items: list[Any]) -> None:
    """Hook ``construct_main_menu``."""
    if not has_role(request.user):
        return
    loose, rest = _take_apart(request, items)
    narrow = only_branches(request.user)
    items[:] = [MenuItem(_("首页"), reverse("wagtailadmin_home"), name="lms-home", icon_name="home", order=1), *rest]
    if narrow:
        items[:] = [item for item in items if item.name != HELP]
    for group, found in _groups(loose):
        if found and not (narrow and group.looked_up):
            items.append(_entry(group, found))


def looked_up(request: Any) -> list[Any]:
    """The entries that a branch administrator's menu leaves out, for the start page."""
    if not only_branches(request.user):
        return []
    from wagtail.admin.menu import admin_menu

    shown = [item for item in admin_menu.registered_menu_items if item.is_shown(request)]
    loose, _rest = _take_apart(request, shown)
    aids = [one for item in shown if item.name == HELP for one in item.menu.menu_items_for_request(request)]
    return [*(item for group, found in _groups(loose) if group.looked_up for item in found), *aids]


def _take_apart(request: Any, items: list[Any]) -> tuple[list[tuple[str, Any]], list[Any]]:
    """The entries of ours, each with the name of the group it was registered in, and what stays as it is."""
    ours: list[tuple[str, Any]] = []
    rest: list[Any] = []
    taken = {name for group in GROUPS for name in group.takes}
    named = {entry for group in GROUPS for entry in group.entries}
    for item in items:
        if item.name in ALONE:
            item.order = ALONE[item.name]
            rest.append(item)
        elif isinstance(item, SubmenuMenuItem) and (item.name in taken or item.name == REPORTS):
            inside = sorted(item.menu.menu_items_for_request(request), key=lambda one: one.order)
            mine = [one for one in inside if item.name in taken or namespace(str(one.url)) in named]
            ours += [(item.name, one) for one in mine]
            if others := [one for one in inside if one not in mine]:
                rest.append(_submenu(item.label, others, item.name, item.icon_name, item.order))
        elif namespace(str(item.url)) in named:
            ours.append(("", item))
        else:
            rest.append(item)
    return ours, rest


def _groups(loose: list[tuple[str, Any]]) -> list[tuple[Group, list[Any]]]:
    named = {entry for group in GROUPS for entry in group.entries}
    found = []
    for group in GROUPS:
        first = [item for entry in group.entries for _came, item in loose if namespace(str(item.url)) == entry]
        then = [item for came, item in loose if came in group.takes and namespace(str(item.url)) not in named]
        found.append((group, first + then))
    return found


def _entry(group: Group, found: list[Any]) -> Any:
    """A single entry needs no group around it."""
    if len(found) == 1:
        one = found[0]
        return MenuItem(one.label, one.url, name=one.name, icon_name=one.icon_name or group.icon, order=group.order)
    return _submenu(group.label, found, group.name, group.icon, group.order)


def _submenu(label: Any, items: list[Any], name: str, icon: str, order: int) -> SubmenuMenuItem:
    """Copies in the order given: entries are shared by all requests."""
    inside = [
        MenuItem(one.label, one.url, name=one.name, icon_name=one.icon_name, order=at, attrs=one.attrs)
        for at, one in enumerate(items)
    ]
    return SubmenuMenuItem(label, Menu(items=inside), name=name, icon_name=icon, order=order)
