"""Every check, and every finding: how grave it is, and the legal article or standard that it rests on."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from planparse.inspect.checks.agencies import check_agencies
from planparse.inspect.checks.appendices import check_appendices
from planparse.inspect.checks.attachments import check_attachments
from planparse.inspect.checks.citations import check_citations
from planparse.inspect.checks.counts import check_counts
from planparse.inspect.checks.deadlines import check_deadlines
from planparse.inspect.checks.header import check_header
from planparse.inspect.checks.numbering import check_numbering
from planparse.inspect.checks.signing import check_signing
from planparse.inspect.checks.spelling import check_spelling
from planparse.inspect.checks.targets import check_targets
from planparse.inspect.checks.tasks import check_repeated_tasks, check_tasks
from planparse.inspect.draft import Draft
from planparse.inspect.finding import Finding
from planparse.model.records import Severity

Check = Callable[[Draft], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    check_header,
    check_signing,
    check_attachments,
    check_numbering,
    check_appendices,
    check_counts,
    check_tasks,
    check_repeated_tasks,
    check_deadlines,
    check_agencies,
    check_targets,
    check_citations,
    check_spelling,
)


class Kind(NamedTuple):
    """What is the same for every finding of one code.

    Attributes:
        basis: key below ``check.basis`` of the article or standard; None where it is a matter of sense.
    """

    severity: Severity
    basis: str | None = None


KINDS: dict[str, Kind] = {
    "layout.motto": Kind("error", "motto"),
    "layout.slogan": Kind("error", "motto"),
    "layout.issuer": Kind("error", "issuer"),
    "layout.superior": Kind("warning", "issuer"),
    "layout.number": Kind("error", "number"),
    "layout.number_form": Kind("warning", "number"),
    "layout.number_zero": Kind("warning", "number"),
    "layout.number_blank": Kind("info", "issue_number"),
    "layout.symbol_type": Kind("warning", "symbol"),
    "layout.date": Kind("error", "date"),
    "layout.date_form": Kind("warning", "date"),
    "layout.date_zero": Kind("warning", "date"),
    "layout.date_impossible": Kind("error", "date"),
    "layout.date_blank": Kind("info", "issue_number"),
    "layout.place": Kind("warning", "date"),
    "layout.type": Kind("error", "type"),
    "layout.subject": Kind("error", "type"),
    "layout.signer": Kind("error", "signer"),
    "layout.signer_title": Kind("warning", "signer"),
    "layout.signer_name": Kind("info", "signer"),
    "layout.authority": Kind("info", "signing"),
    "layout.deputy": Kind("warning", "signing"),
    "layout.not_deputy": Kind("warning", "signing"),
    "layout.degree": Kind("warning", "signer"),
    "layout.recipients": Kind("error", "recipients"),
    "layout.archive": Kind("warning", "recipients"),
    "layout.appendix_title": Kind("warning", "appendix"),
    "layout.appendix_label": Kind("warning", "appendix"),
    "layout.appendix_roman": Kind("info", "appendix"),
    "layout.attached": Kind("warning", "appendix"),
    "layout.attached_differs": Kind("warning", "appendix"),
    "numbering.section": Kind("warning"),
    "numbering.row": Kind("warning"),
    "numbering.appendix": Kind("warning", "appendix"),
    "appendix.missing": Kind("warning", "appendix"),
    "appendix.unmentioned": Kind("info", "appendix"),
    "count.differs": Kind("warning"),
    "task.no_lead": Kind("warning"),
    "task.no_deadline": Kind("warning"),
    "task.no_output": Kind("info"),
    "task.no_lead_column": Kind("warning"),
    "task.no_deadline_column": Kind("warning"),
    "task.two_leads": Kind("warning"),
    "task.two_deadlines": Kind("warning"),
    "deadline.impossible": Kind("error"),
    "deadline.reversed": Kind("error"),
    "deadline.before_issue": Kind("warning"),
    "deadline.other_year": Kind("info"),
    "agency.abolished": Kind("warning"),
    "agency.district": Kind("warning", "levels"),
    "agency.former_body": Kind("warning", "levels"),
    "agency.other_kind": Kind("warning", "offices"),
    "target.conflict": Kind("warning"),
    "citation.two_dates": Kind("warning", "citing"),
    "citation.other_date": Kind("warning", "citing"),
    "citation.after_plan": Kind("warning", "citing"),
    "citation.symbol_year": Kind("warning", "citing"),
    "citation.replaced": Kind("warning"),
    "spelling.phrase": Kind("warning"),
    "spelling.slogan_dash": Kind("info", "motto"),
    "spelling.old": Kind("info"),
    "spelling.tones": Kind("info"),
}
