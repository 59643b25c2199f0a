"""A list of firms as an office keeps it, one row each: what its headers mean, unfolded into the tables that rules are asked over."""
