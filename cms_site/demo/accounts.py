"""Accounts to look around with. For a demonstration only: they all have the same password, and it is printed."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.models import Group, User
from wagtail.users.models import UserProfile

from courses.editors import REVIEWERS
from lms.people.actions.grants import give_grant
from lms.people.models import Member, OrgUnit
from lms.people.roles import Role

PASSWORD = "quebu-demo-2026"  # noqa: S105


@dataclass(frozen=True)
class Account:
    """``role`` for ``unit`` where given; ``member``: whose account it is; ``is_root``: may do everything; ``group``: by hand."""

    name: str
    title: str
    role: str = ""
    unit: str = ""
    member: str = ""
    is_root: bool = False
    group: str = ""

    @property
    def start(self) -> str:
        """Where this account has something to do first."""
        return "/admin/" if self.is_root or self.role else "/"


ACCOUNTS = (
    Account("admin", "超级管理员", is_root=True),
    Account("gongwei", "工委负责人", role=Role.COMMITTEE, unit="ORG-00"),
    Account("danwei", "单位管理员（甲局）", role=Role.UNIT, unit="ORG-10", member="S005"),
    Account("zhibu", "支部管理员（甲局机关第二党支部）", role=Role.BRANCH, unit="ORG-112", member="S009"),
    Account("jiaoyuan", "教员", role=Role.TRAINER, unit="ORG-00"),
    Account("shenhe", "审核人（审核发布别人写的微课）", role=Role.TRAINER, unit="ORG-00", group=REVIEWERS),
    Account("s018", "学员018（办公室科员，青年干部）", member="S018"),
    Account("s008", "学员008（科长兼党支部书记）", member="S008"),
    Account("xinren", "学员040（新入职，尚无评估）", member="S040"),
)


def make_accounts() -> None:
    """Create the accounts, or set them right again: password, language, role and member."""
    model = get_user_model()
    users = {user.username: user for user in model.objects.filter(username__in=[account.name for account in ACCOUNTS])}
    first = users.get(ACCOUNTS[0].name)
    # Hashing takes half a second by design; one password is hashed once.
    hashed = first.password if first is not None and first.check_password(PASSWORD) else make_password(PASSWORD)
    for account in ACCOUNTS:
        user = users.get(account.name) or model(username=account.name)
        user.first_name = account.title[:150]
        user.is_active, user.is_superuser, user.is_staff = True, account.is_root, account.is_root
        user.password = hashed
        user.save()
        _settle(user, account)


def _settle(user: User, account: Account) -> None:
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = ""  # as chosen on the device, else the language of the site
    profile.save()
    if account.role:
        give_grant(user=user, role=account.role, unit=OrgUnit.objects.get(code=account.unit))
    if account.group:
        user.groups.add(*Group.objects.filter(name=account.group))
    if account.member:
        Member.objects.filter(user=user).exclude(code=account.member).update(user=None)
        Member.objects.filter(code=account.member).exclude(user=user).update(user=user)


def left() -> list[User]:
    """Accounts of the demonstration that are still there: made by it, or with its password. One query, and one hashing for
    each different password that has to be tried."""
    by_name = {account.name: account for account in ACCOUNTS}
    tried: dict[str, bool] = {}

    def is_ours(user: User) -> bool:
        if user.first_name == by_name[user.username].title[:150]:
            return True
        if user.password not in tried:
            tried[user.password] = check_password(PASSWORD, user.password)
        return tried[user.password]

    return [user for user in get_user_model().objects.filter(username__in=list(by_name)) if is_ours(user)]


def table() -> list[str]:
    """The accounts as lines of text in columns."""
    width = max(len(account.name) for account in ACCOUNTS) + 2
    return [f"  {account.name:<{width}}{account.start:<9}{account.title}" for account in ACCOUNTS]
