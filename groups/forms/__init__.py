from groups.forms.answer import AnswerForm
from groups.forms.group import GroupForm, NewGroupForm, RemovalForm
from groups.forms.invitation import InvitationForm
from groups.forms.meeting import AgendaForm, MinutesForm
from groups.forms.schedule import MeetingForm, NewReadingForm

__all__ = [
    "AgendaForm",
    "AnswerForm",
    "GroupForm",
    "InvitationForm",
    "MeetingForm",
    "MinutesForm",
    "NewGroupForm",
    "NewReadingForm",
    "RemovalForm",
]
