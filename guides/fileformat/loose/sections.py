"""Which heading is the title of a document, and which headings are its sections."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from guides.fileformat.loose.outline import Found
from guides.fileformat.loose.words import Heading, guide_label, is_chapter, section_label


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
    return any(place.questions and heading in place.headings for place in found)


def choose_sections(headings: Sequence[Heading], found: Sequence[Found], title: Heading | None) -> list[Heading]:
    """The headings that are sections, in the order of the file. Questions below none of them have no section."""
    asking = [place.heading for place in found if place.questions and place.heading]
    parts = _parts(headings, asking, title)
    chosen = {heading for heading in (_section_of(below, parts, title) for below in asking) if heading}
    ranks: dict[tuple[Heading | None, int], list[Heading]] = defaultdict(list)
    for heading in headings:
        if heading in chosen:
            ranks[heading.parent, heading.level].append(heading)
    return [
        heading
        for heading in headings
        if heading in chosen
        or (heading is not title and _is_quiet_peer(heading, ranks.get((heading.parent, heading.level), [])))
    ]


def _section_of(heading: Heading, parts: set[Heading], title: Heading | None) -> Heading | None:
    path = [above for above in heading.path if above is not title and not above.only_asks]
    while len(path) > 1 and (path[-1] in parts or _is_bold_below(path[-1], path[-2])):
        path.pop()
    return path[-1] if path else None


def _is_bold_below(heading: Heading, above: Heading) -> bool:
    """A line in bold below the heading of a chapter: “Looking further”."""
    return heading.level > 6 >= above.level and is_chapter(above.title) and not is_chapter(heading.title)


def _parts(headings: Sequence[Heading], asking: Sequence[Heading], title: Heading | None) -> set[Heading]:
    """Headings that name a part of a section (“Comprehension”, “Explore the idea (10 minutes)”), not a section."""
    parents: dict[str, set[Heading]] = defaultdict(set)
    for heading in headings:
        if heading.parent and heading.parent is not title and not heading.parent.only_asks:
            parents[heading.title.casefold()].add(heading.parent)
    repeated = {name for name, above in parents.items() if len(above) > 1}
    parts = {heading for heading in headings if heading.is_part}
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


def _is_quiet_peer(heading: Heading, peers: Sequence[Heading]) -> bool:
    """A heading without questions among at least two sections of its rank; before and after all of them only a chapter,
    or one that begins like a section (“Community study: …”)."""
    if len(peers) < 2 or heading.is_aside or heading.only_asks:
        return False
    if section_label(heading.title) or guide_label(heading.title):
        return False
    begins, colon, _ = heading.title.partition(":")
    if is_chapter(heading.title) or (
        colon and any(peer.title.startswith(f"{begins}:") for peer in (peers[0], peers[-1]))
    ):
        return True
    return peers[0].line < heading.line < peers[-1].line and not is_chapter(peers[0].title)
