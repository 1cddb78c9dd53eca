"""What the catalogue sends."""

from django.dispatch import Signal

# activity_ids: list[int] | None (None: all). Sent inside the transaction of the change.
changed = Signal()
