"""One question from a list item or a paragraph: its prompt, hint, answer and choices, and what kind it surely is."""

import re
from collections.abc import Sequence

from guides.fileformat.document import QuestionDocument, normal, one_line
from guides.fileformat.loose.words import MINUTES, Q_NUMBER, TASK, answer_in, asks, has_question_mark, tells

_HINT = re.compile(r"^\s*(?:[-*+>]\s+)?(?:[*_]{1,2})?hints?(?:[*_]{1,2})?\s*:(?:[*_]{1,2})?\s*(.*)$", re.IGNORECASE)
_NOTE = re.compile(
    r"^\s*(?:[-*+>]\s+)?(?:[*_]{1,2})?(?:notes? (?:for|to) (?:the )?(?:facilitator|leader|instructor|teacher|host)s?"
    r"|(?:facilitator|leader|instructor|teacher|host)(?:['’]?s['’]?)? (?:notes?|tips?))"
    r"(?:[*_]{1,2})?\s*:(?:[*_]{1,2})?\s*(.*)$",
    re.IGNORECASE,
)
_DETAILS = re.compile(r"<details[^>]*>(?:\s*<summary[^>]*>([^<]*)</summary>)?([^<]*(?:<(?!/details>)[^<]*)*)</details>")
_OPTION = re.compile(r"\s{0,6}(?:[-*+]\s+)?\(?[A-H][.)]\s+(.+)$")
_SMALL_OPTION = re.compile(r"\s{0,6}\(?[a-h]\)\s+(.+)$")
_SUB_QUESTION = re.compile(r"\s{0,6}\(?([a-h])[.)]\s+(.+)$")
_PREFIX = re.compile(rf"[*_]{{0,2}}(?:{Q_NUMBER}|\(?\d{{1,3}}\\?[.)])[*_]{{0,2}}\s+(?=\S)")
_OPTIONAL = re.compile(
    r"[*_]{0,2}(?:[(\[](?:optional|opcional|facultatif|facoltativo|optioneel|freiwillig)[)\]][*_]{0,2}[:.]?"
    r"|(?:optional|opcional|facultatif|facoltativo|optioneel|freiwillig)\s?:)[*_]{0,2}\s+(?=\S)",
    re.IGNORECASE,
)
_STEM = re.compile(r"(?:[:…_]|\.\.\.)[*_]*$")  # of a sentence that a choice completes
_SENTENCE = re.compile(r"\S+(?:\s+\S+){2,}[.!…”\"]$")
_NESTED = re.compile(r"\s{0,3}[-*+]\s+(\S.*)$")
_BOLD = re.compile(r"(\*\*|__)((?:(?!\1)[^\n])+)\1\s*$")
_DEFINES = re.compile(
    r"what (?:is|are|was|were) meant by\b|what is the (?:meaning|definition) of\b|define\b|give a definition of\b"
    r"|explain the (?:terms?|words?|concepts?)\b",
    re.IGNORECASE,
)


def question(texts: Sequence[str], line: int, kind: str = "") -> QuestionDocument:
    """From the lines of one question without its number. The prompt may come out empty."""
    found = QuestionDocument("", line=line)
    parts: dict[str, list[str]] = {"prompt": [], "model_answer": [], "hint": [], "facilitator_note": []}
    source = "\n".join(texts)
    if "</details>" in source:
        source = _DETAILS.sub(_from_details, source)
    at = "prompt"
    for text in _with_answers_labelled(source.split("\n")):
        if match := TASK.match(text):
            found.choices.append(one_line(match[1]))
            continue
        label = _label(text) if any(map(str.strip, parts["prompt"])) else None
        if label:
            at, text = label
        parts[at].append(text)
    prompt = _PREFIX.sub("", normal("\n".join(_without_options(parts["prompt"], found))), count=1)
    prompt = _without_remarks(prompt, found)
    found.prompt = _BOLD.sub(r"\2", prompt) if _BOLD.match(prompt) else prompt
    found.model_answer = in_words(normal("\n".join(parts["model_answer"])), found.choices)
    found.hint = normal("\n".join(parts["hint"]))
    found.facilitator_note = normal("\n".join(parts["facilitator_note"]))
    found.kind = _kind(found, kind)
    return found


