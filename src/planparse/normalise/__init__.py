"""Verbatim drafts to typed records: one module for each kind of text that has a canonical form."""
