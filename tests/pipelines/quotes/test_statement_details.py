"""What is told about a statement besides its speaker."""

from datetime import date

import pytest

from pipelines.document import DateMention, Page

TAGGED = "“We go now,” {}"
CASES = [
    pytest.param("said Water Ministry spokesman Paul Reed.", "speaker_role", "Water Ministry spokesman", id="role before"),
    pytest.param("said Water Ministry spokesman Paul Reed.", "speaker_affiliation", "Water Ministry", id="affiliation before"),
    pytest.param("Paul Reed, the spokesman, told reporters.", "speaker_role", "spokesman", id="role after"),
    pytest.param("said a spokesman for the Water Ministry.", "speaker_affiliation", "Water Ministry", id="affiliation after"),
    pytest.param("Paul Reed said in a Telegram post.", "medium", "Telegram post", id="medium"),
    pytest.param("Paul Reed told reporters, according to the Valley News.", "via", "Valley News", id="carrier"),
    pytest.param("Paul Reed said.", "via", None, id="no carrier"),
    pytest.param("Paul Reed told reporters in Bonn.", "addressee_text", "reporters", id="told whom"),
    pytest.param("Paul Reed wrote to the council.", "addressee_text", "the council", id="wrote to whom"),
    pytest.param("Paul Reed warned them.", "addressee_text", "them", id="pronoun addressed"),
    pytest.param("Paul Reed admitted to the crime.", "addressee_text", None, id="what is admitted"),
    pytest.param("Paul Reed said on Monday.", "addressee_text", None, id="nobody addressed"),
    pytest.param("Paul Reed said.", "cue_text", "said", id="cue"),
    pytest.param("Paul Reed said.", "speaker_kind", "person", id="person"),
    pytest.param("the Water Ministry said.", "speaker_kind", "organisation", id="organisation"),
    pytest.param("officials said.", "speaker_kind", "group", id="group"),
    pytest.param("Paul Reed said.", "attribution", "named", id="named"),
    pytest.param("officials said.", "attribution", "nominal", id="nominal"),
]  # fmt: skip


@pytest.mark.parametrize(("tag", "column", "value"), CASES)
def test_detail(read_page, tag: str, column: str, value: str | None) -> None:
    assert getattr(read_page(TAGGED.format(tag)).quotes[0], column) == value


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("“We go now,” Ann Lee said.", "direct", id="whole words"),
        pytest.param("Ann Lee called it “a blow to the valley” today.", "mixed", id="fragment"),
    ],
)
def test_kind(read_page, text: str, kind: str) -> None:
    assert read_page(text).quotes[0].kind == kind


def test_day_of_the_sentence(read_page) -> None:
    text = "“We go now,” Ann Lee said on Monday."
    day, place = date(2024, 2, 19), text.index("Monday")
    mention = DateMention(place, place + 6, "Monday", day, day, "day", "event", "relative")
    page: Page = read_page(text, (mention,))
    assert page.quotes[0].said_on == day
