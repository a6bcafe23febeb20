"""``planparse review``: a local page on which a person goes through what is doubtful, and sets it right."""
