"""Which words stand between quotation marks."""

import itertools
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.quotes.lexicon import lexicon
from pipelines.quotes.pairs import Span
from pipelines.quotes.passages import paragraph_spans
from pipelines.references import References

FindSpans = Callable[[str], list[list[Span]]]

DOUBLE = [
    pytest.param('"Go now," she said.', ["Go now,"], id="straight"),
    pytest.param("“Go now,” she said.", ["Go now,"], id="curly"),
    pytest.param("''Go now,'' she said.", ["Go now,"], id="two apostrophes"),
    pytest.param("``Go now,'' she said.", ["Go now,"], id="two backticks"),
    pytest.param("‘‘Go now,’’ she said.", ["Go now,"], id="two curly apostrophes"),
    pytest.param("＂Go now,＂ she said.", ["Go now,"], id="full width"),
    pytest.param("”Go now,” she said.", ["Go now,"], id="closer as opener"),
    pytest.param("“Go now,“ she said.", ["Go now,"], id="opener as closer"),
    pytest.param('“Go now," she said.', ["Go now,"], id="curly opener, straight closer"),
    pytest.param('"Go now,” she said.', ["Go now,"], id="straight opener, curly closer"),
    pytest.param('"Go," she said. "Now."', ["Go,", "Now."], id="two in a sentence"),
    pytest.param('She said"Go now," and left.', ["Go now,"], id="no space before"),
    pytest.param('"Go now,"she said. "Wait."', ["Go now,", "Wait."], id="no space behind"),
    pytest.param('It is a "go"/"stay" choice.', ["go", "stay"], id="slash between"),
    pytest.param("He—“go”—ran.", ["go"], id="dashes around"),
    pytest.param('The plan ("a bad one") failed.', ["a bad one"], id="round brackets around"),
    pytest.param(
        "“[They] go [now] (or so),” she said.", ["[They] go [now] (or so),"], id="brackets inside"
    ),
    pytest.param('"We go ..." she said.', ["We go ..."], id="ellipsis at the end"),
    pytest.param('She said "...and now we go."', ["...and now we go."], id="ellipsis at the start"),
    pytest.param("“We — well…” he said.", ["We — well…"], id="dash and ellipsis inside"),
    pytest.param("“$5 is enough,” he said.", ["$5 is enough,"], id="currency first"),
    pytest.param("“It is his dog's bone,” she said.", ["It is his dog's bone,"], id="apostrophe"),
    pytest.param('" "', [], id="empty"),
    pytest.param('"—"', [], id="no word"),
]

DAMAGED = [
    pytest.param('"Go now, she said. "Do it."', ["Go now,", "Do it."], id="lost closer, tag"),
    pytest.param(
        "“Go now, Mary Major said. “Do it.”", ["Go now,", "Do it."], id="lost closer, named tag"
    ),
    pytest.param(
        "“We are late. “It is dark,” he said.",
        ["We are late.", "It is dark,"],
        id="lost closer before a sentence",
    ),
    pytest.param(
        "He spoke of “a plan and then of “a fool” too.",
        ["a plan and then of", "a fool"],
        id="lost closer inside a sentence",
    ),
    pytest.param("“Go now. And then", ["Go now. And then"], id="no closer"),
    pytest.param("She wrote: “Go now. And then", ["Go now. And then"], id="no closer, led in"),
    pytest.param("He wrote “ab" + " ab" * 600, [], id="no closer, far too long"),
    pytest.param("“ab" + " ab" * 600, ["ab" + " ab" * 600], id="no closer, a whole paragraph"),
    pytest.param("Go now and run,” she said.", ["Go now and run,"], id="lost opener, tag"),
    pytest.param("Go now and run” is what it was.", [], id="lost opener, no tag"),
    pytest.param("“Go now.’ She left.", ["Go now."], id="single closer"),
    pytest.param("'Go now,\" she said.", ["Go now,"], id="single opener"),
    pytest.param(
        "“He said, ‘Go.’ And then", ["He said, ‘Go.’ And then"], id="no closer, single marks inside"
    ),
    pytest.param("“Go now. “", ["Go now."], id="opener as last sign"),
    pytest.param("“Go now.” ” She left.", ["Go now."], id="one closer too many"),
    pytest.param('It is 6" long and 7" wide.', [], id="inches"),
    pytest.param('"It is 6" wide," she said.', ['It is 6" wide,'], id="inches inside"),
    pytest.param('He is 6\'2" tall and "fit."', ["fit."], id="feet and inches"),
    pytest.param('"We won by 10" is what he said.', ["We won by 10"], id="number before closer"),
    pytest.param("It was his dog’s bone.", [], id="apostrophe"),
]

