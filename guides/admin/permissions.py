"""Every organizer reads every guide at the desk; its editors and superusers change it."""

from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.http import HttpRequest

from accounts.admin import OrganizerAdmin
from guides.models import Guide, Question, ReadingPath, Section

Whole = Guide | ReadingPath


def whole_of(obj: Whole | Section | Question) -> Whole:
    """What has the editors: the guide or the reading path."""
    if isinstance(obj, Question):
        return obj.section.guide
    return obj.guide if isinstance(obj, Section) else obj


def may_edit(request: HttpRequest, obj: Whole | Section | Question | None) -> bool:
    """The answer for one guide is looked up once in a request."""
    if obj is None or obj.pk is None:
        return request.user.is_active and request.user.is_staff
    whole = whole_of(obj)
    known = request.__dict__.setdefault("_may_edit", {})
    if whole not in known:
        known[whole] = whole.is_editable_by(request.user)
    return known[whole]


class EditorsAdmin(OrganizerAdmin):
    """What cannot be deleted says so by `is_held` and `held_reason`."""

    view_on_site = False  # each page has its own links to what readers see

    def has_change_permission(self, request, obj=None):
        return may_edit(request, obj)

    def has_delete_permission(self, request, obj=None):
        return may_edit(request, obj)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Only a text may be made on the way; chapters and people have pages of their own."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if not isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            return field
        if db_field.name != "text":
            field.widget = field.widget.widget
        else:
            field.widget.can_delete_related = False
        return field

    def get_actions(self, request):
        """Deleting many at once would not ask whose they are."""
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}

    def is_held(self, obj) -> bool:
        raise NotImplementedError

    def held_reason(self, obj) -> str:
        raise NotImplementedError

    def get_deleted_objects(self, objs, request):
        """Nothing of what groups wrote is named here: organizers may not know it."""
        held = [obj for obj in objs if self.is_held(obj)]
        counts = {self.opts.verbose_name_plural: len(objs)}
        return [str(obj) for obj in objs], counts, set(), [self.held_reason(obj) for obj in held]


class EditorsInline:
    """For rows of a guide or a section; `obj` is the parent."""

    def has_view_permission(self, request, obj=None):
        return request.user.is_active and request.user.is_staff

    def has_add_permission(self, request, obj):
        return may_edit(request, obj)

    def has_change_permission(self, request, obj=None):
        return may_edit(request, obj)

    def has_delete_permission(self, request, obj=None):
        return may_edit(request, obj)
