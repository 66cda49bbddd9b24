"""What of a page's wording is compared with other pages: folded words, keys, sentences of quotes."""
