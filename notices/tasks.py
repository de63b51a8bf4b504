"""What the worker does. Every task can be repeated: killed half way, it is done again."""

from django.core.management import call_command
from procrastinate import JobContext
from procrastinate.contrib.django import app

from guides.documents import publish_due
from notices import bundling, looking, queue, sending, week


@app.task(name=queue.SEND)
def send(mail: int) -> None:
    sending.send(mail)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="look", lock="look")
def look(timestamp: int) -> None:
    """Every minute: find news, put what is due into mails."""
    looking.look()
    bundling.bundle()


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="publish_due", lock="publish_due")
def publish_guides(timestamp: int) -> None:
    """Every minute: guides that were set for a day come out on it."""
    publish_due()


@app.periodic(cron="2 * * * *")
@app.task(queueing_lock="week", lock="week")
def letters_of_the_week(timestamp: int) -> None:
    week.write_letters()


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="stalled", pass_context=True)
async def retry_stalled(context: JobContext, timestamp: int) -> None:
    """Jobs of a worker that was killed stay “doing” until somebody takes them up again."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs():
        await manager.retry_job(job)


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="forgotten")
def wake_forgotten(timestamp: int) -> None:
    queue.wake_forgotten()


@app.periodic(cron="17 3 * * *")
@app.task(queueing_lock="sweep")
def sweep(timestamp: int) -> None:
    call_command("sweep", verbosity=0)
