"""The clause as a sentence: one paragraph of statutory Chinese written from its terms, and read back into the same terms."""

from zjtx_rules.presentation.paragraph.reading import ParagraphError, read_paragraph
from zjtx_rules.presentation.paragraph.writing import clause_paragraph, paragraph_lines

__all__ = ["ParagraphError", "clause_paragraph", "paragraph_lines", "read_paragraph"]
