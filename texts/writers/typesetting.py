"""The process that sets one document: a line of JSON with where things are, the template and the document come in on
stdin, a line of JSON and the PDF go out. It opens no file but fonts, and may not grow or run beyond its limits.

It is started as a file of its own, so that it imports nothing of the site.
"""

import json
import resource
import sys

MEMORY_BYTES = 2_000_000_000
CPU_SECONDS = 30
LACKING = "could not be displayed"


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    order = json.load(sys.stdin.buffer)
    head, pdf = typeset(order)
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + pdf)


def typeset(order: dict) -> tuple[dict, bytes]:
    """With the site's fonts; where these lack a letter, with those of the machine; where no font has it, saying so."""
    import typst

    for own_fonts, is_complete in ((True, True), (False, True), (False, False)):
        try:
            return {}, typst.compile(
                order["template"].encode(),
                root=order["root"],
                font_paths=[order["fonts"]],
                ignore_system_fonts=own_fonts,
                package_path=order["root"],
                package_cache_path=order["root"],
                pdf_standards=["ua-1"] if is_complete else [],
                sys_inputs={"doc": json.dumps(order["doc"] | {"has_gaps": not is_complete})},
            )
        except typst.TypstError as error:
            if LACKING not in str(error) or not is_complete:
                return {"error": str(error)}, b""
    return {"error": ""}, b""


if __name__ == "__main__":
    main()
