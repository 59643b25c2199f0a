"""What a caller gives: tables and their headers, read and checked the way profiles are."""
