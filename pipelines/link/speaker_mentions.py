"""Decides what one document says of a speaker under one name: a mention."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

import pyarrow as pa

from pipelines.link.corrections import Corrections
from pipelines.link.folding import fold_name
from pipelines.link.name_parts import without_brackets
from pipelines.link.name_words import fold_letters
from pipelines.link.names import has_initial, name_keys, name_level
from pipelines.link.shapes import columns
from schemas.vocabularies import VERBATIM_KINDS

PERSON, BODY = "person", "body"
CLASSES = {"person": PERSON, "group": BODY, "organisation": BODY, "document": "document"}
ARTICLES = frozenset({"the", "a", "an"})
NAMES = ("doc_id", "kind", "speaker_name", "speaker_kind")
STATED = ("speaker_role", "speaker_affiliation", "outlet_id", "uri")
PLACE = ("published_on", "story_id")


@dataclass(slots=True, eq=False)
class Form:
    """One way in which pages name a speaker of one class.

    `name` tells who it is, `written` is what the page has; they differ where a correction says so.
    """

    name: str
    written: str
    group: str
    folded: str
    level: int
    is_corrected: bool = False
    mentions: list[Mention] = field(default_factory=list)

    @property
    def is_loose(self) -> bool:
        """Whether it is a person's single word, which alone tells nobody."""
        return self.level < 2 and self.group in (PERSON, "") and not self.is_corrected

    @property
    def is_short(self) -> bool:
        """Whether it is a person's name with an initial for the given name."""
        return self.level > 1 and self.group in (PERSON, "") and has_initial(self.name)

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys under which it meets names like it."""
        return name_keys(self.name)


@dataclass(slots=True, eq=False)
class Mention:
    """The quotes that one document gives one form; `scope` is its story, else the document."""

    form: Form
    doc_id: str
    scope: str
    day: date | None
    kinds: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    affiliations: tuple[str, ...] = ()
    utterances: tuple[str, ...] = ()
    verbatim: int = 0
    reported: int = 0

    @property
    def age(self) -> tuple[date, str]:
        """What orders documents in time; unknown days come last."""
        return self.day or date.max, self.doc_id


@dataclass(slots=True)
class Spoken:
    """All mentions by form, the mention of each quote, and the nameless quotes by utterance."""

    forms: list[Form]
    quote_ids: list[str]
    mentions: list[Mention | None]
    utterances: list[list[str]]


@lru_cache(maxsize=65536)
def fold_stated(text: str) -> str:
    """A role or affiliation without case, diacritics and a leading article."""
    return " ".join(_without_article(fold_name(text).split()))


@lru_cache(maxsize=65536)
def fold_body(name: str) -> str:
    """The name of an organisation, group or document without case, diacritics and article."""
    return " ".join(_without_article(fold_name(fold_letters(without_brackets(name))).split()))


def _without_article(words: list[str]) -> list[str]:
    return words[1:] if len(words) > 1 and words[0] in ARTICLES else words


def read_mentions(quotes: pa.Table, corrections: Corrections) -> Spoken:
    """Gather the quotes of a table into mentions, forms in alphabetical order."""
    forms: dict[tuple[str, str, str], Form] = {}
    pages: dict[tuple[str, str, str | None], tuple[Form, dict[str, Mention]]] = {}
    by_form: dict[Form, dict[str, Mention]] = {}
    spoken: list[Mention | None] = []
    [utterances] = columns(quotes, "utterance_ids")
    shared = (_shared(quotes, name) for name in (*NAMES, *STATED, *PLACE))
    rows = zip(*shared, utterances, strict=True)
    classes = _known_classes(quotes)
    for doc_id, quoted, written, kind, role, affiliation, outlet, uri, day, story, said in rows:
        if not name_level(written):
            spoken.append(None)
            continue
        name = written
        if corrections.splits:
            told = {"speaker_role": role, "speaker_affiliation": affiliation, "uri": uri}
            name = _split(written, told | {"outlet_id": outlet, "doc_id": doc_id}, corrections)
        found = pages.get((name, written, kind))
        if found is None:
            group = CLASSES.get(kind, "") or classes.get(fold_body(written), "")
            key = (name, written, group)
            form = forms.get(key) or _form(name, written, group, corrections)
            forms[key] = form
            found = pages[name, written, kind] = form, by_form.setdefault(form, {})
        form, mentions = found
        mention = mentions.get(doc_id)
        if mention is None:
            mention = mentions[doc_id] = Mention(form, doc_id, story or doc_id, day)
        _add(mention, (quoted, kind, role, affiliation, said))
        spoken.append(mention)
    ordered = [forms[key] for key in sorted(forms)]
    for form in ordered:
        form.mentions = sorted(by_form[form].values(), key=lambda mention: mention.age)
    [quote_ids] = columns(quotes, "quote_id")
    return Spoken(ordered, quote_ids, spoken, utterances)


def _shared(quotes: pa.Table, name: str) -> list[Any]:
    """A column as a list in which equal values are one object."""
    encoded = quotes.column(name).combine_chunks().dictionary_encode()
    values = [*encoded.dictionary.to_pylist(), None]
    places = encoded.indices.fill_null(len(values) - 1).to_pylist()
    return [values[place] for place in places]


def _add(
    mention: Mention, row: tuple[str, str | None, str | None, str | None, Sequence[str]]
) -> None:
    quoted, kind, role, affiliation, said = row
    if quoted in VERBATIM_KINDS:
        mention.verbatim += 1
    else:
        mention.reported += 1
    if kind and kind not in mention.kinds:
        mention.kinds += (kind,)
    if role and role not in mention.roles:
        mention.roles += (role,)
    if affiliation and affiliation not in mention.affiliations:
        mention.affiliations += (affiliation,)
    mention.utterances += tuple(one for one in said if one not in mention.utterances)


def _known_classes(quotes: pa.Table) -> dict[str, str]:
    """The class that most quotes of a folded name tell, for those that tell none."""
    names = quotes.select(["speaker_name", "speaker_kind"])
    counted = names.group_by(["speaker_name", "speaker_kind"]).aggregate([([], "count_all")])
    totals: dict[str, dict[str, int]] = {}
    for name, kind, count in zip(
        *columns(counted, "speaker_name", "speaker_kind", "count_all"), strict=True
    ):
        if name is not None and kind in CLASSES:
            classes = totals.setdefault(fold_body(name), {})
            classes[CLASSES[kind]] = classes.get(CLASSES[kind], 0) + count
    return {
        folded: min(classes, key=lambda one: (-classes[one], one))
        for folded, classes in totals.items()
    }


def _split(name: str, told: Mapping[str, str | None], corrections: Corrections) -> str:
    for split in corrections.splits.get(fold_name(name), ()):
        if split.fits(told[split.field]):
            return split.other
    return name


def _form(name: str, written: str, group: str, corrections: Corrections) -> Form:
    folded = fold_name(name)
    level = name_level(name)
    is_capitals = name.isupper() and len(name) > 1 and level < 2
    is_merged = any(folded in pair for pair in corrections.merged)
    return Form(
        name=name,
        written=written,
        group=BODY if is_capitals and not group else group,
        folded=folded,
        level=level,
        is_corrected=name != written or is_merged,
    )
