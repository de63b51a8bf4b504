from django.core.exceptions import ValidationError

from guides.fileformat.document import Report


def check(row, line: int, report: Report, exclude: list[str]) -> None:
    """What the model refuses (too long, not one of several, out of range), as errors at a line of the file."""
    try:
        row.clean_fields(exclude=exclude)
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            label = row._meta.get_field(name).verbose_name
            for message in messages:
                report.error(line, f"{label}: {message}")
