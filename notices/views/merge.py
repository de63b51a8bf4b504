from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from notices import merging
from notices.tokens import who_merges


@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, token: str) -> HttpResponse:
    """The token came to the address of the account that ends; the reader is signed in to the one that stays."""
    try:
        gone_id, kept_id = who_merges(token)
    except signing.BadSignature:
        raise Http404 from None
    kept = get_object_or_404(User.objects.filter(pk=request.user.pk), pk=kept_id)
    gone = get_object_or_404(User.objects.exclude(email__endswith="@erased.invalid"), pk=gone_id)
    context = {"gone": gone, "counts": merging.counts_of(gone)}
    if request.method != "POST":
        return render(request, "notices/merge.html", context)
    try:
        merging.merge(gone, kept)
    except ValidationError as refusal:
        return render(request, "notices/merge.html", context | {"refusal": refusal.message}, status=422)
    what = _("Took over account %(number)d.") % {"number": gone_id}
    LogEntry.objects.log_actions(kept.pk, [kept], CHANGE, what, single_object=True)
    messages.success(request, _("The two accounts are one."))
    return redirect("accounts:profile")
