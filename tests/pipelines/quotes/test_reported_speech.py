"""Which clauses are taken for reported speech, whose, and how quotes cut them."""

from dataclasses import replace

import pytest

from pipelines.document import Facts, Page, Quote
from pipelines.quotes.stage import QUOTES
from pipelines.references import References

REPORTED = [
    pytest.param("Ann Lee said that the dam would not hold.", "the dam would not hold", "Ann Lee", id="that"),
    pytest.param("Ann Lee said the dam would not hold.", "the dam would not hold", "Ann Lee", id="no that"),
    pytest.param("The dam will not hold for long, Ann Lee said.", "The dam will not hold for long", "Ann Lee", id="tag behind"),
    pytest.param("The dam will hold for years, said Ann Lee.", "The dam will hold for years", "Ann Lee", id="inverted tag"),
    pytest.param("According to the ministry, the dam will hold for years.", "the dam will hold for years", "the ministry", id="according before"),
    pytest.param("The dam will hold for years, according to the Water Ministry.", "The dam will hold for years", "the Water Ministry", id="according behind"),
    pytest.param("Ann Lee told reporters on Monday that the dam would not hold.", "the dam would not hold", "Ann Lee", id="told whom and when"),
    pytest.param("In a letter to the BBC, Ann Lee said she would not run again.", "she would not run again", "Ann Lee", id="words before"),
    pytest.param("“We go now,” Ann Lee said, adding that the dam would not hold.", "the dam would not hold", "Ann Lee", id="participle behind a tag"),
    pytest.param("Police said that two men had been held near the border.", "two men had been held near the border", "Police", id="group"),
    pytest.param("The report said that the pumps had failed twice since May.", "the pumps had failed twice since May", "The report", id="document"),
    pytest.param("Ann Lee, who runs the farm, said that the dam would not hold.", "the dam would not hold", "Ann Lee", id="relative clause"),
    pytest.param("Ann Lee runs the farm. She said that the dam would not hold.", "the dam would not hold", "She", id="pronoun"),
]  # fmt: skip


def only(page: Page, kind: str) -> list[Quote]:
    return [quote for quote in page.quotes if quote.kind == kind]


@pytest.mark.parametrize(("text", "words", "mention"), REPORTED)
def test_reported_speech(read_page, text: str, words: str, mention: str) -> None:
    [report] = only(read_page(text), "indirect")
    assert (report.quote_text, report.speaker_text) == (words, mention)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Ann Lee released a book in May.", id="an act"),
        pytest.param("The dam that Ann Lee built held for years.", id="relative that"),
        pytest.param("Ann Lee went home. The dam was closed for repairs.", id="no cue"),
        pytest.param("“We go now,” Ann Lee said.", id="nothing but a quote"),
        pytest.param("It is said that the dam is haunted.", id="nobody"),
        pytest.param("The statement was long, and the hall was cold.", id="noun"),
    ],
)
def test_nothing_is_reported(read_page, text: str) -> None:
    assert only(read_page(text), "indirect") == []


def test_quotes_cut_the_clause_that_holds_them(read_page) -> None:
    page: Page = read_page("Ann Lee said the dam was “a bomb” and “a shame” for the whole valley.")
    assert [(quote.kind, quote.quote_text, quote.part_no) for quote in page.quotes] == [
        ("indirect", "the dam was", 1),
        ("mixed", "a bomb", 2),
        ("mixed", "a shame", 3),
        ("indirect", "for the whole valley", 4),
    ]
    assert {quote.statement_id for quote in page.quotes} == {f"{'0' * 20}-s13"}
    assert {quote.speaker_text for quote in page.quotes} == {"Ann Lee"}


def test_a_third_voice_keeps_both(read_page) -> None:
    page: Page = read_page("Ann Lee said that Tom Birch called the dam “a bomb that waits.”")
    [quote], [report] = only(page, "mixed"), only(page, "indirect")
    assert (quote.speaker_name, quote.via) == ("Tom Birch", "Ann Lee")
    assert (report.speaker_name, report.via) == ("Ann Lee", None)
    assert quote.statement_id != report.statement_id


def test_a_carrier_reports_nothing_of_its_own(read_page) -> None:
    page: Page = read_page("“We go now,” Paul Reed told reporters, according to the Valley News.")
    [quote] = page.quotes
    assert (quote.speaker_name, quote.via) == ("Paul Reed", "Valley News")


def test_words_of_other_languages_are_not_read_as_english(
    references: References, read_page
) -> None:
    page = read_page("Ann Lee said that the dam would not hold.")
    told = replace(page, facts=Facts("", 8, language="nl"))
    (done,) = QUOTES.run([told], references)
    assert isinstance(done, Page)
    assert done.quotes == ()
