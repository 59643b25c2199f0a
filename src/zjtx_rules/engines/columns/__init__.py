"""Columns: the same verdicts and awards for a whole population at once, on the caller's own kind of frame."""