LANGUAGES = [
    pytest.param("„Geh jetzt“, sagte sie.", ["Geh jetzt"], id="German"),
    pytest.param("„Geh jetzt“ sagte sie. „Ja.“", ["Geh jetzt", "Ja."], id="German, no comma"),
    pytest.param("»Geh jetzt«, sagte sie.", ["Geh jetzt"], id="German guillemets"),
    pytest.param("»Gå nu,« sagde hun.", ["Gå nu,"], id="Danish"),
    pytest.param("”Gå nu”, sade hon. ”Ja.”", ["Gå nu", "Ja."], id="Swedish"),
    pytest.param("»Mene nyt», hän sanoi.", ["Mene nyt"], id="Finnish"),
    pytest.param("„Idź już”, powiedziała.", ["Idź już"], id="Polish"),
    pytest.param("‚‚Idź już’’, powiedziała.", ["Idź już"], id="two low signs"),
    pytest.param("«Go now», she said.", ["Go now"], id="guillemets"),
    pytest.param("« Allez-y », dit-elle.", ["Allez-y"], id="French, spaces"),
    pytest.param("«\u00a0Allez-y\u00a0», dit-elle.", ["Allez-y"], id="French, fixed spaces"),
    pytest.param("«\u202fAllez-y\u202f» (dit-elle).", ["Allez-y"], id="French, narrow spaces"),
    pytest.param("L’«\u00a0affaire\u00a0» est là.", ["affaire"], id="French, behind an elision"),
    pytest.param("Ce soir (« jeudi ») il part.", ["jeudi"], id="French, in brackets"),
    pytest.param('Della "bella" e dell\'"altra".', ["bella", "altra"], id="Italian"),
    pytest.param("“¿Vamos?”, dijo. “¡Vamos!”", ["¿Vamos?", "¡Vamos!"], id="Spanish"),
    pytest.param("«Πάμε», είπε. «Ναι».", ["Πάμε", "Ναι"], id="Greek"),
    pytest.param("«Идём», — сказала она.", ["Идём"], id="Russian"),
    pytest.param("قالت: «نذهب الآن»، ثم خرجت.", ["نذهب الآن"], id="Arabic guillemets"),
    pytest.param('قالت: "نذهب الآن"، ثم "خرجت".', ["نذهب الآن", "خرجت"], id="Arabic straight"),
    pytest.param('דובר צה"ל אמר: "נלך עכשיו".', ["נלך עכשיו"], id="Hebrew acronym"),
    pytest.param("她说「走吧」。", ["走吧"], id="corner brackets"),
    pytest.param("彼は『行こう』と言った。", ["行こう"], id="white corner brackets"),
    pytest.param("他说：“走吧。”她说：“好。”", ["走吧。", "好。"], id="Chinese"),
    pytest.param('他说"走吧"。她说"好"。', ["走吧", "好"], id="Chinese, straight"),
    pytest.param("他说＂走吧＂，她不说。", ["走吧"], id="Chinese, full width"),
    pytest.param("그는 “가자”고 말했다.", ["가자"], id="Korean"),
]

