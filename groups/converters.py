RESERVED_FOR_SECTIONS = {
    *("schedule", "finish", "resume", "meetings", "threads", "export", "calendar"),
    *("catch-up", "start", "settings", "pause", "again", "archive", "members", "standing", "booklet"),
}


class SectionConverter:
    """A section's part of an address. Guides name their sections freely; one named like a page of ours gets a tilde."""

    regex = r"~?[-\w]+"

    def to_python(self, value: str) -> str:
        return value.removeprefix("~")

    def to_url(self, value: str) -> str:
        return f"~{value}" if value in RESERVED_FOR_SECTIONS else value
