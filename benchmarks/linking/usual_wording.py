"""Decides how outlets usually reword what was said: the kinds that a run has by default."""

from __future__ import annotations

import re

from benchmarks.linking.cultures import family_owners
from benchmarks.linking.dice import Dice
from benchmarks.linking.grammar import lower_first, raise_first
from benchmarks.linking.wording import Registry

COMMON = Registry()
LEAST_WORDS_TO_CUT, LEAST_SHARE_KEPT = 9, 0.55
LONG_WORD = re.compile(r"\b[a-z]{5,}\b")
CAPITALISED = re.compile(r"\b[A-ZÀ-Þ][\w-]+")
NEIGHBOURS = dict(zip("abcdefghijklmnoprstuvwy", "svxfdgfjokjlnmipetrigwt", strict=True))
LONG_FORMS = {
    "will not": "won't",
    "cannot": "can't",
    "do not": "don't",
    "is not": "isn't",
    "are not": "aren't",
    "were not": "weren't",
    "was not": "wasn't",
    "We will": "We'll",
    "we will": "we'll",
    "We are": "We're",
    "we are": "we're",
    "we have": "we've",
    "It is": "It's",
    "it is": "it's",
    "I have": "I've",
    "I would": "I'd",
    "I am": "I'm",
    "They have": "They've",
    "There is": "There's",
    "There will": "There'll",
    "It will": "It'll",
}
SHORT_FORMS = {short: long for long, short in LONG_FORMS.items()}
INITIALS = {"United Nations": ("U.N.", "UN"), "United States": ("U.S.", "US")}
PRONOUN = re.compile(r"\b(we|they|it|its|us|our)\b")
MEANT = ("the ministry", "the workers", "the plan", "our side", "the officials", "the company")
FILLER = re.compile(
    r"^(?:Well|You know|Look|I mean|Of course|Frankly), | (?:already|so|rather|also)\b"
)


def _pattern(words: dict[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b{re.escape(word)}\b" for word in words))


LONG, SHORT = _pattern(LONG_FORMS), _pattern(SHORT_FORMS)


@COMMON.add("typo")
def mistype(text: str, dice: Dice) -> str:
    """One letter of a longer word swapped, doubled, left out or hit beside."""
    words = list(LONG_WORD.finditer(text))
    if not words:
        return text
    place = dice.pick(words).start() + dice.number(1, 3)
    one, other = text[place], text[place + 1]
    wrong = dice.pick((other + one, one + one + other, other, NEIGHBOURS.get(one, "e") + other))
    return text[:place] + wrong + text[place + 2 :]


@COMMON.add_row("cut_start", is_cut=True)
def cut_start(sentences: list[str], dice: Dice) -> list[str]:
    """The first words left out."""
    words = sentences[0].split()
    if len(words) < LEAST_WORDS_TO_CUT:
        return sentences
    dropped = dice.number(2, int(len(words) * (1 - LEAST_SHARE_KEPT)))
    rest = " ".join(words[dropped:])
    return [dice.pick(("…", "", "")) + rest, *sentences[1:]]


@COMMON.add_row("cut_end", is_cut=True)
def cut_end(sentences: list[str], dice: Dice) -> list[str]:
    """The last words left out."""
    words = sentences[-1].split()
    if len(words) < LEAST_WORDS_TO_CUT:
        return sentences
    kept = dice.number(int(len(words) * LEAST_SHARE_KEPT) + 1, len(words) - 2)
    return [*sentences[:-1], " ".join(words[:kept]).rstrip(",;:") + dice.pick((".", ".", "…"))]


@COMMON.add("cut_middle", is_cut=True)
def cut_middle(text: str, dice: Dice) -> str:
    """An ellipsis for some words in the middle."""
    words = text.split()
    if len(words) < LEAST_WORDS_TO_CUT:
        return text
    gone = dice.number(2, max(2, len(words) // 3))
    start = dice.number(3, len(words) - gone - 2)
    return " ".join([*words[:start], dice.pick(("...", "…", "[...]")), *words[start + gone :]])


@COMMON.add("contracted")
def contract(text: str, dice: Dice) -> str:
    """Short forms for long ones."""
    return LONG.sub(lambda found: LONG_FORMS[found[0]], text)


@COMMON.add("written_out")
def write_out(text: str, dice: Dice) -> str:
    """Long forms for short ones."""
    return SHORT.sub(lambda found: SHORT_FORMS[found[0]], text)


@COMMON.add("punctuation")
def repunctuate(text: str, dice: Dice) -> str:
    """Other commas, semicolons, stops and apostrophes."""
    changed = text.replace("'", "’").replace(";", dice.pick((",", ".", " –")))
    if dice.chance(0.6):
        changed = changed.replace(", and", " and").replace(", but", " but")
    elif ", " in changed:
        changed = changed.replace(", ", dice.pick((" ", "; ", ",")), 1)
    return changed[:-1] + "!" if changed.endswith(".") and dice.chance(0.3) else changed


@COMMON.add("inner_quotes")
def quote_inside(text: str, dice: Dice) -> str:
    """A word put into quotation marks of its own."""
    words = list(LONG_WORD.finditer(text))
    if not words:
        return text
    word = dice.pick(words)
    before, after = dice.pick((("‘", "’"), ("'", "'")))
    return f"{text[: word.start()]}{before}{word[0]}{after}{text[word.end() :]}"


@COMMON.add("abbreviated")
def abbreviate(text: str, dice: Dice) -> str:
    """Initials for the names of unions of states, with dots or without."""
    for name, initials in INITIALS.items():
        text = text.replace(name, dice.pick(initials))
    return text


@COMMON.add("brackets")
def explain(text: str, dice: Dice) -> str:
    """A bracket for a pronoun, or with a given name before a surname."""
    owners = family_owners()
    names = [found for found in CAPITALISED.finditer(text) if found[0] in owners]
    if names:
        name = names[0]
        given = dice.pick(owners[name[0]].given)
        return f"{text[: name.start()]}[{given}] {text[name.start() :]}"
    return PRONOUN.sub(f"[{dice.pick(MEANT)}]", text, count=1)


@COMMON.add("fillers_dropped")
def drop_fillers(text: str, dice: Dice) -> str:
    """Without the words that only fill."""
    return raise_first(FILLER.sub("", text))


@COMMON.add("case")
def change_case(text: str, dice: Dice) -> str:
    """Another case: the first letter small, titles of offices large, or all in capitals."""
    if dice.chance(0.15):
        return text.upper()
    if dice.chance(0.5):
        return lower_first(text)
    return LONG_WORD.sub(lambda word: word[0].capitalize() if dice.chance(0.4) else word[0], text)


@COMMON.add_row("fragment", is_cut=True, is_fragment=True, weight=3)
def take_fragment(sentences: list[str], dice: Dice) -> list[str]:
    """Three to six words of one sentence."""
    words = sentences[0].rstrip(".!?").split()
    size = dice.number(3, 6)
    if len(words) < size + 3:
        return sentences
    start = dice.number(1, len(words) - size)
    return [" ".join(words[start : start + size]).strip(",;:")]