SINGLE = [
    pytest.param("‘Go now,’ she said.", ["Go now,"], id="curly"),
    pytest.param("'Go now,' she said.", ["Go now,"], id="straight"),
    pytest.param("`Go now,' she said.", ["Go now,"], id="backtick"),
    pytest.param("’Go now,’ she said.", ["Go now,"], id="closer as opener"),
    pytest.param("‘Go now,‘ she said.", ["Go now,"], id="opener as closer"),
    pytest.param("‘Go now', she said.", ["Go now"], id="curly opener, straight closer"),
    pytest.param("‚Geh jetzt‘, sagte sie.", ["Geh jetzt"], id="German"),
    pytest.param("‹Geh jetzt›, sagte sie.", ["Geh jetzt"], id="Swiss"),
    pytest.param("›Geh jetzt‹, sagte sie.", ["Geh jetzt"], id="German guillemets"),
    pytest.param("'Ik ga', zei hij. 'Nu.'", ["Ik ga", "Nu."], id="Dutch"),
    pytest.param("그는 ‘강조’를 했다.", ["강조"], id="Korean"),
    pytest.param("'Don't go,' she said.", ["Don't go,"], id="apostrophe inside"),
    pytest.param("'Go now', he said, 'or stay.'", ["Go now", "or stay."], id="comma outside"),
    pytest.param("The voters’ choice was ‘no way’.", ["no way"], id="possessive before"),
    pytest.param(
        "‘It is the voters’ choice,’ she said.",
        ["It is the voters’ choice,"],
        id="possessive inside",
    ),
    pytest.param("The answer was 'yes' and then 'no'.", ["yes", "no"], id="closer behind an s"),
    pytest.param("It is 'the boys' and nothing more.", ["the boys"], id="plural before closer"),
    pytest.param("'We was goin' home,' he said.", ["We was goin' home,"], id="lost letter inside"),
    pytest.param("'Give 'em hell,' he said.", ["Give 'em hell,"], id="elision inside"),
    pytest.param("Give 'em hell, the boys' mother said.", [], id="elision alone"),
    pytest.param("They play rock 'n' roll in the boys' club.", [], id="rock and roll"),
    pytest.param("In the '90s the boys' club shut.", [], id="decade"),
    pytest.param("In the ‘90s ‘they all left,’ she said.", ["they all left,"], id="decade, curly"),
    pytest.param("'24 of them left,' she said.", ["24 of them left,"], id="number first"),
    pytest.param("'Tis the season at the boys' club.", [], id="elision first, no quote"),
    pytest.param("'Tis true,' she said.", ["Tis true,"], id="elision first, quote"),
    pytest.param("Mr O’Brien and the O'Neills’ dog.", [], id="Irish names"),
    pytest.param("'s Avonds en 't weekend van de jongens' club.", [], id="Dutch elisions"),
    pytest.param("He’s 6' tall, she's 5' 4.", [], id="feet"),
    pytest.param("'He said 'go' twice,' she said.", ["He said 'go' twice,"], id="same mark inside"),
    pytest.param("'Go now, she said. 'Do it.'", ["Go now,", "Do it."], id="lost closer"),
    pytest.param("'Go [now] … (or so),' he said.", ["Go [now] … (or so),"], id="brackets inside"),
    pytest.param("Old 'ooligans said 'We go,' and went.", ["We go,"], id="unknown elision"),
    pytest.param("It’s what it’s, isn’t it?", [], id="contractions"),
]

