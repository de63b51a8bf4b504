"""What the worker does here. It can be repeated: killed half way, it is done again."""

from procrastinate.contrib.django import app

from discussions.book import making


@app.task(name=making.MAKE)
def make_export(export: int) -> None:
    making.make(export)
