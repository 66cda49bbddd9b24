"""HTML: the text that a reader sees, and what the page says of itself."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.document import Told
from pipelines.errors import InputRejected
from pipelines.html import render_html


def text_of(html: str) -> str:
    return render_html(html)[0]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<p>One<br>two</p>", "One\ntwo"),
        ("<p>One  \n two <b>three</b></p>", "One two three"),
        ("<ul><li>One</li><li>Two</li></ul>", "One\nTwo"),
        ("<table><tr><td>One</td><td>Two</td></tr><tr><td>Three</td></tr></table>", "One\tTwo\nThree"),
        ("<p>One<script>no()</script><style>p{}</style> two</p>", "One two"),
        ("<p>One<!-- not this --> two</p>", "One two"),
        ("<p>One</p><div hidden>Two</div><div style='display : none'>Three</div>", "One"),
        ("<p>One</p><template>Two</template><noscript>Three</noscript>", "One"),
        ("<body style='display:none'><p>One</p></body>", "One"),
        (f"<p>One</p><div hidden>{'word ' * 80}</div>", "One\n\n" + ("word " * 80).strip()),
        ("<pre>One\n  two</pre>", "One\ntwo"),
        ("<div hidden><pre>x</pre></div><p>One\ntwo</p>", "One two"),
        ("One & two, no markup\nat all", "One & two, no markup\nat all"),
        ("<p>A&nbsp;B &amp; C", "A B & C"),
        ("<p>A\0B</p>", "A\ufffdB"),
        ("<?xml version='1.0' encoding='utf-16'?><p>Café", "Café"),
        ("<title>Name</title><p>One", "One"),
        ("<title>Name</title><nav>One</nav><p>Two", "One\n\nTwo"),
        ("<img alt=x>", ""),
    ],
    ids=[
        "paragraphs", "br", "white space", "list", "table", "script and style", "comment", "hidden",
        "template", "body is shown", "much hidden text is shown", "pre", "hidden pre", "no html",
        "entities", "nul", "declared encoding", "head", "no body tag", "no text",
    ],
)  # fmt: skip
def test_text(html: str, text: str) -> None:
    assert text_of(html) == text


JSON_LD = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
  {"@type": "WebPage", "name": "Page"},
  {"@type": "NewsArticle", "headline": "Ferry returns", "datePublished": "2021-04-05T06:07:08Z",
   "author": [{"@type": "Person", "name": "Ida Holm"}, {"name": "Per  Lund"}],
   "publisher": {"@type": "Organization", "name": "Harbour Post"}}]}</script>"""


@pytest.mark.parametrize(
    ("html", "field", "value"),
    [
        (JSON_LD, "title", "Ferry returns"),
        (JSON_LD, "site_name", "Harbour Post"),
        (JSON_LD, "authors", (Told("Ida Holm", "record", "person"), Told("Per Lund", "record"))),
        (JSON_LD, "published", "2021-04-05T06:07:08Z"),
        ("<meta property='og:title' content=' The  title '>" + JSON_LD, "title", "The title"),
        ("<title>From the head</title><h1>From the body</h1>", "title", "From the head"),
        ("<h1>From <i>the</i> body</h1>", "title", "From the body"),
        ("<meta property='og:site_name' content='Harbour Post'>", "site_name", "Harbour Post"),
        ("<meta name='Author' content='Ida Holm'>", "authors", (Told("Ida Holm", "meta"),)),
        ("<meta property='article:author' content='https://social.example/ida'>", "authors", ()),
        ("<p>By <a rel='author'>Ida Holm</a>", "authors", (Told("Ida Holm", "link"),)),
        ("<p><b itemprop='author'>Ida<br>Holm</b>", "authors", (Told("Ida Holm", "item"),)),
        ("<p class='byline-name'>By Ida Holm", "authors", (Told("By Ida Holm", "class"),)),
        ("<p class='author'>" + "word " * 60, "authors", ()),
        (JSON_LD + "<h1>Ferry <script>x</script>is back</h1>", "titles",
         (Told("Ferry returns", "headline"), Told("Ferry is back", "heading"))),
        ("<title>A</title><meta property='og:title' content='B'>", "titles",
         (Told("B", "social"), Told("A", "page_title"))),
        ("<meta property='article:published_time' content='5 April 2021'>", "published", "5 April 2021"),
        ("<p><time datetime='2021-04-05'>Monday</time>", "published", "2021-04-05"),
        ("<html lang='de-AT'><p>Wort", "language", "de-AT"),
        ("<script type='application/ld+json'>{broken</script><p>x", "title", None),
        ("<p>x", "published", None),
    ],
)  # fmt: skip
def test_hints(html: str, field: str, value: object) -> None:
    assert getattr(render_html(html)[1], field) == value


@pytest.mark.parametrize("html", ["<!-- only -->", "<div>" * 5000 + "x"], ids=["empty", "deep"])
def test_refused(html: str) -> None:
    with pytest.raises(InputRejected) as refused:
        render_html(html)
    assert (refused.value.stage, refused.value.reason) == ("decode", "not_decodable")


@given(st.text(alphabet="<>/!?-= \"'&;#ab\0\n\udcff", max_size=60))
@settings(max_examples=60)
def test_any_markup_is_rendered_or_refused(html: str) -> None:
    try:
        text, _ = render_html(html)
    except InputRejected:
        return
    assert isinstance(text, str)
