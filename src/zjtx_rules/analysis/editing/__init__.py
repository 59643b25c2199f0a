"""The text of rule files: layout and JSON schemas."""
