from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import validate_time_zone
from groups.forms.fields import GuideField, KeyField, ProseField, VersionedForm, guides_for
from groups.models import Group

AT_THE_START = [choice for choice in Group.Openness.choices if choice[0] != Group.Openness.PUBLIC]
OPENABLE = [
    ("answers", _("Shared answers, as far as their question opens them to everybody")),
    ("threads", _("Threads")),
    ("names", _("The names of those who write; otherwise they are called “a member”")),
]


class NewGroupForm(forms.Form):
    name = forms.CharField(label=_("Name of the group"), max_length=100)
    guide = GuideField(label=_("First guide"), required=False, empty_label=_("We have not decided yet"))
    about = ProseField(
        label=_("About the group"), max_length=2_000, rows=3, help_text=_("A few sentences for those you invite.")
    )
    openness = forms.ChoiceField(
        label=_("Who can see it"), choices=AT_THE_START, widget=forms.RadioSelect, initial=Group.Openness.PRIVATE
    )
    key = KeyField()

    def __init__(self, *args, by: Any, **kwargs):
        super().__init__(*args, **kwargs)
        guide: Any = self.fields["guide"]
        guide.offer(guides_for(by))


class GroupForm(VersionedForm):
    about = ProseField(label=_("About the group"), max_length=2_000, rows=3)
    house_rules = ProseField(
        label=_("House rules"), max_length=5_000, help_text=_("Shown to everybody before they join.")
    )
    openness = forms.ChoiceField(label=_("Who can see it"), choices=Group.Openness.choices, widget=forms.RadioSelect)
    opened = forms.MultipleChoiceField(
        label=_("What anybody may read, if the group is public"),
        choices=OPENABLE,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_(
            "Only what is shared from then on; what was written before stays inside, and members are told before they "
            "share. Answers that open by answering stay closed to others until you open their question."
        ),
    )
    spoiler_guard = forms.ChoiceField(
        label=_("Talk about what is still to come"), choices=Group.SpoilerGuard.choices, widget=forms.RadioSelect
    )
    progress_view = forms.ChoiceField(
        label=_("How far we are"), choices=Group.ProgressView.choices, widget=forms.RadioSelect
    )
    pseudonyms = forms.ChoiceField(
        label=_("Names"),
        choices=Group.Pseudonyms.choices,
        widget=forms.RadioSelect,
        help_text=_("If you no longer allow other names, those that were taken stay until their owners give them up."),
    )
    time_zone = forms.CharField(
        label=_("Time zone of the meetings"),
        help_text=_("Such as Europe/Lisbon. Every member sees the times in their own."),
        validators=[validate_time_zone],
    )
    PARTS = [
        (_("The group"), ["name", "about", "house_rules", "language", "time_zone"]),
        (_("Who finds it"), ["openness", "takes_members", "opened", "is_indexed"]),
        (_("Reading together"), ["spoiler_guard", "progress_view", "pseudonyms"]),
    ]
    field_order = [name for _heading, names in PARTS for name in names]
    extra_columns = ("answers_open_at", "threads_open_at", "names_open_at")

    class Meta:
        model = Group
        fields = [
            "name", "about", "house_rules", "language", "openness", "takes_members", "is_indexed", "spoiler_guard",
            "progress_view", "pseudonyms", "time_zone",
        ]  # fmt: skip
        labels = {
            "takes_members": _("People can ask to join, if the group is listed or public"),
            "is_indexed": _("Search engines may list it, if the group is public"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["opened"] = sorted(self.instance.opened)

    def parts(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Headings, and the fields under each: together they would be too long a list."""
        return [(str(heading), [self[name] for name in names]) for heading, names in self.PARTS]

    def clean(self) -> None:
        super().clean()
        self.cleaned_data["is_indexed"] &= self.cleaned_data.get("openness") == Group.Openness.PUBLIC

    def _post_clean(self) -> None:
        """Before the constraints look at it: a group that is public no more is open no more."""
        self.instance.openness = self.cleaned_data.get("openness", self.instance.openness)
        self.instance.open_to_all(self.cleaned_data.get("opened", []))
        super()._post_clean()


class RemovalForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=500, help_text=_("They read it, and so does every member, in the log.")
    )


class DeletionForm(forms.Form):
    """The name is typed, so that nobody deletes a group by one click too many."""

    name = forms.CharField(label=_("Name of the group"), help_text=_("Type it as it stands above."))

    def __init__(self, *args, group: Group, **kwargs):
        super().__init__(*args, **kwargs)
        self.group = group

    def clean_name(self) -> str:
        if " ".join(self.cleaned_data["name"].split()) != " ".join(self.group.name.split()):
            raise forms.ValidationError(_("This is not its name."))
        return self.cleaned_data["name"]
