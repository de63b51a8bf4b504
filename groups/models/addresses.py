"""Addresses that pages have, so that no group and no reading can have them."""

RESERVED_FOR_GROUPS = {"new", "listed", "path", "alone"}
RESERVED_FOR_READINGS = {
    *("settings", "members", "name", "leave", "progress", "invitations", "readings"),
    *("threads", "requests", "export", "archive", "calendar", "delete", "ask"),
}
