"""Total, pure functions from text to text or value: no document, no rules, no disk."""
