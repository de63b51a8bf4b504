"""What the organizer is told of a guide that is not in our format: what it lacks, what was kept or not taken."""

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath

from django.utils.translation import gettext as _

from guides.fileformat.document import GuideDocument, Report, one_line, shortened
from guides.fileformat.loose.headings import Heading
from guides.fileformat.loose.outline import Found
from guides.fileformat.loose.words import PARTS, QUESTIONS, asks


def say_what_is_missing(document: GuideDocument, filename: str, report: Report) -> None:
    """Gives a title too, if there is none."""
    if not document.title:
        stem = one_line(re.sub(r"[-_]+", " ", PurePath(filename).stem))
        document.title = stem[:1].upper() + stem[1:] or _("Untitled guide")
        by_name = _("There is no title and no heading; using the file’s name.")
        report.warn(1, by_name if stem else _("There is no title and no heading; using “Untitled guide”."))
    if document.text is None:
        report.warn(0, _("The file does not say which text it is for."))
    if not document.questions:
        report.warn(0, _("No questions were found."))


def say_what_is_kept(
    document: GuideDocument, headings: Sequence[Heading], found: Sequence[Found], report: Report
) -> None:
    lines = {heading.title: heading.line for heading in reversed(headings)}
    for part in document.extra_parts:
        words = _("“%(part)s” holds no questions; it is kept as a part.") % {"part": part.title}
        report.warn(lines.get(part.title, 0), words)
    names = Counter(place.block.name for place in found if place.block.kind == "directive")
    for name in [name for name in names if name not in PARTS and name not in QUESTIONS]:
        words = _("“::: %(name)s” (%(count)d) is not read as questions; it is kept in the text.")
        report.warn(0, words % {"name": name, "count": names[name]})
    for section in document.sections:
        if not section.questions:
            words = _("The section “%(section)s” has no questions.") % {"section": section.title}
            report.warn(section.line, words)
    titles = Counter(section.title for section in document.sections)
    if doubles := [title for title, count in titles.items() if count > 1]:
        shown = ", ".join(f"“{title}”" for title in doubles[:3]) + (" …" if len(doubles) > 3 else "")
        words = _("%(count)d section titles occur more than once: %(titles)s.")
        report.warn(0, words % {"count": len(doubles), "titles": shown})


def say_what_asks(found: Sequence[Found], report: Report) -> None:
    """Paragraphs that ask, where others are the questions."""
    for place in found:
        block = place.block
        if block.kind == "paragraph" and not place.questions and place.label and asks(block.text):
            words = _("“%(words)s” asks, but stands outside the list; it is no question here.")
            report.warn(block.line, words % {"words": shortened(one_line(block.text), 60)})
