"""Decides how a document repeats an earlier one of another outlet: registry of the kinds of copies."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from benchmarks.linking.articles import Article, count_words, write_background
from benchmarks.linking.dice import Dice
from benchmarks.linking.events import Event
from benchmarks.linking.grammar import number_text, say
from benchmarks.linking.layout import Paragraph
from benchmarks.linking.places import Outlet

Copier = Callable[[Article, Event, Outlet, Dice], Sequence[Paragraph]]
LEAST_KEPT, LEAST_WORDS = 0.6, 80
NUMBER = re.compile(r"\b\d[\d,]*\b")
TOPS = ("{outlet} reports.", "By the staff of the {outlet}.", "{day:%d %B %Y} – {outlet}.")
ENDS = (
    "Read more on our front page.",
    "The {outlet} is not responsible for the content of other sites.",
    "Write to the editors of the {outlet} about this article.",
    "Reporting by our own staff and agencies; editing by the night desk.",
)


def copy_exactly(article: Article, event: Event, outlet: Outlet, dice: Dice) -> Sequence[Paragraph]:
    """The same paragraphs."""
    return article.paragraphs


def add_furniture(
    article: Article, event: Event, outlet: Outlet, dice: Dice
) -> Sequence[Paragraph]:
    """The same between words of the house at the top, at the bottom or both."""
    top, end = (
        Paragraph(dice.pick(words).format(outlet=outlet.name, day=article.day))
        for words in (TOPS, ENDS)
    )
    return dice.pick(
        ([top, *article.paragraphs], [*article.paragraphs, end], [top, *article.paragraphs, end])
    )


def cut_paragraphs(
    article: Article, event: Event, outlet: Outlet, dice: Dice
) -> Sequence[Paragraph]:
    """The first paragraphs, at least three fifths of the words."""
    words, kept = article.words, list(article.paragraphs)
    least = max(LEAST_WORDS, (LEAST_KEPT + 0.3 * dice.unit()) * words)
    while len(kept) > 1 and words - count_words(kept[-1]) >= least:
        words -= count_words(kept.pop())
    return kept


def update_text(article: Article, event: Event, outlet: Outlet, dice: Dice) -> Sequence[Paragraph]:
    """One to three more paragraphs."""
    paragraphs = list(article.paragraphs)
    for _ in range(dice.number(1, 3)):
        paragraphs.insert(dice.number(1, len(paragraphs)), write_background(event, dice))
    return paragraphs


def correct_number(
    article: Article, event: Event, outlet: Outlet, dice: Dice
) -> Sequence[Paragraph]:
    """Another number in a paragraph without quotes."""
    paragraphs = list(article.paragraphs)
    for place, paragraph in enumerate(paragraphs):
        if not paragraph.rows and NUMBER.search(paragraph.text):
            text = NUMBER.sub(number_text(dice), paragraph.text, count=1)
            paragraphs[place] = Paragraph(text)
            break
    return paragraphs


COPIES: Mapping[str, Copier] = {
    "exact": copy_exactly,
    "furniture": add_furniture,
    "cut": cut_paragraphs,
    "updated": update_text,
    "corrected": correct_number,
}
RETITLED_SHARE = 0.4


def copy_article(article: Article, event: Event, outlet: Outlet, dice: Dice) -> Article:
    """A copy by another outlet, on the same day or one of the next two."""
    kind = dice.pick(tuple(COPIES))
    paragraphs = COPIES[kind](article, event, outlet, dice)
    is_retitled = dice.chance(RETITLED_SHARE)
    return replace(
        article,
        title=say("TITLE", "news", event.scene, dice) if is_retitled else article.title,
        outlet=outlet,
        day=article.day + timedelta(days=dice.pick((0, 0, 0, 1, 2))),
        paragraphs=paragraphs,
        head=article,
        copied=kind,
    )
