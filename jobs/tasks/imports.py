"""Reading files and handing drafts in, in the background; what was left half done goes on."""

from celery import shared_task

from portal.kernel.actor import system

from ..services import imports

BY = system("jobs.import")


@shared_task
def work_imports() -> int:
    """Work every file that waits; returns how many. Two workers at once do each line once."""
    jobs = imports.waiting()
    worker = imports.Worker() if jobs else None
    for pk in jobs:
        while imports.work_chunk(pk, worker, by=BY):
            pass
        while imports.send_some(pk):
            pass
    return len(jobs)
