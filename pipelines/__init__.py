"""Pure functions, text in and rows out: no file, network, clock or environment."""
