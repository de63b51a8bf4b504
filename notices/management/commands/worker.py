import asyncio
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connections
from procrastinate.contrib.django import app


class Command(BaseCommand):
    help = "The second process of a site: finds what is new, sends mails, sweeps. Ends on SIGTERM or Ctrl-C."

    def handle(self, *args, **options) -> None:
        for settings in connections.settings.values():
            settings.get("OPTIONS", {}).pop("pool", None)  # a worker that waits for hours keeps no pool
        connector: Any = app.connector
        with app.replace_connector(connector.get_worker_connector()):
            asyncio.run(_work())


async def _work() -> None:
    async with app.open_async():
        await app.run_worker_async(delete_jobs="successful")
