from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DiscussionsConfig(AppConfig):
    name = "discussions"
    verbose_name = _("Discussions")

    def ready(self) -> None:
        from discussions.models import Thread
        from texts.citations import Citing, register

        register(Citing(Thread, first="paragraph", last="", name=lambda _thread: str(_("a group’s thread"))))
