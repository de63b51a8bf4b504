"""What the tests of books as programs and archives make them have in common."""

NAMES = ["The Gate", "The Ford", "The Mill"]

METADATA = "<dc:title>The Low Road</dc:title><dc:creator>Jane Roe</dc:creator><dc:language>en</dc:language>"


def chapters(*numbers):
    return [("", number, name) for number, name in zip(numbers, NAMES, strict=False)]


def html(body, head="<title>The Low Road</title>", lang="en"):
    return f"<!DOCTYPE html><html lang='{lang}'><head>{head}</head><body>{body}</body></html>".encode()
