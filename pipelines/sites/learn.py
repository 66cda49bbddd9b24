"""Decides which lines are a site's own furniture: those that recur on its other articles."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from pipelines.sites.articles import Flags, Numbers, group_articles
from pipelines.sites.keys import address_of

# A site with fewer articles than this tells nothing yet.
FEWEST_ARTICLES = 3
# Articles that must hold a line: two, on large sites a share of all, at most so many.
FEWEST_HOLDING, LEAST_HOLDING_SHARE, MOST_NEEDED = 2, 0.02, 10
LONG = 50
LEADS = 2
# A line amid an article's own text is the site's only where so many of its articles have it.
SHARE_AMID_TEXT, SHARE_OF_LONG_AMID_TEXT, FEWEST_LONG_AMID_TEXT = 1 / 3, 2 / 3, 5
FURNITURE, TEASER = "furniture", "teaser"
ROWS = pa.schema(
    [
        ("doc_id", pa.string()),
        ("url", pa.string()),
        ("block_no", pa.int32()),
        ("line_key", pa.int64()),
        ("is_kept", pa.bool_()),
        ("size", pa.int32()),
    ]
)
LINES = pa.schema(
    [
        ("line_key", pa.int64()),
        ("kind", pa.string()),
        ("article_count", pa.int32()),
        ("page_count", pa.int32()),
        ("doc_id", pa.string()),
        ("block_no", pa.int32()),
    ]
)


@dataclass(frozen=True, slots=True)
class Rows:
    """The blocks of one site's pages that have a key, in the order of the pages."""

    page: Numbers
    line: Numbers
    kept: Flags
    size: Numbers
    block: Numbers


def learn_lines(blocks: pa.Table) -> pa.Table:
    """The known lines of one site (`LINES`), from all blocks of all its pages (`ROWS`).

    `is_kept` and the rows are as they were before any site step, sorted by doc_id and block_no.
    `doc_id` and `block_no` of a line name a place where it stands. Only lines that were kept
    somewhere are told, and the answer depends on the set of pages alone.
    """
    ids = blocks["doc_id"].combine_chunks().dictionary_encode()
    pages = len(ids.dictionary)
    keyed = blocks["line_key"].is_valid().to_numpy()
    keys, line = np.unique(blocks["line_key"].drop_null().to_numpy(), return_inverse=True)
    page_of_row = ids.indices.to_numpy().astype(np.int64)
    rows = Rows(
        page_of_row[keyed],
        line.astype(np.int64),
        blocks["is_kept"].to_numpy()[keyed],
        blocks["size"].to_numpy()[keyed].astype(np.int64),
        blocks["block_no"].to_numpy()[keyed].astype(np.int64),
    )
    article = _articles(rows, pages, _addresses(blocks["url"], page_of_row, pages))
    articles = len(np.unique(article))
    if articles < FEWEST_ARTICLES:
        return LINES.empty_table()
    counts = _count(rows.line, article[rows.page], len(keys))
    known, teaser = _judge(rows, article, counts, articles)
    where = np.flatnonzero(known)
    first = _first_rows(rows.line, len(keys))[where]
    return pa.table(
        [
            pa.array(keys[where]),
            pa.array(np.where(teaser[where], TEASER, FURNITURE).tolist(), pa.string()),
            pa.array(counts[where], pa.int32()),
            pa.array(_count(rows.line, rows.page, len(keys))[where], pa.int32()),
            ids.dictionary.take(pa.array(rows.page[first])),
            pa.array(rows.block[first], pa.int32()),
        ],
        schema=LINES,
    )


def _addresses(urls: pa.ChunkedArray, page_of_row: Numbers, pages: int) -> Numbers:
    _, first = np.unique(page_of_row, return_index=True)
    numbers: dict[str, int] = {}
    found = [address_of(url) for url in urls.take(pa.array(first)).to_pylist()]
    return np.array([numbers.setdefault(one, len(numbers)) for one in found], np.int64)


def _articles(rows: Rows, pages: int, addresses: Numbers) -> Numbers:
    told = rows.kept & (rows.size >= LONG)
    both = rows.line[told] * pages + rows.page[told]
    once, where = np.unique(both, return_index=True)
    return group_articles(pages, addresses, once % pages, once // pages, rows.size[told][where])


def _count(line: Numbers, other: Numbers, lines: int) -> Numbers:
    """For each line, how many different others stand beside it."""
    width = int(other.max(initial=0)) + 1
    pairs = np.unique(line * width + other)
    counts: Numbers = np.bincount(pairs // width, minlength=lines)
    return counts


def _first_rows(line: Numbers, lines: int) -> Numbers:
    first = np.full(lines, len(line), np.int64)
    np.minimum.at(first, line, np.arange(len(line)))
    return first


def _judge(rows: Rows, article: Numbers, counts: Numbers, articles: int) -> tuple[Flags, Flags]:
    """For each line whether it is known as the site's, and whether as one article's own."""
    lines = len(counts)
    of = article[rows.page]
    needed = min(MOST_NEEDED, max(FEWEST_HOLDING, LEAST_HOLDING_SHARE * articles))
    kept = np.bincount(rows.line[rows.kept], minlength=lines)
    size = np.zeros(lines, np.int64)
    np.maximum.at(size, rows.line, rows.size)
    amid = _amid_text(rows, counts)
    mostly_amid = 2 * np.bincount(rows.line[amid], minlength=lines) > kept
    share = np.where(size >= LONG, SHARE_OF_LONG_AMID_TEXT, SHARE_AMID_TEXT)
    fewest = np.where(size >= LONG, FEWEST_LONG_AMID_TEXT, FEWEST_HOLDING)
    spared = mostly_amid & (counts < np.maximum(fewest, share * articles))
    known = (counts >= needed) & (kept > 0) & ~spared
    leads = _leads(rows)
    lead_of = _count(rows.line[leads], of[leads], lines)
    return known, known & (size >= LONG) & (lead_of == 1)


def _leads(rows: Rows) -> Flags:
    """The first few long kept lines of each page."""
    told = rows.kept & (rows.size >= LONG)
    place = np.cumsum(told)
    starts = np.searchsorted(rows.page, rows.page, side="left")
    before = np.where(starts > 0, place[starts - 1], 0)
    leads: Flags = told & (place - before <= LEADS)
    return leads


def _amid_text(rows: Rows, counts: Numbers) -> Flags:
    """Kept lines with long kept lines of their own article right before and behind."""
    own = rows.kept & (rows.size >= LONG) & (counts[rows.line] == 1)
    amid = np.zeros(len(own), np.bool_)
    beside = (rows.page[1:] == rows.page[:-1]) & (rows.block[1:] == rows.block[:-1] + 1)
    amid[1:-1] = own[:-2] & own[2:] & beside[:-1] & beside[1:] & rows.kept[1:-1]
    return amid
