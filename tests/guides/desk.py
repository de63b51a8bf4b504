"""What the tests of the desk for guides have in common."""

import re

from django.urls import reverse


def change_url(obj):
    return reverse(f"admin:guides_{obj._meta.model_name}_change", args=[obj.pk])


def form_data(response):
    """What a browser would send back for the page as it stands."""
    context = response.context
    data = {}
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    for form in forms:
        for field in form:
            value = field.value()
            name = field.html_name
            if value is None or value is False:
                continue
            if hasattr(value, "all") or isinstance(value, list | tuple):
                items = [getattr(item, "pk", item) for item in value]
                data[name] = ", ".join(tag.name for tag in value) if name == "tags" else items
            elif hasattr(value, "strftime"):
                data[name + "_0"], data[name + "_1"] = value.strftime("%Y-%m-%d"), value.strftime("%H:%M:%S")
            else:
                data[name] = value
    return data


def row_of(data, prefix, pk):
    return next(
        key.rsplit("-", 1)[0] for key, value in data.items() if re.fullmatch(rf"{prefix}-\d+-id", key) and value == pk
    )


def new_row(data, prefix, **values):
    number = int(data[f"{prefix}-TOTAL_FORMS"])
    data[f"{prefix}-TOTAL_FORMS"] = number + 1
    data |= {f"{prefix}-{number}-{name}": value for name, value in values.items()}
    return data
