"""Which file a plan is, and which parser and rules read it."""

from planparse.model.base import Frozen


class Identity(Frozen):
    """Identity of one parse.

    Attributes:
        plan_id: derived from the file's bytes, so that the same file is the same plan wherever it lies.
    """

    plan_id: str
    source_path: str
    source_sha256: str
    parser_version: str
    rules_version: str
