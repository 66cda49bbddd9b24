"""Decides how a sentence is made of words: by the rules of a grammar list and the words of a scene."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from benchmarks.linking.dice import Dice
from benchmarks.linking.vocabulary import Verb, Words, read_general, read_lines, read_table

SYMBOL = re.compile(r"(\b[A-Z][A-Z_]*[A-Z]\b)")
BEFORE_VOWEL = re.compile(r"\b([Aa]) (?=[aeiouAEIO])")
OPENERS = re.compile(
    r"(?:We|The|If|It|There|What|Nobody|Every|Without|My|They|How|Some|Let|People|This|Our|Only"
    r"|Those|When|Neither|In|For|No|Because|Although|While|Before|After|Since|Unless|As|An?)\b"
)
TERMINALS = frozenset(
    (
        *("NOUN", "NOUNS", "VERB", "VERBED", "VERBED_PAST", "VERBING", "ADJ", "ADV", "NUM"),
        *("FACT", "PLACE", "THE_TERM", "THE_ORG", "MONTH", "DAY", "COLLEAGUE"),
    )
)
FOCUS_SHARE, TOPIC_SHARE = 0.3, 0.4
# A rule is a list of expansions, each of literal strings and symbols in turn.
Rules = dict[str, list[list[str]]]


@dataclass(slots=True)
class Scene:
    """What the sentences of a text speak of."""

    words: Words
    places: Sequence[str]
    terms: Sequence[str]
    bodies: Sequence[str]
    facts: Sequence[str] = ()
    focus: Sequence[tuple[str, str]] = ()
    colleagues: Sequence[str] = ()


def say(symbol: str, grammar: str, scene: Scene, dice: Dice) -> str:
    """A text that a symbol of a grammar stands for, its first letter large."""
    text = _expand(symbol, _read_rules(grammar), scene, dice)
    return BEFORE_VOWEL.sub(r"\1n ", raise_first(text))


@cache
def _read_rules(grammar: str) -> Rules:
    rules: Rules = {}
    lines = read_lines(f"{grammar}.txt")
    symbols = {line for line in lines if line.isupper() and " " not in line}
    headed = ""
    for line in lines:
        if line in symbols and line not in TERMINALS and (line not in rules):
            headed = line
            rules[headed] = []
        else:
            rules[headed].append(SYMBOL.split(line))
    return rules


def _expand(symbol: str, rules: Rules, scene: Scene, dice: Dice) -> str:
    return _fill_parts(dice.pick(rules[symbol]), rules, scene, dice)


def _fill(symbol: str, rules: Rules, scene: Scene, dice: Dice) -> str:
    if symbol.endswith("_UP"):
        return raise_first(_fill(symbol[:-3], rules, scene, dice))
    if symbol in rules:
        return _expand(symbol, rules, scene, dice)
    if symbol in TERMINALS:
        return _word(symbol, scene, dice)
    return symbol


def _word(symbol: str, scene: Scene, dice: Dice) -> str:
    if symbol in {"NOUN", "NOUNS"}:
        return _noun(scene, dice)[symbol == "NOUNS"]
    if symbol.startswith("VERB"):
        verb = _verb(scene, dice)
        forms = {"VERB": verb.base, "VERBING": verb.ing, "VERBED_PAST": verb.past}
        return forms.get(symbol, verb.participle)
    general = read_general()
    if symbol == "ADJ":
        return dice.zipf(general.adjectives)
    if symbol == "ADV":
        return dice.zipf(general.adverbs)
    if symbol == "NUM":
        return number_text(dice)
    return _name(symbol, scene, dice)


def _name(symbol: str, scene: Scene, dice: Dice) -> str:
    if symbol == "FACT":
        return dice.pick(scene.facts)
    if symbol in {"MONTH", "DAY"}:
        return dice.pick(read_table("bodies.txt")[symbol.lower() + "s"])
    if symbol == "PLACE":
        return dice.zipf(scene.places)
    if symbol == "COLLEAGUE":
        return dice.pick(scene.colleagues)
    return "the " + dice.zipf(scene.terms if symbol == "THE_TERM" else scene.bodies)


def _noun(scene: Scene, dice: Dice) -> tuple[str, str]:
    share = dice.unit()
    if share < FOCUS_SHARE and scene.focus:
        return dice.pick(scene.focus)
    if share < FOCUS_SHARE + TOPIC_SHARE:
        return dice.pick(scene.words.nouns)
    return dice.zipf(read_general().nouns)


def _verb(scene: Scene, dice: Dice) -> Verb:
    verbs = scene.words.verbs if dice.chance(0.5) else read_general().verbs
    return dice.zipf(verbs)


def raise_first(text: str) -> str:
    """A text with a large first letter."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """A text as it goes on after other words: the first letter small unless it begins a name."""
    return text[:1].lower() + text[1:] if OPENERS.match(text) else text


def number_text(dice: Dice) -> str:
    """A number as news has it: small ones most, large ones round."""
    size = dice.unit()
    if size < 0.5:
        return str(dice.number(2, 60))
    if size < 0.8:
        return str(dice.number(7, 99) * 10)
    return f"{dice.number(1, 40)},{dice.number(0, 9)}00"


def pick_lines(symbol: str, grammar: str, count: int, dice: Dice) -> list[list[str]]:
    """Some of the expansions of a symbol, to be filled again and again."""
    return dice.sample(_read_rules(grammar)[symbol], count)


def fill_line(line: list[str], grammar: str, scene: Scene, dice: Dice) -> str:
    """The text of an expansion."""
    return _fill_parts(line, _read_rules(grammar), scene, dice)


def _fill_parts(parts: list[str], rules: Rules, scene: Scene, dice: Dice) -> str:
    said = parts[:]
    for place in range(1, len(said), 2):
        said[place] = _fill(said[place], rules, scene, dice)
    return "".join(said)
