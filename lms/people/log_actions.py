"""The names under which the actions of this app stand in Wagtail's log."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lms.core.log_names import LogAction, registrar

LOG_ACTIONS: tuple[LogAction, ...] = (
    ("lms_people.unit_create", _("新建组织"), _("新建了组织")),
    ("lms_people.unit_move", _("调整组织隶属"), _("调整了上级组织")),
    ("lms_people.member_create", _("新建学员"), _("新建了学员")),
    ("lms_people.member_update", _("修改学员"), _("修改了学员信息")),
    ("lms_people.transfer", _("组织关系转接"), _("转接了组织关系")),
    ("lms_people.posts", _("岗位变动"), _("调整了岗位")),
    ("lms_people.leave", _("离岗"), _("登记了离岗")),
    ("lms_people.return", _("返岗"), _("登记了返岗")),
    ("lms_people.merge", _("合并重复档案"), _("合并了重复档案")),
    ("lms_people.erase", _("清除个人信息"), _("清除了个人信息")),
    ("lms_people.title", _("职务对应岗位"), _("定下了职务对应的岗位")),
    ("lms_people.unit_name", _("组织名称对应"), _("改了名称对应的组织")),
    ("lms_people.forget", _("不再记住"), _("删去了一条记住的对应")),
    ("lms_people.contact", _("指定联络员"), _("指定了培训联络员")),
    ("lms_people.grant_give", _("授权"), _("授予了管理权限")),
    ("lms_people.grant_end", _("结束授权"), _("结束了管理权限")),
)

register = registrar(LOG_ACTIONS)
