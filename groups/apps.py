from django.apps import AppConfig
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class GroupsConfig(AppConfig):
    name = "groups"
    verbose_name = _("Groups")

    def ready(self) -> None:
        from groups.models import Group
        from guides.queries import GIVEN

        GIVEN.append(lambda user: Q(pk__in=Group.objects.of(user).values("guides")))
