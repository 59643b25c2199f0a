"""What an analyst asks of rule files: examples, coverage, checks, comparison, gaps."""
