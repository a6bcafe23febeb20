"""The language of the running call."""

import os

from planparse.wording.catalogue import Catalogue
from planparse.wording.language import settle_language


def catalogue() -> Catalogue:
    """The texts in the language of the running call."""
    return Catalogue(settle_language(None, os.environ))
