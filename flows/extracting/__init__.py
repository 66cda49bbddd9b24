"""Decides how pages become rows: new ones, and those of the lake that are made again."""
