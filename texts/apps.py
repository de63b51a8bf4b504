from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TextsConfig(AppConfig):
    name = "texts"
    verbose_name = _("Texts")

    def ready(self) -> None:
        from texts.citations import Citing, register
        from texts.models import ReadingPlace

        register(Citing(ReadingPlace, first="paragraph", last=""))
