"""Decides the closed lists of values that columns may hold, each with its meaning."""

MEDIA_TYPES = {
    "text/plain": "a page already flattened to text",
    "text/html": "an HTML page; raw_text is its text rendering",
}

BLOCK_LABELS = {
    "title": "the article's headline",
    "standfirst": "the summary under the headline",
    "heading": "a heading inside the article",
    "body": "the article's own text",
    "caption": "the text under a picture",
    "credit": "who made a picture or owns it",
    "byline": "who wrote the article",
    "dateline": "place, day and agency before the lead",
    "stamp": "the page's own time of publication or update",
    "navigation": "menus, breadcrumbs, section links",
    "icon_list": "names of icons that were pictures",
    "advert": "advertising",
    "newsletter": "an invitation to subscribe, register or install an app",
    "share": "share and print buttons",
    "related": "teasers of other stories",
    "media_widget": "players, galleries, podcasts",
    "comment_form": "the form for readers' comments",
    "comment": "a reader's comment",
    "author_box": "a note about the author",
    "tags": "topics and tags",
    "language_list": "links to other language editions",
    "copyright": "copyright and legal lines",
    "cookie_notice": "consent to cookies and privacy terms",
    "duplicate": "a repeat of an earlier line of the page",
    "other": "furniture of another kind",
}

SITE_STEPS = {
    "nothing": "no line of the page that would be kept is known as the site's own",
    "left_out": "lines known as the site's own were left out",
    "spared": "such lines were kept, because next to no text would have been left",
}

SITE_LINE_KINDS = {
    "furniture": "left out of every page",
    "teaser": "the lead of one article, repeated on others: left out where it is not the page's lead",
}

PUBLISHED_PRECISIONS = {
    "minute": "to the minute",
    "day": "to the day",
    "month": "to the month",
    "year": "to the year",
}

DATE_PRECISIONS = {
    "minute": "to the minute",
    "day": "to the day",
    "week": "to the week or weekend",
    "month": "to the month; early, mid and late are its first, second and last ten days",
    "quarter": "to the quarter of a year",
    "year": "to the year; early, mid and late are its first, second and last four months",
    "decade": "to the decade",
}

DATE_ROLES = {
    "publication": "when the page was published",
    "update": "when the page was changed",
    "dateline": "in the dateline of the story",
    "photo": "when a picture was taken",
    "event": "of something that the article tells",
    "other": "none of these",
}

DATE_METHODS = {
    "absolute": "day, month and year are written",
    "year_inferred": "the year is not written and was inferred from the publication date",
    "relative": "resolved against the publication date",
    "partial": "a month, a year or years alone",
    "unresolved": "found but not resolved",
}

FACT_METHODS = {
    "meta": "a meta tag or JSON-LD of the HTML page",
    "url": "the address of the page",
    "stamp": "a time stamp line of the page",
    "prefix": "a ' date YYYY-MM-DD ' prefix left by the flattener",
    "dateline": "the dateline of the story",
    "byline": "a byline of the page",
    "signoff": "the sign-off at the end of the story",
    "copyright": "a copyright line of the page",
    "heading": "a line in the place of a heading",
    "text": "a statement of the page about itself",
    "inferred": "inferred from other evidence on the page",
    "corrected": "a reviewed correction",
}

QUOTE_KINDS = {
    "direct": "whole words of the speaker in quotation marks",
    "mixed": "a quoted fragment inside reported speech",
    "indirect": "reported speech without quotation marks",
}
VERBATIM_KINDS = frozenset({"direct", "mixed"})

SPEAKER_KINDS = {
    "person": "one person",
    "group": "several persons, named only together",
    "organisation": "an organisation, state or body",
    "document": "a document that is quoted",
}

SPEAKER_LINKS = {
    "name": "the name that the page gives",
    "utterance": "other pages that carry the same words",
    "story": "the only fitting person with a full name who speaks in the story",
    "role": "the only fitting person with a full name who has the role or affiliation",
    "correction": "a reviewed correction",
}

ATTRIBUTIONS = {
    "named": "the tag names the speaker",
    "nominal": "the tag describes the speaker without a name",
    "pronoun": "the tag has a pronoun",
    "carried_over": "no tag of its own; it continues the statement before",
    "context": "no tag; a heading, label, lead-in or signature tells",
    "corrected": "a reviewed correction tells",
}

UNATTRIBUTED_REASONS = {
    "title": "a title or name of a work, brand or ship",
    "scare_quote": "a term or words held at a distance",
    "nested": "inside another quote",
    "no_source": "nobody was found who says it",
    "low_confidence": "the best candidate scored too low",
}

CITATION_KINDS = {
    "explicit": "number or symbol is written",
    "implicit": "only described or referred back to, and resolved",
    "generic": "resolutions in general, or a description that fits none alone",
    "draft": "a draft or vetoed text",
}

CITATION_METHODS = {
    "symbol": "the official symbol is written",
    "number": "organ and number are written",
    "alias": "a known name of the resolution",
    "description": "year, target and measure of the description",
    "anaphor": "refers to a citation before",
    "none": "not resolved",
}

RESOLUTION_BODIES = {
    "UNSC": "Security Council",
    "UNGA": "General Assembly",
    "HRC": "Human Rights Council",
}

OUTLET_KINDS = {
    "agency": "news agency",
    "newspaper": "newspaper or magazine",
    "broadcaster": "radio or television",
    "online": "online only",
    "official": "a government's or international body's own publication",
}

CUE_SENSES = {
    "say": "neutral: say, tell, add",
    "claim": "stand by a thing as true: assert, allege, insist",
    "ask": "ask",
    "answer": "answer",
    "write": "write, post",
    "manner": "how it sounded: joke, shout, whisper",
    "judge": "praise or blame: condemn, call, describe",
    "order": "want of others: urge, demand, warn",
    "agree": "agree, confirm, admit",
    "deny": "deny, reject",
    "plan": "say what one will do: promise, announce",
    "report": "pass on: report, note, recall",
}

REJECT_STAGES = {
    "read": "while reading the file or record",
    "decode": "while turning bytes into text",
    "extract": "while finding the article and its facts",
}

REJECT_REASONS = {
    "empty": "no text at all",
    "binary": "not a text file",
    "not_decodable": "no encoding fits the bytes",
    "too_large": "over the size limit",
    "malformed_json": "the line is not a JSON object with the needed keys",
    "unreadable": "the file could not be opened or read to its end",
    "symlink_not_followed": "a link that leaves the input folder, loops, or leads to a folder",
    "unsupported_type": "the file name has no known ending",
    "repeated_input": "the same bytes at the same uri were read before in this build",
    "withdrawn": "the page at this uri was withdrawn: it does not come back",
    "no_article_text": "a page of furniture only",
    "stage_failed": "a stage failed on this document; detail names stage and error",
}

VARIANT_KINDS = {
    "same": "the same words, case and punctuation aside",
    "wording": "the same sentence in other wording",
    "cut": "a part of that sentence",
}
