"""What the tests of guides in files and rows have in common."""

from dataclasses import replace

from guides.documents import write_guide
from guides.fileformat.parse import parse

SMALL = """---
format: reading-guide/1
title: Maker and made
slug: maker-and-made
text: frankenstein
language: en
tags: [Science, family]
publisher: somebody
---

# Why read this

Because.

# Timeline

- **1816**: A cold summer.

# Colours

A part that nobody knows.

## Letters

read: letter-i to letter-ii
mood: cold
aim: Know who tells.

### Terms

- **Frame** (old): A story in a story.

### Questions

1. Who writes?

   {factual, 5 minutes, at letter-i ¶1, colour blue}

   ::: answer
   Walton.
   :::

2. Is it a lie?

   - [ ] Yes
   - [ ] No

### For the facilitator

Bring a candle.

## The end

reading: pages 9 to 31

### Questions

1. What remains?
"""


def without_keys(document):
    sections = [
        replace(section, questions=[replace(question, key="") for question in section.questions])
        for section in document.sections
    ]
    return replace(document, sections=sections)


def load(source, text, by, guide=None):
    warnings = []
    return write_guide(parse(source).document, text, by, guide, warnings), warnings
