from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.urls import reverse


def short_address(name: str, pk: int) -> tuple[str, str]:
    """The address on paper, whole and as one writes it."""
    url = urljoin(settings.SITE_URL, reverse(name, args=[pk]))
    parts = urlsplit(url)
    return url, f"{parts.netloc}{parts.path}"
