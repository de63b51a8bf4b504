from groups.models.answer import Answer, Draft, Opening
from groups.models.evening import BroughtPassage, Duty
from groups.models.group import Group, Membership
from groups.models.invitation import Invitation
from groups.models.joining import JoinRequest
from groups.models.meeting import Attendance, Meeting
from groups.models.progress import Progress, StartingPoint
from groups.models.reading import Reading
from groups.models.unclear import Unclear

__all__ = [
    "Answer",
    "Attendance",
    "BroughtPassage",
    "Draft",
    "Duty",
    "Group",
    "Invitation",
    "JoinRequest",
    "Meeting",
    "Membership",
    "Opening",
    "Progress",
    "Reading",
    "StartingPoint",
    "Unclear",
]
