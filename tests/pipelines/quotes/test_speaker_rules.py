"""Who is found to say a quote, by the form of the tag."""

from dataclasses import replace

import pytest

from pipelines.document import Facts, Page
from pipelines.quotes.stage import QUOTES
from pipelines.references import References

CASES = [
    pytest.param("“We go now,” Ann Lee said.", "Ann Lee", "Ann Lee", id="tag after"),
    pytest.param("“We go now,” said Ann Lee.", "Ann Lee", "Ann Lee", id="inverted"),
    pytest.param("Ann Lee said: “We go now.”", "Ann Lee", "Ann Lee", id="tag before"),
    pytest.param(
        "“We go now,” said Water Ministry spokesman Paul Reed.",
        "Paul Reed",
        "Water Ministry spokesman Paul Reed",
        id="inverted with title",
    ),
    pytest.param(
        "“We go now,” Ann Lee, a farmer from Ohio, said.", "Ann Lee", "Ann Lee", id="appositive"
    ),
    pytest.param(
        "“We go now,” Ann Lee (D-Ohio) said on Monday.", "Ann Lee", "Ann Lee", id="parentheses"
    ),
    pytest.param(
        "“We go now,” Ann Lee, who grew up with Tom Birch, said.",
        "Ann Lee",
        "Ann Lee",
        id="relative clause",
    ),
    pytest.param(
        "Ann Lee attacked Tom Birch for delays, saying “we cannot wait for him.”",
        "Ann Lee",
        "Ann Lee",
        id="participle takes the subject",
    ),
    pytest.param(
        "According to Ann Lee, the dam “will not hold for long.”",
        "Ann Lee",
        "Ann Lee",
        id="according to",
    ),
    pytest.param(
        "Ann Lee called the ruling a “blow to the valley.”", "Ann Lee", "Ann Lee", id="fragment"
    ),
    pytest.param(
        "“We condemn the act,” a spokesperson for the Water Ministry told the press.",
        None,
        "a spokesperson for the Water Ministry",
        id="nominal",
    ),
    pytest.param(
        "A resolution adopted in 2003 banned “the sale or transfer” of boats.",
        None,
        "A resolution adopted in 2003",
        id="document",
    ),
    pytest.param("Ann Lee: “We go now, all of us.”", "Ann Lee", "Ann Lee", id="label"),
    pytest.param(
        "“We go now,” Lee said.\nAnn Lee runs the farm.", "Ann Lee", "Lee", id="full name later"
    ),
    pytest.param(
        "Maria Lopez runs the farm.\n“We go now,” she said.", "Maria Lopez", "she", id="pronoun"
    ),
    pytest.param(
        "Maria Lopez met Peter Hall.\n“We go now,” he said.", "Peter Hall", "he", id="gender"
    ),
    pytest.param(
        "“We go now,” a Water Ministry spokesman said.\n"
        "“And we stay,” Water Ministry spokesman Paul Reed said.",
        "Paul Reed",
        "a Water Ministry spokesman",
        id="described, named below",
    ),
    pytest.param("“We go now,” he said.", None, "he", id="pronoun without name"),
]


@pytest.mark.parametrize(("text", "name", "mention"), CASES)
def test_speaker(read_page, text: str, name: str | None, mention: str) -> None:
    quote = read_page(text).quotes[0]
    assert (quote.speaker_name, quote.speaker_text) == (name, mention)


def test_untagged_sentence_continues_the_statement(read_page) -> None:
    page: Page = read_page("“We go now,” Ann Lee said. “The dam will not hold.”")
    first, second = page.quotes
    assert second.attribution == "carried_over"
    assert (second.speaker_name, second.speaker_start) == ("Ann Lee", first.speaker_start)
    assert (second.statement_id, second.part_no) == (first.statement_id, 2)


def test_a_new_tag_begins_a_statement(read_page) -> None:
    first, second = read_page("“We go now,” Ann Lee said.\n“It is late,” she added.").quotes
    assert second.statement_id != first.statement_id
    assert second.speaker_name == "Ann Lee"


def test_a_paragraph_opened_again_continues(read_page) -> None:
    text = "Ann Lee said: “We go now. The dam will not hold.\n“It is late. We must leave.”"
    first, second = read_page(text).quotes
    assert (second.speaker_name, second.statement_id) == ("Ann Lee", first.statement_id)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("The song “Blue River Down” was a hit.", "title", id="title"),
        pytest.param("The “expert” has left.", "scare_quote", id="scare quote"),
        pytest.param("“We all go home today.”", "no_source", id="nobody"),
    ],
)
def test_unattributed(read_page, text: str, reason: str) -> None:
    page = read_page(text)
    assert page.quotes == ()
    assert [row.reason for row in page.unattributed_quotes] == [reason]


def test_a_pronoun_does_not_mean_a_text(read_page) -> None:
    page = read_page(
        "Ann Lee said Resolution 7 banned boats, and that Resolution 9 of 2017 banned cars.\n"
        "“We read them all,” she joked."
    )
    quoted = [quote.speaker_name for quote in page.quotes if quote.kind == "direct"]
    assert quoted == ["Ann Lee"]


@pytest.mark.parametrize(("language", "count"), [("fr", 0), ("en", 1), (None, 1)])
def test_rules_for_english_do_not_guess_elsewhere(
    references: References, read_page, language: str | None, count: int
) -> None:
    page = read_page("Ann Lee closed the door. “We go now and we will not come back here.”")
    told = replace(page, facts=Facts("Ann Lee closed the door.", 5, language=language))
    (done,) = QUOTES.run([told], references)
    assert isinstance(done, Page)
    assert len(done.quotes) == count
    assert len(done.quotes) + len(done.unattributed_quotes) == 1
