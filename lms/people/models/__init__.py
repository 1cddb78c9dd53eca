"""People: org units, members, posts, tiers, categories and grants. Knows nothing of learning."""

from .grants import Grant
from .groups import MemberGroup
from .known import KnownTitle, KnownUnitName, MemberTitle
from .members import Leave, Member, MemberEvent, MemberPast, Membership, PostHolding
from .posts import MemberCategory, Post, PostPast, Tier, TierRule
from .units import OrgUnit, OrgUnitPast

__all__ = [
    "Grant", "KnownTitle", "KnownUnitName", "Leave", "Member", "MemberCategory", "MemberEvent", "MemberGroup", "MemberPast",
    "MemberTitle", "Membership", "OrgUnit", "OrgUnitPast", "Post", "PostHolding", "PostPast", "Tier", "TierRule",
]
