"""What follows when members are merged or erased, and how little is kept of a session."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models.signals import pre_save

from lms.people import signals

from .actions.accounts import forget_accounts
from .actions.slips import void_slips
from .browsers import browser_name

#: An address that is nobody's: the table asks for one, and we keep none.
NO_ADDRESS = "0.0.0.0"  # noqa: S104


def connect() -> None:
    signals.members_merged.connect(on_merged, dispatch_uid="lms_accounts.merged")
    signals.members_erased.connect(on_erased, dispatch_uid="lms_accounts.erased")
    pre_save.connect(keep_little_of_session, sender=UserSession, dispatch_uid="lms_accounts.session")
    pre_save.connect(keep_little_of_identity, sender=SocialAccount, dispatch_uid="lms_accounts.identity")
    user_logged_in.connect(on_logged_in, dispatch_uid="lms_accounts.logged_in")
    user_logged_out.connect(on_logged_out, dispatch_uid="lms_accounts.logged_out")


def on_merged(keep_id: int, drop_id: int, **kwargs: Any) -> None:
    void_slips([keep_id, drop_id])


def on_erased(member_ids: list[int], user_ids: tuple[int, ...] = (), **kwargs: Any) -> None:
    void_slips(member_ids)
    forget_accounts(user_ids)


def keep_little_of_session(instance: UserSession, **kwargs: Any) -> None:
    """A person tells one's own sessions apart by kind of device and day; no address, no fingerprint."""
    instance.ip = NO_ADDRESS
    instance.user_agent = browser_name(instance.user_agent)
    instance.last_seen_at = instance.created_at


def keep_little_of_identity(instance: SocialAccount, **kwargs: Any) -> None:
    """Of an identity elsewhere only the subject is kept, which recognises it."""
    instance.extra_data = {}


def on_logged_in(request: Any, **kwargs: Any) -> None:
    """Sessions that began elsewhere than on our sign-in page stand in the person's list too, and can be ended there."""
    if request is not None and "REMOTE_ADDR" in request.META and hasattr(request, "session"):
        UserSession.objects.create_from_request(request)


def on_logged_out(request: Any, **kwargs: Any) -> None:
    session = getattr(request, "session", None)
    if session is not None and session.session_key:
        UserSession.objects.filter(session_key=session.session_key).delete()
