"""Decides how causes are put in words: templates that DuckDB's `format` fills."""

NEW_PAGE = "the page {} is new"
REVISED_PAGE = "the page {} has other content than before: this document takes the place of {}"
REPLACED_PAGE = "the page {} has other content than before: document {} took the place of this one"
MOVED_PAGE = "the same page was at {1} before, now it is at {0}"
GONE_PAGE = "the page {} is no longer in the input"
WITHDRAWN_PAGE = "the page {} was withdrawn{}: {}"
WITHDRAWN_BEFORE = "what is told of a page that was withdrawn before is another"
NOW_READ = "the page {} was refused before ({}); {}"
NOW_REFUSED = "the page {} is refused now ({}); {}"

STAYS_WITHDRAWN = "the page {} was withdrawn, and does not come back"
NEW_REFUSED = "the input {} is new, and was refused"
REVISED_REFUSED = "the input at {} has other content than before"
SOURCE_GONE = "the source {} was read again without {}"

THROUGH_ONE = "through the page {}: {}"
THROUGH_MORE = "through the page {} and {} more: {}"
SHARED = (
    "indirect: no document that this row hangs on has a cause of its own; "
    "of the causes of all changes here this one comes first"
)
UNKNOWN = (
    "indirect: the versions record neither another document, nor another reference file, nor another "
    "version of the code; what is left is the code"
)
