"""How forms look: `{{ form }}` and `{{ field.as_field_group }}` give the site's markup. The admin keeps its own."""

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

NUMBER_WORDS = {
    2: gettext_noop("Two"),
    3: gettext_noop("Three"),
    4: gettext_noop("Four"),
    5: gettext_noop("Five"),
    6: gettext_noop("Six"),
    7: gettext_noop("Seven"),
    8: gettext_noop("Eight"),
    9: gettext_noop("Nine"),
}


class BoundField(forms.BoundField):
    @property
    def is_choice_list(self) -> bool:
        return isinstance(self.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)

    @property
    def is_tick(self) -> bool:
        return isinstance(self.field.widget, forms.CheckboxInput)

    def build_widget_attrs(self, attrs: dict, widget: forms.Widget | None = None) -> dict:
        attrs = super().build_widget_attrs(attrs, widget)
        shown = widget or self.field.widget
        if not (self.is_choice_list or self.is_tick or shown.is_hidden or "class" in shown.attrs):
            attrs.setdefault("class", "input")
        if "placeholder" in shown.attrs:
            attrs["placeholder"] = False  # it repeats the label, and vanishes when one begins to type
        return attrs


class FormRenderer(TemplatesSetting):
    form_template_name = "django/forms/form.html"
    field_template_name = "django/forms/field_group.html"
    bound_field_class = BoundField

    def render(self, template_name: str, context: dict, request=None) -> str:
        if template_name == self.form_template_name:
            context = {**context, "summary": error_summary(context["form"])}
        return super().render(template_name, context, request)


def error_summary(form: forms.BaseForm) -> str:
    """The sentence above the list of what to mend, or nothing where the field says it alone."""
    faulty = [field for field in form.visible_fields() if field.errors]
    if not faulty or len(form.visible_fields()) == 1:
        return ""
    if all(error.code == "required" for field in faulty for error in field.errors.as_data()):
        sentence = ngettext("One thing is missing", "%(number)s things are missing", len(faulty))
    else:
        sentence = ngettext(
            "One thing needs another look",
            "%(number)s things need another look",
            len(faulty),
        )
    return sentence % {"number": _(NUMBER_WORDS[len(faulty)]) if len(faulty) in NUMBER_WORDS else len(faulty)}
