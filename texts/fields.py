from django import forms
from django.db import models

from texts.markdown import render


class LinesField(forms.CharField):
    """Browsers send line ends as two characters: what nobody touched stays as it was."""

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


class MarkdownField(models.TextField):
    """Markdown with its safe HTML in a second column, `<name>_html`, built once, whenever the row is written.

    With `update_fields`, name both columns; `QuerySet.update` does not build anything. For migrations both are text.
    """

    def contribute_to_class(self, cls, name, private_only=False):
        super().contribute_to_class(cls, name, private_only)
        if not cls._meta.abstract:
            RenderedField(source=name).contribute_to_class(cls, f"{name}_html")

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": LinesField, **kwargs})

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs


class RenderedField(models.TextField):
    def __init__(self, *args, source: str = "", **kwargs):
        self.source = source
        super().__init__(*args, **{"blank": True, "default": "", "editable": False, **kwargs})

    def pre_save(self, model_instance, add):
        html = render(getattr(model_instance, self.source) or "")
        setattr(model_instance, self.attname, html)
        return html

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs
