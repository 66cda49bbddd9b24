"""Decides how one version of the dataset is told to an analyst."""
