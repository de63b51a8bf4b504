from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GroupsConfig(AppConfig):
    name = "groups"
    verbose_name = _("Groups")

    def ready(self) -> None:
        from groups.models import BroughtPassage
        from texts.citations import Citing, register

        register(Citing(BroughtPassage, name=lambda _passage: str(_("a passage that somebody brings to a meeting"))))
