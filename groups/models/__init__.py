from groups.models.answer import Answer, Draft, Opening
from groups.models.group import Group, Membership
from groups.models.invitation import Invitation
from groups.models.meeting import Attendance, Meeting
from groups.models.progress import Progress
from groups.models.reading import Reading

__all__ = [
    "Answer",
    "Attendance",
    "Draft",
    "Group",
    "Invitation",
    "Meeting",
    "Membership",
    "Opening",
    "Progress",
    "Reading",
]
