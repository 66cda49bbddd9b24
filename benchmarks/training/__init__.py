"""How the learned parts are trained: `make train` writes the models and their reports."""
