from texts.importing.epub.reader import read_epub

__all__ = ["read_epub"]
