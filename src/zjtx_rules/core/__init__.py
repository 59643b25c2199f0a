"""The typed core: what conditions and payments say, in a few forms, and the interpreters that answer questions about it.

`terms` holds the forms and the constructors that keep them canonical, `world` what is known. Interpreters: `decide` (verdicts and
values), `bounds` (the least and greatest value over all completions, by `search`), `implies` (with a witness) and `columns` (tables).
The core knows nothing of titles, awards or files; docs/semantics.md says what its answers mean.
"""
