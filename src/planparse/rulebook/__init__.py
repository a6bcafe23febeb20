"""``rules/*.yaml`` as values: validated on loading, compiled, fingerprinted.

One module a rule file holds its strict models and what is compiled from them; ``book.py`` puts them together.
"""
