"""Decides whom a pronoun means: the likeliest of those who were spoken of before it on the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from math import log1p, sqrt
from operator import mul
from typing import NamedTuple

from pipelines.errors import ReferenceFault
from pipelines.quotes.mentions import Mention
from pipelines.references import References

MODEL = "antecedents"
ANTECEDENT_FEATURES = (
    *("distance", "root_distance", "same_sentence", "sentence_before", "far"),
    *("was_object", "was_possessive", "was_first", "was_pronoun", "unknown_gender", "unknown_kind"),
    *("spoke_last", "spoke_just_now", "meant_last", "meant_just_now", "mentions", "same_paragraph"),
    *("place", "is_nearest", "full_name", "near_and_first", "nearest_and_first"),
    *("speaks_spoke_last", "speaks_near", "speaks_was_object", "opens_near", "opens_was_first"),
    *("after_quote_spoke_last", "after_quote_near", "after_quote_near_first"),
)
FARTHEST, FAR, MOST_DISTANCE, MOST_PLACES = 12, 4, 8, 5
REMEMBERED, LOOKED_AT = 40, 8


class Speaker(NamedTuple):
    """Whom a mention means; `key` is equal for mentions of the same person."""

    name: str | None
    kind: str | None
    gender: str
    form: str
    key: str | None = None


class Pronoun(NamedTuple):
    """A pronoun and its place: whether it has a cue, opens its sentence, follows a quote.

    `token` counts in its paragraph, `sentence` on its page.
    """

    gender: str
    sentence: int
    paragraph: int
    token: int
    speaks: bool
    opens: bool
    follows_quote: bool


class _Person(NamedTuple):
    """Somebody who was spoken of, as of the last mention."""

    speaker: Speaker
    sentence: int
    paragraph: int
    mention: Mention
    is_first: bool
    mentions: int


class Antecedents:
    """Remembers who was spoken of on a page, in order, and chooses whom a pronoun means."""

    def __init__(self, weights: Sequence[float]) -> None:
        """Start at the top of a page; `weights` belong to ANTECEDENT_FEATURES."""
        self.weights = weights
        self.people: dict[str | int, _Person] = {}
        self.spoke_last: str | int | None = None
        self.spoke_in = 0
        self.meant_last: dict[str, str | int] = {}

    def remember(
        self,
        speaker: Speaker,
        mention: Mention,
        place: tuple[int, int],
        *,
        is_first: bool,
        speaks: bool,
    ) -> None:
        """Take note of a mention of a person, at a sentence of the page in a paragraph."""
        key: str | int = speaker.key or id(mention)
        before = self.people.pop(key, None)
        mentions = before.mentions + 1 if before else 1
        self.people[key] = _Person(speaker, *place, mention, is_first, mentions)
        if len(self.people) > REMEMBERED:
            del self.people[next(iter(self.people))]
        if speaks:
            self.spoke_last, self.spoke_in = key, place[0]

    def choose(self, pronoun: Pronoun) -> Speaker | None:
        """Whom the pronoun means; None when nobody near fits it."""
        fitting = list(self._fitting(pronoun))
        if not fitting:
            return None
        if len(fitting) == 1:
            key, person = fitting[0]
        else:
            rows = self.measure(pronoun, fitting)
            scores = [sum(map(mul, self.weights, row)) for row in rows]
            key, person = fitting[scores.index(max(scores))]
        self.meant_last[pronoun.gender] = key
        return person.speaker

    def _fitting(self, pronoun: Pronoun) -> Iterator[tuple[str | int, _Person]]:
        """The persons of the pronoun's gender, or of none that is known, the latest first."""
        found = 0
        for key, person in reversed(self.people.items()):
            if found == LOOKED_AT or pronoun.sentence - person.sentence > FARTHEST:
                return
            if person.speaker.gender in ("", pronoun.gender):
                found += 1
                yield key, person

    def measure(
        self, pronoun: Pronoun, fitting: Sequence[tuple[str | int, _Person]]
    ) -> list[tuple[float, ...]]:
        """The ANTECEDENT_FEATURES of each person whom the pronoun could mean."""
        meant_last = self.meant_last.get(pronoun.gender)
        spoke_just_now = pronoun.sentence - self.spoke_in <= 1
        speaks, opens, after = pronoun.speaks, pronoun.opens, pronoun.follows_quote
        rows: list[tuple[float, ...]] = []
        for place, (key, one) in enumerate(fitting):
            distance = min(MOST_DISTANCE, pronoun.sentence - one.sentence)
            spoke, meant = key == self.spoke_last, key == meant_last
            near, first, nearest = distance <= 1, one.is_first, place == 0
            rows.append(
                (
                    distance,
                    sqrt(distance),
                    distance == 0,
                    distance == 1,
                    distance >= FAR,
                    one.mention.is_object,
                    one.mention.is_possessive,
                    first,
                    one.mention.form == "pronoun",
                    not one.speaker.gender,
                    one.speaker.kind is None,
                    spoke,
                    spoke and spoke_just_now,
                    meant,
                    meant and near,
                    log1p(one.mentions),
                    one.paragraph == pronoun.paragraph,
                    min(MOST_PLACES, place),
                    nearest,
                    " " in (one.speaker.name or ""),
                    near and first,
                    nearest and first,
                    speaks and spoke,
                    speaks and distance == 0,
                    speaks and one.mention.is_object,
                    opens and distance == 1,
                    opens and first,
                    after and spoke,
                    after and distance == 0,
                    after and near and first,
                )
            )
        return rows


@lru_cache(maxsize=4)
def antecedent_weights(references: References) -> tuple[float, ...]:
    """The learned weights of ANTECEDENT_FEATURES; ReferenceFault when they are of other features."""
    weights: Mapping[str, float] = references.model(MODEL)["weights"]
    if set(weights) != set(ANTECEDENT_FEATURES):
        raise ReferenceFault(
            f"schemas/reference/models/{MODEL}.json has weights of other features: train it again"
        )
    return tuple(weights[name] for name in ANTECEDENT_FEATURES)
