"""What requirements sends."""

from django.dispatch import Signal

# set_ids: list[int] | None (None: all). Sent inside the transaction of the change.
changed = Signal()
