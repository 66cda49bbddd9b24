"""Decides what a site's own furniture is, from all of its pages, and leaves it out of each."""
