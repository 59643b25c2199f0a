"""An answer as text, JSON or Markdown, in Chinese or English."""
