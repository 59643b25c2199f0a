"""Conditions written as columns, and what has to be worked out over the tables for them."""
