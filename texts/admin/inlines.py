from typing import Any

from django.contrib import admin
from django.db.models import Field, URLField

HTTPS: dict[type[Field], dict[str, Any]] = {URLField: {"assume_scheme": "https"}}


class OrganizerInline(admin.TabularInline):
    """Rows that every organizer may change, like the page they stand on."""

    def has_view_permission(self, request, obj=None):
        return request.user.is_active and request.user.is_staff

    has_add_permission = has_view_permission
    has_change_permission = has_view_permission
    has_delete_permission = has_view_permission
