from asgiref.sync import async_to_sync
from django.core.management.base import BaseCommand
from procrastinate.contrib.django import app

from notices.sweeping import sweep

JOBS_KEPT_FOR = 7 * 24  # hours


class Command(BaseCommand):
    help = "Delete old sessions, invitations, notices, mails and jobs. The worker does it every night."

    def handle(self, *args, verbosity: int = 1, **options) -> None:
        for name, count in sweep().items():
            if verbosity:
                self.stdout.write(f"{name}: {count}")
        async_to_sync(app.job_manager.delete_old_jobs)(
            nb_hours=JOBS_KEPT_FOR, include_failed=True, include_cancelled=True, include_aborted=True
        )
