"""Populations: many applicants at once, as a folder with one file for each table."""