NESTED = [
    pytest.param("“He said “go” twice,” she said.", ["go"], id="same mark"),
    pytest.param('"He said "go" and "run" twice," she said.', ["go", "run"], id="same mark twice"),
    pytest.param("“He told me ‘you are late’ and left.”", ["you are late"], id="single"),
    pytest.param("\"He told me 'don't go,' the boys' mother said.\"", ["don't go,"], id="straight"),
    pytest.param("''I said, 'Go home,''' he recalled.", ["Go home,"], id="three apostrophes"),
    pytest.param("'''Go home' is what I said,'' he said.", ["Go home"], id="three at the start"),
    pytest.param("“‘Go home,’” he read out.", ["Go home,"], id="all of it"),
    pytest.param("“He said, ‘Go.’ I said, ‘No.’ ”", ["Go.", "No."], id="two voices"),
    pytest.param("“It’s the boys’ club in the ’90s,” he said.", [], id="apostrophes"),
    pytest.param("\"Get 'em out of the boys' club,\" he said.", [], id="elision and possessive"),
    pytest.param("„Er sagte ‚geh‘ zu mir“, sagte sie.", ["geh"], id="German"),
    pytest.param("»Er sagte ›geh‹ zu mir«, sagte sie.", ["geh"], id="German guillemets"),
    pytest.param("« Il a dit “non” », dit-elle.", ["non"], id="French"),
    pytest.param("„Azt mondta, »menj«, és ment”, mondta.", ["menj"], id="Hungarian"),
    pytest.param("«Он сказал „иди“ мне», — сказала.", ["иди"], id="Russian"),
    pytest.param("「彼は『行こう』と言った」と話した。", ["行こう"], id="Japanese"),
    pytest.param("'He said \"go\" twice,' she said.", ["go"], id="double in single"),
    pytest.param("‘“Go,” he told me,’ she said.", ["Go,"], id="double in single, at the start"),
    pytest.param("‘He told me “go”,’ she said.", ["go"], id="double in single, at the end"),
]

PAGES = [
    pytest.param(
        ["'He said \"go\" twice,' she said.", "'It was odd.'"],
        ['He said "go" twice,', "It was odd."],
        id="single style, doubles nested",
    ),
    pytest.param(
        ["‘We go,’ she said.", 'The screen is 12" wide.', "‘Or stay,’ he said."],
        ["We go,", "Or stay,"],
        id="single style, inches",
    ),
    pytest.param(
        ["The “great race” is on", "‘We go,’ she said.", "‘We do,’ said he.", "‘Good.’"],
        ["great race", "We go,", "We do,", "Good."],
        id="single style, doubles in a headline",
    ),
    pytest.param(
        ["‘We go,’ she said.", "‘We were late", "‘And it was dark,’ she said."],
        ["We go,", "We were late", "And it was dark,"],
        id="single style, over paragraphs",
    ),
    pytest.param(
        ["‘We go,’ she said. ‘It was late.", "‘And dark.’", "He is in ‘Red and it ends."],
        ["We go,", "It was late.", "And dark."],
        id="single style, opened behind a tag",
    ),
    pytest.param(
        ["'We go,' she said.", "'Murdoch' is a name.", "'Twas dark at the boys' club."],
        ["We go,", "Murdoch"],
        id="single style, elision opens a paragraph",
    ),
    pytest.param(
        ["“We go,” she said.", "“You told me ‘stay,’ sir,” he said.", "The boys' club's ‘odd’."],
        ["We go,", "You told me ‘stay,’ sir,"],
        id="double style, scare marks",
    ),
    pytest.param(
        ["Mayor: ‘Very Good Plan.’", "“We go,” she said.", "“It is odd,” he said."],
        ["We go,", "It is odd,"],
        id="double style, headline",
    ),
    pytest.param(
        ["“It is odd,” he said.", "“Very.”", "‘We go,’ she said."],
        ["It is odd,", "Very.", "We go,"],
        id="double style, a tagged single one",
    ),
    pytest.param(
        ["“It is odd,” he said.", "The ‘mess,’ vast as it is, was ‘left’."],
        ["It is odd,"],
        id="double style, no verb of speech",
    ),
    pytest.param(
        ["“We go. ‘Now,’ he said.", "“Yes,” she said."],
        ["We go. ‘Now,’ he said.", "Yes,"],
        id="double style, single inside an open quote",
    ),
    pytest.param(
        ["“One paragraph", "“Two paragraphs", "“Three,” she said."],
        ["One paragraph", "Two paragraphs", "Three,"],
        id="opened again in each paragraph",
    ),
    pytest.param(
        ["“Lost here, and", "no mark here", "“Sound,” she said."],
        ["Lost here, and", "Sound,"],
        id="damage stays in its paragraph",
    ),
    pytest.param(["The boys' club's rules", "It's 6' tall"], [], id="no marks at all"),
]


