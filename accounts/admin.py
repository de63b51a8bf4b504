from typing import Any

from allauth.account import admin as _registers_addresses  # noqa: F401  (before it is taken out again below)
from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa import admin as _registers  # noqa: F401
from allauth.mfa.models import Authenticator
from allauth.usersessions import admin as _registers_too  # noqa: F401
from allauth.usersessions.models import UserSession
from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Exists, F, OuterRef
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import RedirectView
from procrastinate.contrib.django import admin as _registers_jobs  # noqa: F401
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts import naming
from accounts.models import SiteName, User

admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.password_change = RedirectView.as_view(pattern_name="account_change_password")  # type: ignore[assignment]
admin.site.site_header = admin.site.site_title = gettext_lazy("The organizers’ desk")
admin.site.index_title = gettext_lazy("What would you like to write?")
admin.site.enable_nav_sidebar = False  # the desk has few rooms: they stand in its header
admin.site.unregister(Group)  # sets of permissions, which nobody here has; groups that read are something else


class OrganizerAdmin(admin.ModelAdmin):
    """What every organizer may do; other models of the admin are for superusers."""

    def has_module_permission(self, request):
        return request.user.is_active and request.user.is_staff

    def has_view_permission(self, request, obj=None):
        return self.has_module_permission(request)

    has_add_permission = has_module_permission
    has_change_permission = has_view_permission
    has_delete_permission = has_view_permission


class NewPersonForm(forms.ModelForm):
    """Without a password: whoever has the address makes one, or signs in by a code that is mailed there."""

    class Meta:
        model = User
        fields = ["name", "email", "is_staff"]


class PersonForm(forms.ModelForm):
    def clean_is_superuser(self) -> bool:
        if self.instance.is_last_host and not self.cleaned_data["is_superuser"]:
            raise ValidationError(_("This is the only host of the site."))
        return self.cleaned_data["is_superuser"]


class ConfirmedFilter(admin.SimpleListFilter):
    title = gettext_lazy("address")
    parameter_name = "confirmed"

    def lookups(self, request, model_admin):
        return [("yes", _("Confirmed")), ("no", _("Not confirmed"))]

    def queryset(self, request, queryset):
        return queryset.filter(is_confirmed=self.value() == "yes") if self.value() else queryset


class UserAdmin(DjangoUserAdmin):
    """The newest sign-ups first. Nobody is deleted: others’ words hang on who took part (see notices.admin).

    Nothing here lets a host sign in as somebody else: no password is set, no address of an account in use is changed.
    """

    form, add_form = PersonForm, NewPersonForm
    list_display = ["name", "email", "confirmed", "date_joined", "last_login", "is_staff", "state"]
    list_filter = [ConfirmedFilter, "is_staff", "is_active"]
    date_hierarchy = "date_joined"
    search_fields = ["name", "email"]
    ordering = [F("date_joined").desc()]
    readonly_fields = ["date_joined", "last_login", "state", "confirmed"]
    fieldsets = [
        (None, {"fields": ["name", "email", "confirmed"]}),
        (gettext_lazy("Profile"), {"fields": ["about", "time_zone"]}),
        (gettext_lazy("Role"), {"fields": ["state", "is_staff", "is_superuser"]}),
        (gettext_lazy("Dates"), {"fields": ["date_joined", "last_login"]}),
    ]
    add_fieldsets = [(None, {"fields": ["name", "email", "is_staff"]})]
    filter_horizontal = []

    def get_queryset(self, request: HttpRequest):
        confirmed = EmailAddress.objects.filter(user=OuterRef("pk"), email__iexact=OuterRef("email"), verified=True)
        return super().get_queryset(request).annotate(is_confirmed=Exists(confirmed))

    def get_readonly_fields(self, request: HttpRequest, obj=None):
        """A slip in an address that nobody has ever confirmed can be put right; there is nothing to read behind it."""
        return [*self.readonly_fields, "email"] if obj and not obj.was_never_here else self.readonly_fields

    def save_model(self, request: HttpRequest, obj: User, form, change: bool) -> None:
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        if "email" in form.changed_data:
            EmailAddress.objects.filter(user=obj).delete()
            EmailAddress.objects.create(user=obj, email=obj.email.lower(), primary=True)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = ""):
        raise PermissionDenied

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    @admin.display(description=gettext_lazy("address confirmed"), boolean=True, ordering="is_confirmed")
    def confirmed(self, user: Any) -> bool:
        return user.is_confirmed

    @admin.display(description=gettext_lazy("state"), ordering="is_active")
    def state(self, user: User) -> str:
        if user.suspended_at:
            return _("Suspended")
        return _("Active") if user.is_active else _("Erased")


# Their pages would show secrets, or take addresses, that open an account.
admin.site.unregister([Authenticator, EmailAddress, UserSession, ProcrastinateJob])


@admin.register(Authenticator)
class AuthenticatorAdmin(admin.ModelAdmin):
    """For who has lost phone and recovery codes: the host takes the second step away, and never sees its secret."""

    list_display = ["user", "type", "created_at", "last_used_at"]
    list_select_related = ["user"]
    search_fields = ["user__name", "user__email"]
    fields = ["user", "type", "created_at", "last_used_at"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return False


@admin.register(SiteName)
class SiteNameAdmin(admin.ModelAdmin):
    """For superusers. Where the setting SITE_NAME names the site, there is nothing to change."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return not settings.SITE_NAME and super().has_module_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return not SiteName.objects.exists() and super().has_add_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: SiteName, form, change: bool) -> None:
        naming.rename(obj.name)
        obj.pk = naming.THE_ONE


@admin.register(LogEntry)
class LogEntryAdmin(admin.ModelAdmin):
    """What hosts and organizers did at the desk, for superusers to read; nobody changes it there."""

    list_display = ["action_time", "user", "object_repr", "content_type", "change_message"]
    list_filter = ["content_type"]
    list_select_related = ["user", "content_type"]
    date_hierarchy = "action_time"
    search_fields = ["object_repr", "user__name"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    has_delete_permission = has_change_permission
