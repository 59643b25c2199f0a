"""The same verdicts by other machinery: durable-rules as a second opinion, and columns for whole populations."""
