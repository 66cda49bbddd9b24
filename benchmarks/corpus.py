"""Decides what a synthetic page looks like: news-like text of about 5 KB, from a seed."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

GIVEN = (
    "Mara",
    "Tobias",
    "Ines",
    "Karl",
    "Leila",
    "Anton",
    "Priya",
    "Jonas",
    "Rosa",
    "Emeka",
    "Yuki",
    "Petra",
)
FAMILY = (
    "Halloran",
    "Beckwith",
    "Osterman",
    "Delacroix",
    "Nakamura",
    "Okonjo",
    "Varga",
    "Lindholm",
    "Suarez",
    "Petrov",
)
ROLES = ("spokesman", "spokeswoman", "minister", "director", "analyst", "mayor", "envoy")
BODIES = (
    "the Transport Ministry",
    "the Harbour Authority",
    "the Institute for Trade",
    "the city council",
    "the relief agency",
)
PLACES = ("Geneva", "Oslo", "Nairobi", "Lima", "Hanoi", "Ankara")
SUBJECTS = (
    "The shipment",
    "The inspection",
    "A second convoy",
    "The new tariff",
    "The disputed licence",
    "The audit",
    "The ferry line",
)
VERBS = (
    "was delayed by",
    "had been cleared before",
    "ran into",
    "is expected to follow",
    "raised questions about",
    "stayed clear of",
)
OBJECTS = (
    "the winter storms",
    "a dispute over fees",
    "the parliamentary vote",
    "an unusual request from abroad",
    "months of negotiation",
    "the customs reform",
)
CUES = ("said", "told reporters", "added", "wrote in a statement", "warned")
FURNITURE = (
    "Home World Business Sport Culture",
    "Subscribe to our newsletter",
    "Share this article",
    "Related stories",
    "All rights reserved",
    "We use cookies to improve this site. Accept all",
)


def make_page(seed: int) -> str:
    """One page: menu, title, stamp, paragraphs with quotes and resolutions, footer."""
    dice = random.Random(seed)  # noqa: S311 - the same pages for the same seed
    speakers = [f"{dice.choice(GIVEN)} {dice.choice(FAMILY)}" for _ in range(3)]
    day = f"{dice.randint(1, 28)} March 2024"
    title = f"{dice.choice(SUBJECTS)} {dice.choice(VERBS)} {dice.choice(OBJECTS)}"
    lines = [FURNITURE[0], FURNITURE[1], title, f"Published: {day} 09:{dice.randint(10, 59)}"]
    lines.append(f"{dice.choice(PLACES).upper()} - {_sentence(dice)} {_sentence(dice)}")
    size = sum(map(len, lines))
    while size < 4_700:
        paragraph = _paragraph(dice, speakers)
        lines.append(paragraph)
        size += len(paragraph)
    return "\n\n".join(
        [*lines, *FURNITURE[2:], f"© {dice.randint(2019, 2024)} Sample Harbour Press"]
    )


def _sentence(dice: random.Random) -> str:
    return f"{dice.choice(SUBJECTS)} {dice.choice(VERBS)} {dice.choice(OBJECTS)} on {dice.choice(('Monday', 'Tuesday', 'Friday'))}."


def _paragraph(dice: random.Random, speakers: list[str]) -> str:
    speaker = dice.choice(speakers)
    words = f"{dice.choice(SUBJECTS)} {dice.choice(VERBS)} {dice.choice(OBJECTS)}".lower()
    kind = dice.random()
    if kind < 0.3:
        return f"“We know that {words},” {speaker}, a {dice.choice(ROLES)} for {dice.choice(BODIES)}, {dice.choice(CUES)}. “It will be looked into.”"
    if kind < 0.4:
        return f"{_sentence(dice)} {speaker.split()[1]} called it “a matter of {dice.randint(2, 90)} days” and left."
    if kind < 0.45:
        return f"{_sentence(dice)} The transfer is barred by UN Security Council Resolution {dice.choice((1718, 2397, 1701, 2231))}."
    return " ".join(_sentence(dice) for _ in range(dice.randint(2, 4)))


def records(count: int) -> Iterator[dict[str, str]]:
    """`count` records as `onrecord` reads them, each with a text of its own."""
    for number in range(count):
        yield {"id": f"page-{number:07d}", "text": make_page(number)}


def write_corpus(path: Path, count: int) -> int:
    """Write `count` records as JSON lines; returns the bytes written."""
    with path.open("w", encoding="utf-8") as stream:
        for record in records(count):
            stream.write(json.dumps(record, ensure_ascii=False) + "\n")
    return path.stat().st_size
