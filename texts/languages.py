"""Languages of texts and guides, with the direction of their script and Postgres' name for searching them."""

from django.utils.translation import gettext_lazy as _

LANGUAGES = [
    ("af", _("Afrikaans")), ("ar", _("Arabic")), ("bg", _("Bulgarian")), ("bn", _("Bengali")), ("bo", _("Tibetan")),
    ("ca", _("Catalan")), ("cs", _("Czech")), ("cy", _("Welsh")), ("da", _("Danish")), ("de", _("German")),
    ("el", _("Greek")), ("en", _("English")), ("eo", _("Esperanto")), ("es", _("Spanish")), ("et", _("Estonian")),
    ("eu", _("Basque")), ("fa", _("Persian")), ("fi", _("Finnish")), ("fr", _("French")), ("ga", _("Irish")),
    ("gd", _("Scottish Gaelic")), ("gl", _("Galician")), ("grc", _("Ancient Greek")), ("he", _("Hebrew")),
    ("hi", _("Hindi")), ("hr", _("Croatian")), ("hu", _("Hungarian")), ("hy", _("Armenian")), ("id", _("Indonesian")),
    ("is", _("Icelandic")), ("it", _("Italian")), ("ja", _("Japanese")), ("ka", _("Georgian")), ("km", _("Khmer")),
    ("ko", _("Korean")), ("la", _("Latin")), ("lo", _("Lao")), ("lt", _("Lithuanian")), ("lv", _("Latvian")),
    ("mk", _("Macedonian")), ("mn", _("Mongolian")), ("mn-Mong", _("Mongolian in the traditional script")),
    ("ms", _("Malay")), ("my", _("Burmese")), ("nb", _("Norwegian")), ("nl", _("Dutch")), ("pl", _("Polish")),
    ("pt", _("Portuguese")), ("ro", _("Romanian")), ("ru", _("Russian")), ("sa", _("Sanskrit")), ("sk", _("Slovak")),
    ("sl", _("Slovene")), ("sq", _("Albanian")), ("sr", _("Serbian")), ("sv", _("Swedish")), ("sw", _("Swahili")),
    ("ta", _("Tamil")), ("te", _("Telugu")), ("th", _("Thai")), ("tl", _("Tagalog")), ("tr", _("Turkish")),
    ("uk", _("Ukrainian")), ("ur", _("Urdu")), ("vi", _("Vietnamese")), ("yi", _("Yiddish")), ("zh", _("Chinese")),
    ("und", _("Another language")),
]  # fmt: skip
RIGHT_TO_LEFT = {"ar", "fa", "he", "ur", "yi"}
IN_COLUMNS = {"ja": "vertical-rl", "zh": "vertical-rl", "mn-Mong": "vertical-lr"}


def direction(language: str) -> str:
    return "rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr"


def known(tag: str) -> str:
    """The nearest language of our list for a BCP 47 tag; “und” for one that is missing or not a tag."""
    tag = tag.replace("_", "-").lower()
    if tag.startswith("mn-mong"):
        return "mn-Mong"
    primary = tag.split("-")[0]
    return primary if primary in dict(LANGUAGES) else "und"


def named(tag: str) -> str:
    """In words; a tag that is not in our list stays as it is."""
    return str(dict(LANGUAGES)[known(tag)]) if known(tag) != "und" else tag
