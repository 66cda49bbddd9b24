"""Decides how a release is made of a version, checked, and named as the latest."""
