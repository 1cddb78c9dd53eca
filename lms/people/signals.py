"""What people sends."""

from django.dispatch import Signal

# member_ids: list[int] | None (None: everybody). Sent inside the transaction of the change.
members_changed = Signal()
