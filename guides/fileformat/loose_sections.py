"""Which headings of a document are the sections of a guide."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from guides.fileformat.loose_find import Found
from guides.fileformat.loose_words import Heading, is_chapter, section_label


def title_heading(headings: Sequence[Heading], found: Sequence[Found]) -> Heading | None:
    """The first heading, unless questions stand directly below it and others of its rank follow."""
    if not headings:
        return None
    first = headings[0]
    peers = [heading for heading in headings if heading.level == first.level and not heading.is_aside]
    if first.level > 6 and is_chapter(first.title):
        return None
    if len(peers) > 1 and (is_chapter(first.title) or first.asks or _asks_below(first, found)):
        return None
    return first


def _asks_below(heading: Heading, found: Sequence[Found]) -> bool:
    return any(place.questions and place.heading and heading in place.heading.path for place in found)


def choose_sections(headings: Sequence[Heading], found: Sequence[Found], title: Heading | None) -> list[Heading]:
    """The headings that are sections, in the order of the file. Questions below none of them have no section."""
    asking = [place.heading for place in found if place.questions and place.heading]
    parts = _parts(headings, asking, title)
    chosen = {heading for heading in (_section_of(below, parts, title) for below in asking) if heading}
    return [heading for heading in headings if heading in chosen or _is_quiet_peer(heading, chosen, title)]


def _section_of(heading: Heading, parts: set[Heading], title: Heading | None) -> Heading | None:
    path = [above for above in heading.path if above is not title and not above.only_asks]
    while len(path) > 1 and path[-1] in parts:
        path.pop()
    return path[-1] if path else None


def _parts(headings: Sequence[Heading], asking: Sequence[Heading], title: Heading | None) -> set[Heading]:
    """Headings that name a part of a section (“Comprehension”, “Explore the idea (10 minutes)”), not a section."""
    parents: dict[str, set[Heading]] = defaultdict(set)
    for heading in headings:
        if heading.parent and heading.parent is not title and not heading.parent.only_asks:
            parents[heading.title.casefold()].add(heading.parent)
    repeated = {name for name, above in parents.items() if len(above) > 1}
    parts = {heading for heading in headings if heading.is_step or section_label(heading.title)}
    parts |= {heading for heading in headings if heading.title.casefold() in repeated and not is_chapter(heading.title)}
    return parts | _lonely(headings, asking, title)


def _lonely(headings: Sequence[Heading], asking: Sequence[Heading], title: Heading | None) -> set[Heading]:
    """Where several parents have one asking child each among other children, the parents are the sections."""
    children = Counter(heading.parent for heading in headings if heading.parent)
    bearing: dict[Heading, set[Heading]] = defaultdict(set)
    for heading in asking:
        if heading.parent and heading.parent is not title and not heading.parent.only_asks and not heading.only_asks:
            bearing[heading.parent].add(heading)
    if len(bearing) < 2 or any(len(below) > 1 for below in bearing.values()):
        return set()
    return {next(iter(below)) for parent, below in bearing.items() if children[parent] > 1}


def _is_quiet_peer(heading: Heading, chosen: set[Heading], title: Heading | None) -> bool:
    """A heading without questions, of the same rank and below the same heading as at least two sections."""
    if heading is title or heading.is_aside or heading.only_asks or section_label(heading.title):
        return False
    peers = [other for other in chosen if other.parent is heading.parent and other.level == heading.level]
    same_sort = is_chapter(heading.title) or not any(is_chapter(peer.title) for peer in peers)
    return len(peers) > 1 and same_sort