def _without_remarks(prompt: str, found: QuestionDocument) -> str:
    """“Optional: …” before it; “(10 min)” before it or at its end."""
    if match := _OPTIONAL.match(prompt):
        prompt, found.is_core = prompt[match.end() :], False
    first, newline, rest = prompt.partition("\n")
    at = MINUTES.match(first) or MINUTES.fullmatch(first, max(first.rfind("("), first.rfind("["), 0))
    if at and (remaining := (first[: at.start()] + first[at.end() :]).strip()):
        prompt, found.minutes = remaining + newline + rest, int(at[1])
    return prompt


def _with_answers_labelled(texts: list[str]) -> list[str]:
    """A list of sentences that ask nothing, below a question, is its answer."""
    first, *rest = texts
    below = [text for text in rest if text.strip()]
    nested = [match[1] for text in below if (match := _NESTED.match(text)) and not TASK.match(text)]
    sentences = len(nested) == len(below) > 0 and all(map(_SENTENCE.search, nested))
    if not (sentences and asks(first)) or any(has_question_mark(text) or tells(text) for text in nested):
        return texts
    return [first, "Answer:", *(nested if len(nested) == 1 else below)]


def _label(text: str) -> tuple[str, str] | None:
    if match := answer_in(text):
        return "model_answer", match[1] or ""
    if match := _HINT.match(text):
        return "hint", match[1]
    if match := _NOTE.match(text):
        return "facilitator_note", match[1]
    return None


def _from_details(match: re.Match[str]) -> str:
    name = "Hint" if "hint" in (match[1] or "").casefold() else "Answer"
    return f"\n{name}: {match[2].strip()}\n"


def _without_options(texts: list[str], found: QuestionDocument) -> list[str]:
    """Three or more lettered lines that ask nothing are choices: in capitals, or small with a bracket below a question.

    Other small letters are sub-questions, and become a list.
    """
    asked = _PREFIX.sub("", texts[0].strip(), count=1) if texts else ""
    is_stem = (asks(asked) or _STEM.search(asked)) and not tells(asked)
    for shape in (_OPTION, *([_SMALL_OPTION] if is_stem else [])):
        options = [match[1] for text in texts if (match := shape.match(text))]
        if not found.choices and len(options) >= 3 and not any(map(has_question_mark, options)):
            found.choices = [one_line(option) for option in options]
            return [text for text in texts if not shape.match(text)]
    return _with_sub_questions(texts)


def _with_sub_questions(texts: list[str]) -> list[str]:
    letters = [match[1] for text in texts[1:] if (match := _SUB_QUESTION.match(text))]
    if len(letters) < 2 or letters != [chr(ord("a") + place) for place in range(len(letters))]:
        return texts
    listed, is_in_list = texts[:1], False
    for text in texts[1:]:
        match = _SUB_QUESTION.match(text)
        listed += ["", f"- {match[2]}"] if match and not is_in_list else [f"- {match[2]}" if match else text]
        is_in_list = is_in_list or match is not None
    return listed


def _kind(found: QuestionDocument, kind: str) -> str:
    if len(found.choices) >= 2:
        return "choice"
    found.choices = []
    if _DEFINES.match(found.prompt):
        return "define"
    return kind or "interpretive"


def with_answer_below(texts: Sequence[str]) -> tuple[list[str], str]:
    """A question whose first line ends in “?” and a hard break has its answer in the lines below."""
    first, rest = texts[0], texts[1:]
    broken = first.endswith(("  ", "\\", "<br>", "<br/>"))
    asked = first.rstrip().removesuffix("\\").removesuffix("<br>").removesuffix("<br/>").rstrip()
    if rest and broken and asked.endswith("?") and not any(map(has_question_mark, rest)):
        return [asked], normal("\n".join(rest))
    return list(texts), ""


def in_words(answer: str, choices: Sequence[str]) -> str:
    """“b” means the second choice, whatever is said about it below."""
    match = re.match(r"\(?([a-hA-H])[.)]?(?=\s*(?:\n|$))", answer)
    place = ord(match[1].lower()) - ord("a") if match else len(choices)
    return choices[place] + answer[match.end() :] if match and place < len(choices) else answer
