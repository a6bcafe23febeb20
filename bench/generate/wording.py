"""How a section and a paragraph are printed, whatever the form."""

from collections.abc import Iterator

from builder.model import Block, Duty, Paragraph, Section, Sentences, whole


def heading_line(section: Section) -> str:
    """A heading or a numbered item, label first."""
    return whole(f"{section.sec}{section.close} {section.words}")


def prose_lines(block: Block) -> Iterator[str]:
    """The paragraphs of a block that is neither heading nor table."""
    match block:
        case Paragraph():
            yield whole(block.p)
        case Sentences():
            yield whole(block.words)
        case Duty():
            yield from block.lines
