"""How much one person writes in an hour: far more than anybody means to, far less than a flood."""

import datetime

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from groups.models import Membership

HOUR = datetime.timedelta(hours=1)
NEW = datetime.timedelta(days=1)
POSTS = 120
POSTS_OF_NEWCOMERS = 60


def check_may_post(author: Membership, posts: QuerySet) -> None:
    """`posts`: all there are. Raises ValidationError with what to do."""
    now = timezone.now()
    if author.muted_until and author.muted_until > now:
        until = formats.date_format(timezone.localtime(author.muted_until), "MONTH_DAY_TIME_FORMAT")
        raise ValidationError(
            _("A facilitator asked you to write in no thread until %(until)s. Your words are still here: copy them.")
            % {"until": until}
        )
    limit = POSTS_OF_NEWCOMERS if now - author.joined_at < NEW else POSTS
    written = posts.filter(author=author, posted_at__gt=now - HOUR)
    if written.count() >= limit:
        raise ValidationError(_("That was a lot in one hour. Your words are still here: send them a little later."))
