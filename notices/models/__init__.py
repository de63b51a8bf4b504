from notices.models.calendar_token import CalendarToken
from notices.models.mail import Mail
from notices.models.mark import KnownMeeting, Mark
from notices.models.notice import Notice
from notices.models.preference import Preference

__all__ = ["CalendarToken", "KnownMeeting", "Mail", "Mark", "Notice", "Preference"]
