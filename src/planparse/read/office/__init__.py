"""Files of older or other office programs (.doc, .rtf, .odt, .xls ...), which LibreOffice turns into known kinds."""

from planparse.read.office.reader import CONVERTED, read_converted

__all__ = ["CONVERTED", "read_converted"]
