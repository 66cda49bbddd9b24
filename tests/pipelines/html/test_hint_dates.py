"""Dates in the markup: which of them tells the publication, which the last change."""

import pytest

from pipelines.html import render_html

ARTICLE = '{"@type": "NewsArticle", "headline": "Bridge", "datePublished": "2031-05-06"}'
PAGE = '{"@type": "WebPage", "datePublished": "2030-01-01"}'
BROKEN = '{"@type": "NewsArticle", "headline": "A "B"", "datePublished": "2031-05-06"}'
CHANGED = '{"@type": "NewsArticle", "headline": "Bridge", "dateModified": "2031-05-08"}'
TIME = '<time datetime="2031-05-06">6 May</time>'


def script(record: str) -> str:
    return f'<script type="application/ld+json">{record}</script>'


def meta(name: str, content: str) -> str:
    return f'<meta name="{name}" content="{content}">'


def hints_of(head: str, body: str = ""):
    return render_html(f"<html><head>{head}</head><body><p>Bridge</p>{body}</body></html>")[1]


@pytest.mark.parametrize(
    ("head", "body", "published"),
    [
        (script(ARTICLE), "", "2031-05-06"),
        (meta("date", "2030-01-01") + script(ARTICLE), "", "2031-05-06"),
        (meta("article:published_time", "2031-05-06") + script(PAGE), "", "2031-05-06"),
        (script(PAGE), "", "2030-01-01"),
        (script(PAGE), '<span itemprop="datePublished" content="2031-05-06">x</span>', "2031-05-06"),
        (script(BROKEN), "", "2031-05-06"),
        (script(CHANGED), "", None),
        (meta("citation_publication_date", "2031 May 6"), "", "2031 May 6"),
        (meta("pubdate", "20310506"), "", "20310506"),
        (meta("date", "soon") + meta("dc.date", "2031-05-06"), "", "2031-05-06"),
        ("", TIME, "2031-05-06"),
        ("", f"<aside>{TIME}</aside>", None),
        ("", f"<nav>{TIME}</nav><time datetime='2030-01-01'>x</time>", "2030-01-01"),
        ("", '<time class="updated" datetime="2031-05-08">x</time>', None),
        (
            "",
            '<time datetime="2030-01-01">x</time><time class="entry-date" datetime="2031-05-06">x</time>',
            "2031-05-06",
        ),
        ("", '<p class="posted-on"><time datetime="2031-05-06">x</time></p>', "2031-05-06"),
        ("", '<p class="published"><time>6 May 2031</time></p>', "6 May 2031"),
        ("", '<div itemprop="datePublished">6 May 2031</div>', "6 May 2031"),
        (meta("article:published_time", "x" * 90 + "2031"), "", None),
        ("", "", None),
    ],
)  # fmt: skip
def test_the_publication(head: str, body: str, published: str | None) -> None:
    assert hints_of(head, body).published == published


@pytest.mark.parametrize(
    ("head", "updated"),
    [
        (script(CHANGED), "2031-05-08"),
        (meta("article:modified_time", "2031-05-08"), "2031-05-08"),
        (meta("og:updated_time", "2031-05-08"), "2031-05-08"),
        (script(ARTICLE), None),
    ],
)
def test_the_last_change(head: str, updated: str | None) -> None:
    assert hints_of(head).updated == updated
