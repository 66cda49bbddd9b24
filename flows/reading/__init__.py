"""Decides what a build's input is, and which of it is new."""
