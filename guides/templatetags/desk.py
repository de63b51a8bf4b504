from django import template
from django.db.models import Q

from guides.models import Guide
from texts.models import Text

register = template.Library()
SHOWN = 12


@register.simple_tag
def desk_work(user) -> dict:
    """What lies on somebody's desk: what waits for their word, what they write, texts without a guide."""
    guides = Guide.objects.select_related("text", "review_asked_by")
    waiting = guides.filter(review_asked_at__isnull=False, withdrawn_at=None).exclude(review_asked_by=user)
    mine = guides.filter(Q(editors=user) | Q(created_by=user)).distinct()
    return {
        "waiting": waiting.order_by("review_asked_at")[:SHOWN],
        "mine": mine.order_by("-updated_at")[:SHOWN],
        "bare": Text.objects.filter(guides=None).order_by("-updated_at")[:SHOWN],
    }
