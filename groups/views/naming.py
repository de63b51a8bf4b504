from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from groups.access import membership_or_404
from groups.forms import NamingForm


@require_http_methods(["GET", "HEAD", "POST"])
def member_name(request: HttpRequest, group: str) -> HttpResponse:
    """The name one goes by in this group, if it allows another; a name taken earlier can always be given up."""
    membership = membership_or_404(request.user, group)
    if membership.group.pseudonyms == "none" and not membership.pseudonym:
        raise Http404
    form = NamingForm(request.POST or None, instance=membership)
    if form.is_bound and form.is_valid() and form.save_or_refuse():
        messages.success(request, _("You are %(name)s here.") % {"name": membership.name})
        return redirect("groups:member_list", group)
    context = {"group": membership.group, "membership": membership, "form": form}
    return render(request, "groups/member_name.html", context, status=422 if form.errors else 200)
