import zoneinfo

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from notices.export.archive import archive


@require_http_methods(["GET", "HEAD", "POST"])
def export(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """One's own words and nobody else's, also of groups one has left."""
    if request.method != "POST":
        return render(request, "notices/export.html")
    assert request.user.is_authenticated  # the site is closed otherwise
    zone = zoneinfo.ZoneInfo(request.user.time_zone)
    response = StreamingHttpResponse(archive(request.user, zone), content_type="application/zip")
    day = timezone.localdate(timezone=zone)
    response["Content-Disposition"] = f'attachment; filename="my-words-{day:%Y-%m-%d}.zip"'
    return response
