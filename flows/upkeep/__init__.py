"""Decides how a lake is kept small: files merged, versions ended, all compared before and after."""
