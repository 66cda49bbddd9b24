"""What holds for every text: proved places, no failure, the same answer in any batch."""

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.describe.stage import DESCRIBE
from pipelines.document import Block, Document, Page, Reject
from schemas.documents import FACTS_WITH_PLACE
from schemas.vocabularies import BLOCK_LABELS, DATE_METHODS, DATE_PRECISIONS, DATE_ROLES

PARTS = st.sampled_from(
    [
        "\n", "\n\n", " ", "By ", "Ann Lee", "and ", "© 2031 RT", "May 6", ", 2031", " 09:07",
        "Published ", "last ", "Tuesday ", "(Yonhap)", "OSLO, ", " (AFP) -- ", "2005–2031", "in 1999",
        " date 2031-05-06 ", "31/12/99", "\x85", "\u2028", "\u200f", "😀", "İ", "ſ", "\ufffd", '"',
        "The council of the town voted for the new bridge late in the evening.",
    ]
)  # fmt: skip
TEXTS = st.lists(st.one_of(PARTS, st.text(max_size=12)), max_size=40).map("".join)


def as_page(text: str, labels: list[str]) -> Page:
    blocks, at = [], 0
    for number, line in enumerate(text.split("\n")):
        label = labels[number % len(labels)]
        if line:
            blocks.append(Block(number, at, at + len(line), label, label == "body", 0.5))
        at += len(line) + 1
    return Page(Document("0" * 20, "t", "-", "text/plain", "0", text), tuple(blocks))


@settings(max_examples=60)
@given(TEXTS, st.lists(st.sampled_from(sorted(BLOCK_LABELS)), min_size=1, max_size=6))
def test_every_place_is_proved(references, text: str, labels: list[str]) -> None:
    page = as_page(text, ["body", *labels])
    done = DESCRIBE.run([page], references)[0]
    if isinstance(done, Reject):
        assert done.reason == "no_article_text"
        return
    last = 0
    for mention in done.date_mentions:
        assert last <= mention.char_start < mention.char_end <= len(text)
        assert text[mention.char_start : mention.char_end] == mention.date_text
        assert (mention.resolved_from is None) == (mention.resolved_to is None)
        assert mention.role in DATE_ROLES
        assert mention.method in DATE_METHODS
        assert mention.precision is None or mention.precision in DATE_PRECISIONS
        last = mention.char_end
    facts = done.facts
    assert facts is not None
    assert facts.word_count >= 1
    for fact in FACTS_WITH_PLACE:
        start, end = getattr(facts, f"{fact}_start"), getattr(facts, f"{fact}_end")
        assert (start is None) == (end is None)
        assert start is None or 0 <= start < end <= len(text)


@settings(max_examples=20)
@given(st.lists(TEXTS, min_size=2, max_size=4))
def test_pages_of_a_batch_do_not_touch_each_other(references, texts: list[str]) -> None:
    pages = [as_page(text, ["body", "other"]) for text in texts]
    together = DESCRIBE.run(pages, references)
    alone = [DESCRIBE.run([page], references)[0] for page in reversed(pages)]
    assert together == alone[::-1]


def test_hostile_text_takes_linear_time(references) -> None:
    texts = ["1 " * 60_000, "By A" * 40_000, "last " * 40_000, "(" * 100_000, "2031-" * 30_000]
    texts.append("The bridge over the river\n" * 15_000 + "The bridge over the river is old.\n")
    for text in texts:
        DESCRIBE.run([as_page(text, ["body"])], references)
