"""Decides how outlets reword in further ways: kinds kept apart, for a look at what was not tuned on."""

from __future__ import annotations

import re

from benchmarks.linking.dice import Dice
from benchmarks.linking.grammar import lower_first, raise_first
from benchmarks.linking.wording import Registry

HELD_OUT = Registry()
ONES = (
    *(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
        ]
    ),
    *(["fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]),
)
TENS = ["-", "-", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
NUMBER = re.compile(r"(?<![\d,.])(\d{1,3})(?![\d,]|\.\d)")
NUMBER_WORDS = {word: str(number) for number, word in enumerate(ONES)}
NUMBER_WORD = re.compile(r"\b(" + "|".join(ONES[2:]) + r")\b")
SPELLINGS = (
    ("our ", "or "),
    ("ours ", "ors "),
    ("ise ", "ize "),
    ("ised ", "ized "),
    ("yse", "yze"),
    ("licence", "license"),
    ("defence", "defense"),
    ("centre", "center"),
    ("programme", "program"),
    ("harbour", "harbor"),
    ("neighbour", "neighbor"),
    ("rumour", "rumor"),
    ("honour", "honor"),
    ("travell", "travel"),
    ("cancelled", "canceled"),
    ("metre", "meter"),
    ("grey", "gray"),
    ("catalogue", "catalog"),
    ("fertilis", "fertiliz"),
)
OWN = re.compile(r"\b(?:[Oo]ur|four|hour|your)\b")
LOOKALIKES = (
    ("rn", "m"),
    ("m", "rn"),
    ("l", "1"),
    ("cl", "d"),
    ("h", "li"),
    ("e", "c"),
    ("O", "0"),
)
LONG_WORD = re.compile(r"\b[a-z]{5,}\b")
TENSES = (
    ("We will ", "We would "),
    (" will ", " would "),
    (" is ", " was "),
    (" are ", " were "),
    (" has ", " had "),
    (" have ", " had "),
    (" cannot ", " could not "),
    (" must ", " had to "),
)
PAUSE = re.compile(r"(?:, (?:and|but|which|because|although|while|so) |; )")


@HELD_OUT.add("number_words")
def change_numbers(text: str, dice: Dice) -> str:
    """Numbers in words for figures, or the other way."""
    if NUMBER.search(text):
        return NUMBER.sub(lambda found: _spell(int(found[1])), text)
    return NUMBER_WORD.sub(lambda found: NUMBER_WORDS[found[1]], text)


def _spell(number: int) -> str:
    if number < len(ONES):
        return ONES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return TENS[tens] + (f"-{ONES[ones]}" if ones else "")
    hundreds, rest = divmod(number, 100)
    return f"{ONES[hundreds]} hundred" + (f" and {_spell(rest)}" if rest else "")


@HELD_OUT.add("american")
def spell_american(text: str, dice: Dice) -> str:
    """American spelling."""
    kept = OWN.sub(lambda word: word[0].replace("our", "0ur").replace("Our", "0Ur"), text)
    for british, american in SPELLINGS:
        kept = kept.replace(british, american)
    return kept.replace("0ur", "our").replace("0Ur", "Our")


@HELD_OUT.add("masked")
def mask_word(text: str, dice: Dice) -> str:
    """A word with an oath before it, masked by signs."""
    words = list(LONG_WORD.finditer(text))
    if not words:
        return text
    place = dice.pick(words).start()
    oath = dice.pick(("d***", "b*****", "f—ing", "bl**dy", "[expletive]"))
    return f"{text[:place]}{oath} {text[place:]}"


@HELD_OUT.add("misread")
def misread(text: str, dice: Dice) -> str:
    """Letters that a scanner takes for others."""
    for one, other in dice.sample(LOOKALIKES, 2):
        places = [found.start() for found in re.finditer(one, text)]
        for place in sorted(dice.sample(places, 2), reverse=True):
            text = text[:place] + other + text[place + len(one) :]
    return text


@HELD_OUT.add("joined")
def join_words(text: str, dice: Dice) -> str:
    """Words run together, or one broken by the hyphen of a line's end."""
    words = text.split()
    if len(words) < 4:
        return text
    place = dice.number(1, len(words) - 2)
    if dice.chance(0.5) and len(words[place]) > 5:
        cut = dice.number(2, len(words[place]) - 3)
        words[place] = words[place][:cut] + dice.pick(("-", "- ")) + words[place][cut:]
    else:
        words[place : place + 2] = ["".join(words[place : place + 2])]
    return " ".join(words)


@HELD_OUT.add_row("merged")
def merge_sentences(sentences: list[str], dice: Dice) -> list[str]:
    """Two sentences made one with `and`."""
    if len(sentences) < 2:
        return sentences
    first = sentences[0].rstrip(".!?") + dice.pick((" and", ", and"))
    return [first, lower_first(sentences[1]), *sentences[2:]]


@HELD_OUT.add("tense")
def change_tense(text: str, dice: Dice) -> str:
    """The tense of reported speech, or of a report on what is over."""
    for present, past in TENSES:
        text = text.replace(present, past)
    return text


@HELD_OUT.add("headline")
def shorten_as_headline(text: str, dice: Dice) -> str:
    """Without articles and helping verbs."""
    bare = re.sub(r"\b(?:[Tt]he|[Aa]n?|has been|have been|was|were|is|are) ", "", text)
    return raise_first(bare.replace(" and ", ", ", 1))


@HELD_OUT.add("dashes")
def dash(text: str, dice: Dice) -> str:
    """Dashes for commas."""
    return text.replace(",", dice.pick((" —", " –", " -"))) if ", " in text else text


@HELD_OUT.add("doubled_word")
def double_word(text: str, dice: Dice) -> str:
    """A word set twice."""
    words = text.split()
    place = dice.number(0, len(words) - 1)
    return " ".join([*words[: place + 1], *words[place:]]) if len(words) > 2 else text


@HELD_OUT.add("sic")
def mark_error(text: str, dice: Dice) -> str:
    """[sic] after a word."""
    words = list(LONG_WORD.finditer(text))
    if not words:
        return text
    end = dice.pick(words).end()
    return f"{text[:end]} [sic]{text[end:]}"


@HELD_OUT.add("parted")
def part_sentence(text: str, dice: Dice) -> str:
    """One sentence translated as two."""
    found = PAUSE.search(text)
    if found is None or found.start() < 8:
        return text
    return f"{text[: found.start()]}. {raise_first(text[found.end() :])}"
