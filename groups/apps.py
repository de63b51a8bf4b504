from django.apps import AppConfig
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class GroupsConfig(AppConfig):
    name = "groups"
    verbose_name = _("Groups")

    def ready(self) -> None:
        from groups.models import BroughtPassage, Group, Unclear
        from guides.queries import GIVEN
        from texts.citations import Citing, register

        register(Citing(Unclear, first="paragraph", last="", carry=Unclear.follow))
        register(Citing(BroughtPassage, name=lambda _passage: str(_("a passage that a member brings"))))
        GIVEN.append(lambda user: Q(pk__in=Group.objects.of(user).values("guides")))
