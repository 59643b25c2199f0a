"""The words a rule file has for quantities: formulas, named values (tables, brackets, choices), and how they are reckoned.

`formula` reads and prints one line of arithmetic, `models` what stands under `values:`, `definitions` lowers both to the core over
the facts of one kind of applicant, `reckoning` reckons them for one applicant and says how.
"""
