from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from groups.models import Membership

TAKEN = _("Somebody here goes by this name. Choose another.")


class NamingForm(forms.ModelForm):
    """The name one goes by in one group. It may not be somebody else's there."""

    class Meta:
        model = Membership
        fields = ["pseudonym"]
        help_texts = {"pseudonym": _("Leave it empty to go by the name of your account.")}

    def clean_pseudonym(self) -> str:
        name = " ".join(self.cleaned_data["pseudonym"].split())
        others = Membership.objects.others(self.instance).filter(group=self.instance.group_id)
        if name and others.going_by(name).exists():
            raise ValidationError(TAKEN)
        return name

    def save_or_refuse(self) -> bool:
        """False, with an error, if somebody took the name at the same moment."""
        try:
            with transaction.atomic():
                self.instance.save(update_fields=["pseudonym"])
        except IntegrityError:
            self.add_error("pseudonym", TAKEN)
            return False
        return True