@pytest.fixture(scope="session")
def find_spans(references: References) -> FindSpans:
    """The spans of a text, each line of which is a paragraph."""
    words = lexicon(references)

    def find(text: str) -> list[list[Span]]:
        places, start = [], 0
        for line in text.split("\n"):
            places.append((start, start + len(line)))
            start += len(line) + 1
        return paragraph_spans(text, places, words)

    return find


def _words(text: str, found: list[list[Span]], *, is_nested: bool) -> list[str]:
    spans = itertools.chain.from_iterable(found)
    return [text[span.start : span.end] for span in spans if span.is_nested == is_nested]


@pytest.mark.parametrize(("text", "words"), [*DOUBLE, *DAMAGED, *LANGUAGES, *SINGLE])
def test_spans(find_spans: FindSpans, text: str, words: list[str]) -> None:
    assert _words(text, find_spans(text), is_nested=False) == words


@pytest.mark.parametrize(("text", "words"), NESTED)
def test_spans_inside_others(find_spans: FindSpans, text: str, words: list[str]) -> None:
    found = find_spans(text)
    assert _words(text, found, is_nested=True) == words
    assert len(_words(text, found, is_nested=False)) == 1


@pytest.mark.parametrize(("lines", "words"), PAGES)
def test_style_of_a_page(find_spans: FindSpans, lines: list[str], words: list[str]) -> None:
    text = "\n".join(lines)
    assert _words(text, find_spans(text), is_nested=False) == words


@pytest.mark.parametrize(
    ("text", "is_closed"),
    [
        pytest.param("“Go now,” she said.", True, id="closed"),
        pytest.param("“Go now. And then", False, id="to the end"),
        pytest.param("“Go now, she said.", False, id="up to a tag"),
        pytest.param("Go now,” she said.", True, id="from the start"),
    ],
)
def test_lost_closers_are_told(find_spans: FindSpans, text: str, is_closed: bool) -> None:
    (span,) = find_spans(text)[0]
    assert span.is_closed == is_closed


PIECES = st.sampled_from(
    [
        *"aBs .,:?\"“”„«»「」『』'‘’‚‹›`＂\n7走…(",
        "“a",
        "b” ",
        " 'A",
        "b,' ",
        " said",
        "'em",
        "\u00a0",
    ]
)


@settings(max_examples=200)
@given(st.lists(PIECES, max_size=60).map("".join))
def test_spans_are_in_order_and_inside(find_spans: FindSpans, text: str) -> None:
    start = 0
    for line, spans in zip(text.split("\n"), find_spans(text), strict=True):
        end = start + len(line)
        assert spans == sorted(spans, key=lambda span: span.outer_start)
        for span in spans:
            assert start <= span.outer_start <= span.start < span.end <= span.outer_end <= end
        outer = [span for span in spans if not span.is_nested]
        assert all(one.outer_end <= two.outer_start for one, two in itertools.pairwise(outer))
        for span in spans:
            holders = [
                one
                for one in outer
                if one.outer_start <= span.outer_start and span.outer_end <= one.outer_end
            ]
            assert len(holders) == 1
        start = end + 1


@settings(max_examples=60)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_damage_stays_in_its_paragraph(find_spans: FindSpans, text: str) -> None:
    damaged = text.replace("\n", " ")
    sound = "“Go now,” she said. “It is late.”"
    found = find_spans(f"{sound}\n{damaged}\n{sound}")
    shift = len(sound) + len(damaged) + 2
    words = [(span.start, span.end) for span in found[0]]
    assert [(span.start - shift, span.end - shift) for span in found[2]] == words
