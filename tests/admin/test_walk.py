"""Every admin URL, asked by everybody: own rows are shown, foreign rows are nowhere."""

from __future__ import annotations

import pytest
from django.urls import reverse

from .walking import admin_namespaces, body, is_about_one, lms_viewsets, urls_of

pytestmark = pytest.mark.django_db

#: Texts that name a row of one side.
OF_OURS, OF_OTHERS = ("李明", "王芳", "甲课", "甲要求", "甲支部"), ("赵强", "乙课", "乙要求", "乙支部")
PERSONS = {
    "lms_members", "lms_member_events", "lms_records", "lms_progress", "lms_credit", "lms_levels", "lms_member_chooser",
    "lms_units", "lms_unit_chooser", "lms_grants", "lms_groups", "lms_known_titles", "lms_known_unit_names",
}  # fmt: skip


#: What is asked of a list beside the list itself.
QUERIES = {"index": ("", "?export=csv", "?export=xlsx"), "index_results": ("?q=乙", "?gone=true&past=true")}


def refused(response) -> bool:
    """Turned away to the admin's home: the row is visible, the deed is not allowed."""
    return response.status_code == 302 and response.headers["location"].endswith("/admin/")


def to_login(response) -> bool:
    return response.status_code == 302 and "/login/" in response.headers["location"]


def walk_lists(client, unseen: tuple[str, ...]) -> int:
    shown = 0
    for viewset in lms_viewsets():
        for name, url in urls_of(viewset, None):
            for query in QUERIES.get(name, ("",)):
                response = client.get(url + query)
                assert response.status_code == 200 or refused(response), f"{url}{query}: {response.status_code}"
                if response.status_code == 200:
                    shown += 1
                    text = body(response)
                    found = [word for word in unseen if word in text]
                    assert not found, f"{url}{query} shows {found}"
    return shown


def walk_objects(client, estate, reachable: dict, hidden: list[dict]) -> None:
    for viewset in lms_viewsets():
        for rows, allowed in ((reachable, True), *((one, False) for one in hidden)):
            instance = rows.get(viewset.name)
            if instance is None:
                continue
            for name, url in urls_of(viewset, instance):
                if not is_about_one(viewset, name):
                    continue
                for response in (client.get(url), *([] if allowed else [client.post(url, {})])):
                    if allowed:
                        assert response.status_code == 200 or refused(response), f"{url}: {response.status_code}"
                    else:
                        assert response.status_code in (404, 405), f"{url}: {response.status_code}"


def test_every_list_of_ours_is_scoped():
    for viewset in lms_viewsets():
        if getattr(viewset, "model", None) is not None:
            assert hasattr(viewset.model._default_manager, "for_user"), viewset.name
            assert getattr(viewset, "scoped", False) or viewset.name.endswith("_chooser"), viewset.name


def test_no_namespace_is_forgotten(estate):
    named = {one.name for one in lms_viewsets()}
    covered = set(estate.own) | set(estate.shared) | {"lms_matrix", "lms_completion"}
    assert named <= covered, named - covered
    assert named <= admin_namespaces()


def test_committee_sees_both_sides(client, estate, committee_admin):
    client.force_login(committee_admin)
    assert walk_lists(client, ()) > 100
    walk_objects(client, estate, {**estate.own, **estate.shared}, [])
    walk_objects(client, estate, estate.foreign, [])


def test_superuser_sees_all(client, estate, superuser):
    client.force_login(superuser)
    for rows in (estate.own, estate.foreign, estate.shared):
        walk_objects(client, estate, rows, [])
    lists = {one.name: reverse(one.get_url_name("index")) for one in lms_viewsets() if getattr(one, "scoped", False)}
    for name in ("lms_members", "lms_activities", "lms_requirement_sets"):
        text = body(client.get(lists[name]))
        assert any(word in text for word in OF_OURS) and any(word in text for word in OF_OTHERS), name


def test_unit_admin_sees_own_side(client, estate, unit_admin):
    client.force_login(unit_admin)
    walk_lists(client, OF_OTHERS)
    walk_objects(client, estate, {**estate.own, **estate.shared}, [estate.foreign])


