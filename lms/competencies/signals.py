"""What competencies send. Inside the transaction of the change."""

from django.dispatch import Signal

# competency_ids: list[int] whose refresh months or evidence types changed: evidence counts otherwise from now on.
recounted = Signal()
