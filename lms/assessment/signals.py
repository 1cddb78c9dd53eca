"""What assessment sends. Every signal is sent inside the transaction of the change."""

from django.dispatch import Signal

# attempt: Attempt, marked. Sent once for each attempt, whether it was passed or not. Who hears it writes the facts that follow.
submitted = Signal()
