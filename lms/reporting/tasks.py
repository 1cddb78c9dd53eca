from django_tasks import task

from lms.core import clock


@task()
def summarise_year(year: int) -> None:
    """Reckon every figure of ``year`` that is stale, missing or out of date."""
    from .actions import outdated, summarise

    summarise(year, outdated(year, clock.today()))
