from django_tasks import task

from lms.core import clock


@task()
def replan_stale() -> None:
    """Solve every plan that is stale, missing or out of date."""
    from .actions import outdated, replan_all

    replan_all(outdated(clock.today()))
