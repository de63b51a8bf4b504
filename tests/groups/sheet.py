"""What the tests of an evening’s sheet have in common."""


def sheet_url(reading, section, page=""):
    return f"{reading.section_url(section)}meeting/{page}"
