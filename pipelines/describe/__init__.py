"""From blocks to the facts of a page: title, outlet, agency, bylines, dates, language."""
