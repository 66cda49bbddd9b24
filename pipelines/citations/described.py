"""Decides which words make a mention that gives no number."""

from __future__ import annotations

import re

from pipelines.citations.after import read_adoption_date, read_after
from pipelines.citations.before import Before, When
from pipelines.citations.grammar import is_doubtful, is_other_sense, read_grammar
from pipelines.citations.lexicon import Lexicon, Organ
from pipelines.citations.mention import Mention
from pipelines.citations.passages import Passage

VERB_REACH, LONGEST_VERB = 40, 40


def read_description(
    passage: Passage, head: re.Match[str], before: Before, lexicon: Lexicon
) -> list[Mention]:
    """The mention around a noun without number; none when the noun has another sense."""
    text, words = passage.text, lexicon.words
    grammar = read_grammar(lexicon)
    if is_other_sense(before, lexicon) or grammar.sense_after.match(text, head.end()):
        return []
    after = read_after(text, head.end(), lexicon)
    attached = before.organ or after.organ
    adopter, adopted_on = _adopter(passage, before.start, lexicon)
    mention = Mention(
        start=before.start,
        end=after.end,
        form="phrase",
        noun_start=head.start(),
        noun_end=head.end(),
        organ=attached or adopter,
        is_attached=attached is not None,
        is_doubtful=is_doubtful(before.organ, before.organ_before, lexicon),
        when=before.when or after.when or adopted_on,
        is_plural=bool(head.group("plural")),
        article=before.article,
        is_definite=attached is None and before.noun_modifier in words["definite"],
        is_draft=before.is_draft
        or before.last_word in words["vetoed"]
        or grammar.vetoed.match(text, after.end) is not None,
        is_fresh=before.is_fresh or before.last_word in words["not_yet"],
    )
    return [mention]


def _adopter(passage: Passage, start: int, lexicon: Lexicon) -> tuple[Organ | None, When | None]:
    """Who adopted it, and when, by the same sentence: `in 2017 the Council passed several …`."""
    grammar, text = read_grammar(lexicon), passage.text
    sentence_start, _ = passage.sentence(start, start)
    reached = max(sentence_start, start - VERB_REACH - LONGEST_VERB)
    verbs = list(grammar.adoption.finditer(text, reached, start))
    if not verbs or start - verbs[-1].end() > VERB_REACH:
        return None, None
    named = list(grammar.organ.finditer(text, sentence_start, verbs[-1].start()))
    if not named:
        return None, None
    organ = lexicon.organ_named(named[-1].group())
    before = text[sentence_start : named[-1].start()].split()
    owner = before[-1] if before else ""
    if organ.body is None or is_doubtful(organ, owner, lexicon):
        return None, None
    return organ, read_adoption_date(text, *named[-1].span(), lexicon)
