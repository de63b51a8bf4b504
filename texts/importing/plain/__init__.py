from texts.importing.plain.reader import read_plain

__all__ = ["read_plain"]
