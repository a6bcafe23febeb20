"""Plan -> Drafts: rows of tables and sentences of prose become records, every field still verbatim."""
