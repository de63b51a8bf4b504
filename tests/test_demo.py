"""The sample world, which is also the manual."""

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from accounts.models import User
from groups.models import Duty
from readinggroups.demo.world import PASSWORD

OURS = ["accounts", "texts", "guides", "groups", "discussions"]


def rows():
    return {model._meta.label: model.objects.count() for app in OURS for model in apps.get_app_config(app).get_models()}


@pytest.mark.django_db
def test_loading_it_again_adds_nothing_and_its_people_can_sign_in(client):
    call_command("demo", verbosity=0)
    once = rows()
    assert once["groups.Group"] >= 3
    assert once["guides.Guide"] >= 9
    call_command("demo", verbosity=0)
    assert rows() == once
    assert client.login(email="ruth@example.org", password=PASSWORD)
    duty = Duty.objects.get(name="Writes the minutes")
    assert duty.meeting.lets_write_minutes(duty.membership)


@pytest.mark.django_db
def test_a_real_site_never_gets_people_with_a_known_password(settings):
    settings.DEMO = False
    with pytest.raises(CommandError):
        call_command("demo", verbosity=0)
    assert not User.objects.exists()
