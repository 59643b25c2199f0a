"""Whole populations of applicants on disk: how they are laid out, read, unfolded, made up, and what rules would cost them."""
