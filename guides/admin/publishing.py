"""From draft to published and back: asking for a review, giving one, publishing now or on a day, withdrawing."""

from datetime import datetime

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guides import documents
from guides.admin.pages import ask, back_to, confirmed, editable_or_403, page
from guides.admin.state import obstacles
from guides.completeness import gaps
from guides.models import Guide, Review


class PublishForm(forms.Form):
    note = forms.CharField(
        label=gettext_lazy("What has changed"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    publish_on = forms.DateTimeField(
        label=gettext_lazy("Day and time"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def clean_publish_on(self) -> datetime | None:
        at = self.cleaned_data["publish_on"]
        if "later" not in self.data:
            return None
        if at is None or at <= timezone.now():
            raise forms.ValidationError(_("Choose a day and a time to come."))
        return at


@ask
def guide_publish(request: HttpRequest, pk: int, site: AdminSite) -> HttpResponse:
    guide = editable_or_403(request, pk)
    initial = {"note": guide.publish_note, "publish_on": guide.publish_on}
    form = PublishForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and "never" in request.POST:
        guide.schedule(request.user, None, "")
        messages.success(request, _("It is not published by itself any more."))
        return back_to(guide)
    reasons = obstacles(guide)
    if form.is_valid():
        try:
            messages.success(request, published(guide, request.user, form))
            return back_to(guide)
        except ValidationError as error:
            reasons = error.messages
    return page(
        request,
        site,
        "publish",
        title=_("Publish “%(guide)s”") % {"guide": guide},
        guide=guide,
        form=form,
        reasons=reasons,
        gaps=gaps(guide),
        first=not guide.releases.exists(),
        zone=timezone.get_current_timezone_name(),
        status=422 if request.method == "POST" else 200,
    )


def published(guide: Guide, by, form: PublishForm) -> str:
    """Now, or set for later. Says what was done; raises ValidationError."""
    at, note = form.cleaned_data["publish_on"], form.cleaned_data["note"].strip()
    if at is None:
        release = documents.publish(guide, by, note)
        return _("Published as version %(number)d.") % {"number": release.number}
    guide.schedule(by, at, note)
    return _("It comes out on %(day)s.") % {"day": date_format(timezone.localtime(at), "DATETIME_FORMAT")}


@ask
def guide_withdraw(request: HttpRequest, pk: int, site: AdminSite) -> HttpResponse:
    guide = editable_or_403(request, pk)
    question = _("Withdraw “%(guide)s”?") % {"guide": guide}
    hint = _("It leaves the library. Groups that read it keep it, and you can publish it again.")
    asked = confirmed(request, site, guide, question, _("Withdraw it"), hint)
    if asked:
        return asked
    if guide.is_published:
        guide.withdraw()
        messages.success(request, _("The library no longer shows it."))
    else:
        messages.error(request, _("Only a published guide can be withdrawn."))
    return back_to(guide)


@ask
def guide_review(request: HttpRequest, pk: int, site: AdminSite) -> HttpResponse:
    guide = editable_or_403(request, pk)
    question = _("Ask another organizer to review “%(guide)s”?") % {"guide": guide}
    hint = _("It stands at every organizer’s desk as waiting for a review. You can go on writing meanwhile.")
    asked = confirmed(request, site, guide, question, _("Ask for a review"), hint)
    if asked:
        return asked
    try:
        guide.ask_for_review(request.user)
        messages.success(request, _("It waits for a review now."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return back_to(guide)


class ReviewForm(forms.ModelForm):
    is_ready = forms.TypedChoiceField(
        label=gettext_lazy("Is it ready?"),
        choices=[("yes", gettext_lazy("Yes, it can be published")), ("no", gettext_lazy("Not yet"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Review
        fields = ["is_ready", "remarks"]

    def clean(self) -> None:
        super().clean()
        if self.cleaned_data.get("is_ready") is False and not self.cleaned_data.get("remarks", "").strip():
            self.add_error("remarks", _("Say what is still missing."))


@ask
def guide_reviewed(request: HttpRequest, pk: int, site: AdminSite) -> HttpResponse:
    """The word of another organizer, who need not be an editor."""
    guide = get_object_or_404(Guide.objects.select_related("text"), pk=pk)
    if not guide.review_asked_at:
        messages.info(request, _("Nobody asks for a review of it at the moment."))
        return back_to(guide)
    if not guide.may_be_reviewed_by(request.user):
        raise PermissionDenied
    form = ReviewForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        guide.review(request.user, form.cleaned_data["is_ready"], form.cleaned_data["remarks"])
        messages.success(request, _("Its editors can read your review now."))
        return back_to(guide)
    title = _("Review “%(guide)s”") % {"guide": guide}
    status = 422 if request.method == "POST" else 200
    return page(request, site, "review", title=title, guide=guide, form=form, gaps=gaps(guide), status=status)
