"""For superusers. What members write is not here: drafts are nobody's, and answers are moderated where they stand."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groups.models import Group, Invitation, Membership


class NothingAdded:
    def has_add_permission(self, request: HttpRequest, obj=None) -> bool:
        return False


class MembershipInline(NothingAdded, admin.TabularInline):
    model = Membership
    fk_name = "group"
    readonly_fields = ["user", "role", "joined_at", "left_at", "removed_at", "removed_reason"]
    fields = [*readonly_fields]
    can_delete = False


@admin.register(Group)
class GroupAdmin(admin.ModelAdmin):
    list_display = ["name", "openness", "created_at", "archived_at"]
    list_filter = ["openness"]
    search_fields = ["name", "slug"]
    fields = ["name", "slug", "about", "house_rules", "openness", "time_zone", "guides", "archived_at"]
    filter_horizontal = ["guides"]
    inlines = [MembershipInline]

    def save_model(self, request: HttpRequest, obj: Group, form, change: bool) -> None:
        by: Any = request.user
        obj.created_by = obj.created_by or by
        obj.version += 1
        obj.open_to_all(obj.opened)
        super().save_model(request, obj, form, change)
        if not change:
            obj.admit(by, role=Membership.Role.FACILITATOR)

    def get_deleted_objects(self, objs, request: HttpRequest):
        """All that was written goes with a group; nothing of it is named on the page that asks."""
        return [str(group) for group in objs], {str(self.opts.verbose_name_plural): len(objs)}, set(), []


@admin.register(Membership)
class MembershipAdmin(NothingAdded, admin.ModelAdmin):
    """People's words hang on their memberships: they are removed, never deleted."""

    list_display = ["user", "group", "role", "joined_at", "left_at", "removed_at"]
    list_filter = ["role"]
    list_select_related = ["user", "group"]
    search_fields = ["user__name", "user__email", "group__name"]
    readonly_fields = [
        "user", "group", "role", "joined_at", "left_at", "removed_at", "removed_by", "removed_reason",
    ]  # fmt: skip
    fields = [*readonly_fields]
    actions = ["make_facilitators", "make_members", "remove_members"]

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    @admin.action(description=gettext_lazy("Make facilitators"), permissions=["change"])
    def make_facilitators(self, request: HttpRequest, queryset: QuerySet) -> None:
        self._each(request, queryset, lambda member: member.change_role(Membership.Role.FACILITATOR))

    @admin.action(description=gettext_lazy("Make members"), permissions=["change"])
    def make_members(self, request: HttpRequest, queryset: QuerySet) -> None:
        self._each(request, queryset, lambda member: member.change_role(Membership.Role.MEMBER))

    @admin.action(description=gettext_lazy("Remove from their groups"), permissions=["change"])
    def remove_members(self, request: HttpRequest, queryset: QuerySet) -> None:
        self._each(request, queryset, lambda member: member.remove(None, _("Removed by the site’s administrators.")))

    def _each(self, request: HttpRequest, queryset: Any, act) -> None:
        for member in queryset.active().select_related("user", "group"):
            try:
                act(member)
            except ValidationError as refusal:
                self.message_user(request, f"{member.group}: {refusal.message}", messages.ERROR)


@admin.register(Invitation)
class InvitationAdmin(NothingAdded, admin.ModelAdmin):
    list_display = ["group", "note", "created_by", "created_at", "expires_at", "uses", "max_uses", "revoked_at"]
    list_select_related = ["group", "created_by__user"]
    search_fields = ["group__name", "note"]
    readonly_fields = [
        "group", "note", "email", "created_by", "created_at", "expires_at", "uses", "max_uses", "revoked_at",
    ]  # fmt: skip
    fields = [*readonly_fields]
