"""What the tests of notices by kind have in common: a group, and its mail."""

from django.core import mail as outbox

from notices.bundling import bundle
from notices.models import Mail
from notices.sending import send
from notices.week import write_letters
from tests.factories import membership


class Stage:
    """A group, somebody who is told, and somebody who does things."""

    def __init__(self, reading, told_one, doer, facilitator):
        self.reading, self.group = reading, reading.group
        self.told_one, self.doer, self.facilitator = told_one, doer, facilitator

    def member(self, user):
        return membership(self.group, user)

    @property
    def question(self):
        return self.reading.guide.sections.first().questions.first()


def post_out(now=None):
    bundle(now)
    write_letters(now)
    for pk in Mail.objects.filter(sent_at=None, dropped_at=None).order_by("pk").values_list("pk", flat=True):
        send(pk)
    return len(outbox.outbox)


def mails_to(user):
    return [mail for mail in outbox.outbox if mail.to == [user.email]]
