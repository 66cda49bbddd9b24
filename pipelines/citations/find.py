"""Decides where a passage cites resolutions; finding never guesses which one is meant."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.citations.before import read_before
from pipelines.citations.described import read_description
from pipelines.citations.grammar import read_grammar
from pipelines.citations.lexicon import Lexicon
from pipelines.citations.mention import Mention
from pipelines.citations.numbered import read_numbered
from pipelines.citations.passages import Passage
from pipelines.citations.symbols import find_symbols


def find_mentions(passage: Passage, lexicon: Lexicon) -> list[Mention]:
    """The mentions of a passage in order, none overlapping another."""
    found = [*find_symbols(passage.text, lexicon), *_find_heads(passage, lexicon)]
    # Of two that overlap the one with a number is meant, and of these the earlier.
    found.sort(key=lambda mention: (mention.form == "phrase", mention.start, -mention.end))
    taken: list[Mention] = []
    covered: set[int] = set()
    for mention in found:
        places = range(mention.start, mention.end)
        if covered.isdisjoint(places):
            covered.update(places)
            taken.append(mention)
    return sorted(taken, key=lambda mention: mention.start)


def _find_heads(passage: Passage, lexicon: Lexicon) -> Iterator[Mention]:
    for head in read_grammar(lexicon).head.finditer(passage.text):
        before = read_before(passage.text, head.start(), lexicon)
        if head.group("un"):
            before.organ = lexicon.organs[head.group("un")]
        numbered = read_numbered(passage, head, before, lexicon)
        yield from numbered
        if not numbered and (head.group("noun") or head.group("plural")):
            yield from read_description(passage, head, before, lexicon)
