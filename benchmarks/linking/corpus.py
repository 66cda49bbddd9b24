"""Decides how an invented corpus comes about: events, their articles, copies of these, regular ones."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from datetime import UTC, datetime, time, timedelta
from itertools import islice

from benchmarks.linking.articles import Article, Kinds, write_article
from benchmarks.linking.copies import copy_article
from benchmarks.linking.dice import Dice
from benchmarks.linking.events import Event, make_events
from benchmarks.linking.kinds import USUAL, list_draws
from benchmarks.linking.layout import Row
from benchmarks.linking.places import Outlet, World
from benchmarks.linking.regulars import Regulars
from benchmarks.linking.tables import Corpus, Rows

COPY_SHARE, REGULAR_SHARE = 0.16, 0.075
NO_DAY_SHARE, NO_TIME_SHARE, NO_OUTLET_SHARE = 0.08, 0.1, 0.05


def make_corpus(documents: int, seed: int, kinds: Collection[str] | None = None) -> Corpus:
    """A corpus of this many documents, the same for the same seed.

    `kinds` are the kinds of wording that outlets use, by default all usual and no held-out ones.
    """
    world = World(documents, Dice(seed, 0))
    drawn = list_draws(USUAL if kinds is None else kinds)
    printer = _Printer(seed)
    articles = _write_articles(world, seed, drawn)
    for number, (event, article, is_copied) in enumerate(islice(articles, documents)):
        printer.print_article(number, event, article, is_copied=is_copied)
    return printer.rows.corpus()


def _write_articles(world: World, seed: int, kinds: Kinds) -> Iterator[tuple[Event, Article, bool]]:
    """Articles with their events, and whether a copy follows; a copy comes after its original."""
    dice, regulars, regular = Dice(seed, 2), Regulars(world, Dice(seed, 3)), 0
    for event in make_events(world, Dice(seed, 1)):
        for _ in range(event.size):
            article = write_article(event, dice.zipf(world.outlets), kinds, dice)
            copies = _copy(article, event, world, dice)
            yield event, article, bool(copies)
            yield from ((event, copy, False) for copy in copies)
            if dice.chance(REGULAR_SHARE):
                yield *regulars.write(regular, dice), False
                regular += 1


def _copy(article: Article, event: Event, world: World, dice: Dice) -> list[Article]:
    copies: list[Article] = []
    while dice.chance(COPY_SHARE):
        outlet = dice.pick(world.outlets)
        if outlet is not article.outlet:
            copies.append(copy_article(article, event, outlet, dice))
    return copies


class _Printer:
    """Turns articles into rows of the tables."""

    def __init__(self, seed: int) -> None:
        self.rows = Rows()
        self._seed = seed
        self._dice = Dice(seed, 4)
        self._events: set[str] = set()
        # The last original, its id and its time: copies follow it at once.
        self._head: tuple[Article, str, datetime] | None = None

    def print_article(
        self, number: int, event: Event, article: Article, *, is_copied: bool
    ) -> None:
        """The rows of one document; an original that is copied has a day and a time, the earliest."""
        uri = f"https://{article.outlet.host}/{article.day:%Y/%m/%d}/{number}"
        doc_id = hashlib.sha256(f"{self._seed} {uri}".encode()).hexdigest()[:20]
        fetched = self._fetch_time(article)
        if is_copied:
            self._head = article, doc_id, fetched
        dice = self._dice
        day = None if not is_copied and dice.chance(NO_DAY_SHARE) else article.day
        known = None if not is_copied and dice.chance(NO_TIME_SHARE) else fetched
        body = "\n\n".join(paragraph.text for paragraph in article.paragraphs)
        outlet = self._print_outlet(article.outlet)
        self.rows.add("documents", doc_id, uri, article.title, body, *outlet, day, known, "en")
        head = self._head[1] if article.head is not None and self._head else None
        self.rows.add("true_documents", doc_id, event.event_id, head, article.copied)
        self._print_event(event)
        self._print_quotes(doc_id, article)

    def _fetch_time(self, article: Article) -> datetime:
        base = datetime.combine(article.day, time(6), UTC)
        fetched = base + timedelta(minutes=self._dice.number(0, 2000))
        if article.head is not None and self._head:
            return max(fetched, self._head[2] + timedelta(minutes=self._dice.number(1, 300)))
        return fetched

    def _print_outlet(self, outlet: Outlet) -> tuple[str | None, str | None]:
        if self._dice.chance(NO_OUTLET_SHARE):
            return None, None
        return outlet.outlet_id, outlet.name

    def _print_event(self, event: Event) -> None:
        if event.event_id not in self._events:
            self._events.add(event.event_id)
            self.rows.add("true_events", event.event_id, event.saga_id, event.topic, event.day)

    def _print_quotes(self, doc_id: str, article: Article) -> None:
        place, statements = 0, dict[int, str]()
        for paragraph in article.paragraphs:
            for row in paragraph.rows:
                start = place + row.start
                statement = statements.setdefault(row.statement, f"{doc_id}-s{start}")
                self._print_row(doc_id, statement, start, row)
            place += len(paragraph.text) + 2

    def _print_row(self, doc_id: str, statement: str, start: int, row: Row) -> None:
        mention = row.mention
        quote_id = f"{doc_id}-{'i' if row.kind == 'indirect' else 'q'}{start}"
        place = (quote_id, doc_id, statement, row.part_no, start, start + len(row.text))
        said_by = (mention.name, mention.kind, mention.role, mention.affiliation)
        sure = 0.5 + self._dice.unit() / 2
        self.rows.add("quotes", *place, row.text, row.kind, *said_by, sure)
        ids = [sentence_id for _, _, sentence_id in row.spans]
        truth = (quote_id, mention.speaker.speaker_id, ids, row.is_fragment)
        self.rows.add("true_quotes", *truth, list(row.wordings), mention.form)
        for first, end, sentence_id in row.spans:
            self.rows.add("true_sentences", quote_id, start + first, start + end, sentence_id)
