from groups.forms.answer import AnswerForm
from groups.forms.bringing import DutyForm, PassageForm, UnclearForm
from groups.forms.group import DeletionForm, GroupForm, NewGroupForm, RemovalForm
from groups.forms.invitation import InvitationChangeForm, InvitationForm
from groups.forms.joining import CatalogueForm, JoinForm, JoinReplyForm
from groups.forms.meeting import AgendaForm, MinutesForm
from groups.forms.naming import NamingForm
from groups.forms.schedule import MeetingForm, NewReadingForm

__all__ = [
    "AgendaForm",
    "AnswerForm",
    "CatalogueForm",
    "DeletionForm",
    "DutyForm",
    "GroupForm",
    "InvitationChangeForm",
    "InvitationForm",
    "JoinForm",
    "JoinReplyForm",
    "MeetingForm",
    "MinutesForm",
    "NamingForm",
    "NewGroupForm",
    "NewReadingForm",
    "PassageForm",
    "RemovalForm",
    "UnclearForm",
]
