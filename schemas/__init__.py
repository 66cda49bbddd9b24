"""The contract: every table and column of the dataset, declared once; everything else is derived from it."""
