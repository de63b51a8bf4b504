"""Languages of texts and guides, with the direction of their script and Postgres' name for searching them."""

from django.utils.translation import gettext_lazy as _

LANGUAGES = [
    ("ar", _("Arabic")), ("bg", _("Bulgarian")), ("ca", _("Catalan")), ("cs", _("Czech")), ("da", _("Danish")),
    ("de", _("German")), ("el", _("Greek")), ("en", _("English")), ("eo", _("Esperanto")), ("es", _("Spanish")),
    ("et", _("Estonian")), ("fa", _("Persian")), ("fi", _("Finnish")), ("fr", _("French")), ("ga", _("Irish")),
    ("grc", _("Ancient Greek")), ("he", _("Hebrew")), ("hi", _("Hindi")), ("hu", _("Hungarian")),
    ("id", _("Indonesian")), ("is", _("Icelandic")), ("it", _("Italian")), ("ja", _("Japanese")), ("ko", _("Korean")),
    ("la", _("Latin")), ("lt", _("Lithuanian")), ("nb", _("Norwegian")), ("nl", _("Dutch")), ("pl", _("Polish")),
    ("pt", _("Portuguese")), ("ro", _("Romanian")), ("ru", _("Russian")), ("sr", _("Serbian")), ("sv", _("Swedish")),
    ("tr", _("Turkish")), ("uk", _("Ukrainian")), ("ur", _("Urdu")), ("vi", _("Vietnamese")), ("yi", _("Yiddish")),
    ("zh", _("Chinese")), ("und", _("Another language")),
]  # fmt: skip
RIGHT_TO_LEFT = {"ar", "fa", "he", "ur", "yi"}


def direction(language: str) -> str:
    return "rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr"


def known(tag: str) -> str:
    """The nearest language of our list for a BCP 47 tag; “und” for one that is missing or not a tag."""
    primary = tag.replace("_", "-").split("-")[0].lower()
    return primary if primary in dict(LANGUAGES) else "und"
