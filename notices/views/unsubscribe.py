from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators import csrf
from django.views.decorators.http import require_http_methods

from accounts.models import User
from notices.models import Preference
from notices.tokens import who_unsubscribes


@csrf.csrf_exempt  # RFC 8058: mail programs post here with nothing but the signed address
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Looking changes nothing: programs that follow links end no mails. Stopping twice is stopping once."""
    try:
        user_id, model, pk = who_unsubscribes(token)
    except signing.BadSignature:
        raise Http404 from None
    about: Any = get_object_or_404(model, pk=pk)
    user = get_object_or_404(User.objects.exclude(email__endswith="@erased.invalid"), pk=user_id)
    if request.method == "POST":
        Preference.stop(user, about)
    return render(request, "notices/unsubscribe.html", {"about": about, "is_done": request.method == "POST"})
