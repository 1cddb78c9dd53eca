from uuid import UUID

from django_tasks import task


@task()
def work_on_upload(pk: str, what: str) -> None:
    """Check or import the upload."""
    from .work import run

    run(UUID(pk), what)
