"""Decides how much a line looks like the prose of an article, whatever its language."""

from __future__ import annotations

import math
import re

from pipelines.clean.lines import Line

SENTENCE_ENDS = ".!?…。！？؟۔।"
CLOSING_MARKS = "\"'”’»›)]」』）"
TEASER_ENDS = ("...", "…", "[…]", "[...]")
OPENING_MARKS = '"“”„«»‘「『—–'
OTHER_COMMAS = "،、，；"
# A capital right after a small letter; written so that the search looks for capitals first.
GLUED_WORDS = re.compile(r"[A-ZÀ-ÖØ-ÞА-Я](?<=[a-zà-öø-ÿа-я].)")
INNER_SENTENCE_ENDS = (". ", "? ", "! ", '." ')
OTHER_INNER_ENDS = (".” ", ".» ", "؟ ", "। ", "。")
STOPS = ".!?:;…。！？؟۔।"
TWO_DIGITS = re.compile(r"\d\d")
NOT_A_LABEL = SENTENCE_ENDS + CLOSING_MARKS + ":"
LONGEST_SIGN_OFF = 40
MOST_WORDS, MARKS_REACH, WORDS_REACH = 300, 2_000, 300

# Log odds that a line belongs to the article, set by hand.
LEAST = -4.0
START = -2.8
PER_DOUBLING_OF_WORDS = 0.75
SENTENCE_END = 1.5
SHORT_SENTENCE_END = 0.5
TEASER_END = -0.6
COLON_END = 1.5
SEVERAL_SENTENCES = 0.6
PER_COMMA = 0.3
OPENING_MARK = 0.5
ALL_CAPITALISED = -2.3
GLUED = -2.5
NO_PUNCTUATION = -4.0
WEB_ADDRESS = -1.0
COPYRIGHT_SIGN = -3.0
SHORT_WITH_FIGURES = -0.5

LABEL_WORDS, SHORT_WORDS = 3, 8
# A stretch of words this long without any mark is a list of labels.
WORDS_PER_MARK = 25


def prose_score(line: Line) -> float:
    """The log odds that the line is prose of an article, judged by itself alone."""
    text, words = line.text, line.words
    if words <= LABEL_WORDS and text[-1] not in NOT_A_LABEL:
        return LEAST
    words = min(words, MOST_WORDS)
    score = START + PER_DOUBLING_OF_WORDS * math.log2(1 + words)
    score += _ending(text, words) + _marks(text[:MARKS_REACH], words) + _words(text[:WORDS_REACH])
    if "©" in text:
        score += COPYRIGHT_SIGN
    if "://" in text or "www." in text or "@" in text:
        score += WEB_ADDRESS
    return max(LEAST, min(-LEAST, score))


def ends_sentence(text: str) -> bool:
    """Whether the text ends as a sentence does, closing marks and a sign-off in brackets aside."""
    if text.endswith(TEASER_ENDS):
        return False
    if text[-1] == ")":
        bracket = text.rfind("(", -LONGEST_SIGN_OFF, -1)
        text = text[:bracket].rstrip() if bracket > 0 else text
    bare = text[-8:].rstrip(CLOSING_MARKS)
    return bare != "" and bare[-1] in SENTENCE_ENDS


def _ending(text: str, words: int) -> float:
    if text.endswith(TEASER_ENDS):
        return TEASER_END
    if text[-1] == ":":
        return COLON_END
    if ends_sentence(text):
        return SENTENCE_END if words >= SHORT_WORDS else SHORT_SENTENCE_END
    return 0.0


def _marks(text: str, words: int) -> float:
    commas = text.count(",") + text.count(";")
    ends = any(map(text.__contains__, INNER_SENTENCE_ENDS))
    if not text.isascii():
        commas += sum(map(text.count, OTHER_COMMAS))
        ends = ends or any(map(text.__contains__, OTHER_INNER_ENDS))
    score = PER_COMMA * min(3, commas) + SEVERAL_SENTENCES * ends
    if words > WORDS_PER_MARK * (1 + commas):
        marks = 1 + commas + sum(map(text.count, STOPS))
        score += NO_PUNCTUATION if words > WORDS_PER_MARK * marks else 0
    if text[0] in OPENING_MARKS:
        score += OPENING_MARK
    if words < 2 * SHORT_WORDS and TWO_DIGITS.search(text):
        score += SHORT_WITH_FIGURES
    return score


def _words(text: str) -> float:
    """Less for every word with a capital, the first aside, and for words glued together.

    A script without capitals costs half, for it tells nothing.
    """
    words = text.split()
    small = sum(map(str.islower, words[1:]))
    if len(words) == 1 or (not small and not any(map(str.isupper, text))):
        score = ALL_CAPITALISED / 2
    else:
        score = ALL_CAPITALISED * (1 - small / (len(words) - 1))
    if GLUED_WORDS.search(text):
        score += GLUED * min(1.0, 4 * len(GLUED_WORDS.findall(text)) / len(words))
    return score
