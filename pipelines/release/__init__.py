"""Decides what a release says of itself: its number, its descriptors, its notes."""
