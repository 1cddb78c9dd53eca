"""What people sends. Every signal is sent inside the transaction of the change."""

from django.dispatch import Signal

# member_ids: list[int] | None (None: everybody).
members_changed = Signal()

# keep_id: int, drop_id: int. Rows of ``drop`` above this app move to ``keep`` where that makes sense.
members_merged = Signal()

# member_ids: list[int], user_ids: list[int] (the accounts they had). Upper apps forget what names the members: staged files,
# texts, caches, accounts. Records stay.
members_erased = Signal()
