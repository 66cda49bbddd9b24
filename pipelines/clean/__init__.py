"""From raw_text to labelled blocks: what belongs to the article and what is furniture."""