@pytest.mark.one_engine
def test_other_units_admin_sees_the_other_side(client, estate, other_unit_admin):
    client.force_login(other_unit_admin)
    walk_lists(client, OF_OURS)
    walk_objects(client, estate, {**estate.foreign, **estate.shared}, [estate.own])


def test_branch_admin_sees_the_branch(client, estate, branch_admin):
    """Lessons, questions, lecturers and requirements of the unit above are of others; grants are none of a branch's business."""
    client.force_login(branch_admin)
    walk_lists(client, OF_OTHERS)
    above = {"lms_activities", "lms_activity_chooser", "lms_requirement_sets", "lms_requirement_lines", "lms_grants"}
    above |= {"lms_groups", "lms_questions", "lms_question_chooser", "lms_lecturers", "lms_lecturer_chooser"}
    foreign = {name: row for name, row in estate.foreign.items() if name != "lms_question_chooser"}
    own = {name: row for name, row in estate.own.items() if name not in above}
    grants = {"lms_grants": estate.own["lms_grants"]}
    walk_objects(client, estate, {**own, **estate.shared}, [foreign, grants, {"lms_questions": estate.own["lms_questions"]}])


def test_trainer_sees_no_person(client, estate, trainer):
    client.force_login(trainer)
    walk_lists(client, (*OF_OTHERS, "李明", "王芳"))
    teaching = {name: row for name, row in estate.own.items() if name not in PERSONS}
    persons = {name: row for name, row in estate.own.items() if name in PERSONS and not name.endswith("_chooser")}
    walk_objects(client, estate, {**teaching, **estate.shared}, [estate.foreign_without_choosers(), persons])


@pytest.mark.one_engine
@pytest.mark.parametrize("who", ["member_user", "stranger", None])
def test_without_a_grant_nobody_gets_in(client, estate, request, who):
    if who is not None:
        client.force_login(request.getfixturevalue(who))
    for viewset in lms_viewsets():
        rows = {**estate.own, **estate.shared}
        for _name, url in urls_of(viewset, rows.get(viewset.name)):
            assert to_login(client.get(url)), url
            assert to_login(client.post(url, {})), url


@pytest.mark.one_engine
def test_an_ended_grant_shows_nothing(client, estate, expired_admin):
    client.force_login(expired_admin)
    for viewset in lms_viewsets():
        for _name, url in urls_of(viewset, None):
            assert refused(client.get(url)), url
        instance = {**estate.own, **estate.shared}[viewset.name] if viewset.name in estate.own else None
        for name, url in urls_of(viewset, instance):
            if is_about_one(viewset, name):
                response = client.get(url)
                assert response.status_code == 404 or refused(response), url


def test_menu_shows_only_what_is_allowed(client, estate, trainer, unit_admin, expired_admin):
    def menu(user) -> str:
        client.force_login(user)
        return body(client.get("/admin/"))

    assert "lms/members" in menu(unit_admin) and "lms/matrix" in menu(unit_admin)
    text = menu(trainer)
    assert "lms/activities" in text and "lms/members" not in text and "lms/completion" not in text
    assert "/lms/" not in menu(expired_admin)


def test_wagtails_own_screens_show_nothing_of_others(client, estate, unit_admin):
    """The log of the whole site and bulk actions know nothing of scopes, so they must not know our rows."""
    from wagtail.admin.views.bulk_action.registry import bulk_action_registry
    from wagtail.log_actions import log

    log(estate.world.other_learner, "lms_people.member_update")
    client.force_login(unit_admin)
    answer = client.get("/admin/reports/site-history/")
    assert refused(answer) or "赵强" not in body(answer)
    for viewset in lms_viewsets():
        model = getattr(viewset, "model", None)
        if model is not None:
            assert not list(bulk_action_registry.get_bulk_actions_for_model(model._meta.app_label, model._meta.model_name))
            url = f"/admin/bulk/{model._meta.app_label}/{model._meta.model_name}/delete/?id=1"
            assert client.get(url).status_code == 404


def test_history_reads_in_chinese(client, estate, unit_admin):
    from lms.people.actions.members import update_member

    update_member(member=estate.world.learner, by=unit_admin, education="大学")
    client.force_login(unit_admin)
    assert "修改了学员信息" in body(client.get(f"/admin/lms/members/history/{estate.world.learner.pk}/"))
