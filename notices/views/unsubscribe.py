from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators import csrf
from django.views.decorators.http import require_http_methods

from groups.models import Reading
from notices.models import Preference
from notices.tokens import who_unsubscribes


@csrf.csrf_exempt  # RFC 8058: mail programs post here with nothing but the signed address
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Looking changes nothing: programs that follow links end no mails. Stopping twice is stopping once."""
    try:
        user, reading_id = who_unsubscribes(token)
    except signing.BadSignature:
        raise Http404 from None
    readings = Reading.objects.select_related("guide").filter(group__memberships__user=user)
    reading = get_object_or_404(readings, pk=reading_id)
    if request.method == "POST":
        Preference.stop(user, reading_id)
    return render(request, "notices/unsubscribe.html", {"reading": reading, "is_done": request.method == "POST"})
