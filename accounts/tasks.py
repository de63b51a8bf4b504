from django.utils import translation
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from accounts.mailing import SEND_AGAIN, letter

LATER = RetryStrategy(max_attempts=8, exponential_wait=4)  # the last time after more than a day


@app.task(name=SEND_AGAIN, retry=LATER)
def send_again(subject: str, body: str, to: list[str], language: str) -> None:
    with translation.override(language):
        letter(subject, body, to).send()
