"""Two facilitators who go in the same moment: a group is never left without one."""

import threading

import pytest
from django.db import connection
from django.test import Client

from groups.models import Membership
from tests.factories import make_group, make_user, membership


def at_the_same_moment(*acts) -> list[int]:
    """Status of each, begun together on connections of their own."""
    ready, statuses = threading.Barrier(len(acts)), {}

    def run(place: int, act) -> None:
        try:
            ready.wait(timeout=10)
            statuses[place] = act().status_code
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return [statuses[place] for place in range(len(acts))]


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.django_db(transaction=True)
class TestTheLastFacilitator:
    def two(self):
        first, second = make_user("Ada First"), make_user("Bo Second")
        group = make_group(first, make_user("Cy Member"))
        group.admit(second, role="facilitator")
        return group, first, second

    def left(self, group) -> int:
        return Membership.objects.active().facilitators().filter(group=group).count()

    def test_of_two_who_leave_at_once_one_stays(self):
        group, *people = self.two()
        clients = [signed_in(user) for user in people]
        leave = f"/groups/{group.slug}/leave/"
        statuses = at_the_same_moment(*(lambda client=client: client.post(leave) for client in clients))
        assert sorted(statuses) == [302, 422]
        assert self.left(group) == 1

    def test_of_two_who_demote_each_other_one_stays(self):
        group, first, second = self.two()
        pairs = [(signed_in(first), membership(group, second)), (signed_in(second), membership(group, first))]
        at_the_same_moment(
            *(
                lambda client=client, other=other: client.post(
                    f"/groups/{group.slug}/members/{other.pk}/role/", {"role": "member"}
                )
                for client, other in pairs
            )
        )
        assert self.left(group) == 1
