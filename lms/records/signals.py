"""What the learning record sends."""

from django.dispatch import Signal

# member_ids: list[int]. Sent inside the transaction, after the projections are written.
recorded = Signal()
