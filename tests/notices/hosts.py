"""What the tests of what hosts do have in common."""

from django.contrib.admin.models import LogEntry
from django.urls import reverse


def page(act, person):
    return reverse(f"admin:accounts_user_{act}", args=[person.pk])


def written_down():
    return list(LogEntry.objects.order_by("pk").values_list("object_id", "change_message"))
