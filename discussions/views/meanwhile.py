"""What happened to a thread while somebody was writing in it."""

import re

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from discussions.models import Thread


def refuse_what_changed(words: dict, thread: Thread) -> None:
    """Raises ValidationError if posts were moved away since the form was opened, or if a quoted one was taken away."""
    if words["moved"] is not None and words["moved"] != thread.moved_posts.count():
        raise ValidationError(
            _("Posts were moved to another thread while you were writing. Is this still the place for your words?")
        )
    gone = thread.posts.filter(
        Q(hidden_at__isnull=False) | Q(deleted_at__isnull=False), number__in=_quoted(words, thread)
    )
    if number := gone.values_list("number", flat=True).first():
        raise ValidationError(
            _("Post %(number)d, which you quote, was taken away meanwhile. Take the quotation out, then post.")
            % {"number": number}
        )


def _quoted(words: dict, thread: Thread) -> list[int]:
    """Numbers of this thread's posts that a line of a quotation links to."""
    address = re.escape(thread.get_absolute_url())
    return [int(number) for number in re.findall(rf"(?m)^>.*\]\(\S*{address}posts/([0-9]{{1,9}})/\)", words["body"])]
