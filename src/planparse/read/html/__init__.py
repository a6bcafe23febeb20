"""Web pages (.html, .mht) as portals publish plans: the document is found on its page, the rest is left out.

The tree is parsed by lxml without network, entities or unbounded depth. What is hidden, bold or centred is read from
tags, attributes and the style sheets inside the page; sheets elsewhere are never fetched.
"""

from planparse.read.html.reader import read_html, read_mhtml

__all__ = ["read_html", "read_mhtml"]
