"""PDFium's functions that are called for every character, drawing and corner of a line, bound to plain numbers.

A call that hands over wrapped pointers costs several times what PDFium does in it. Bound to addresses, the same call
can run under ``map`` into one buffer, without a line of Python between two calls. None of these calls lets other
threads run meanwhile, which would take longer than the call.
"""

import ctypes
from collections.abc import Callable, Sequence
from itertools import repeat
from typing import Any

import pypdfium2.raw as raw

_INT, _UINT, _FLOAT, _ADDRESS = ctypes.c_int, ctypes.c_uint, ctypes.c_float, ctypes.c_void_p

Call = Callable[..., Any]


def _bind(function: Any, result: Any, *arguments: Any) -> Call:
    """The function bound to addresses; without arguments, to what is a pointer already: half the time of a call."""
    return ctypes.PYFUNCTYPE(result, *arguments)(find_address(function))


def find_address(pointer: Any) -> int:
    """Where a pointer of PDFium points to; 0 for one that points nowhere."""
    return ctypes.cast(pointer, _ADDRESS).value or 0


get_unicode = _bind(raw.FPDFText_GetUnicode, _UINT)
get_loose_box = _bind(raw.FPDFText_GetLooseCharBox, _INT)
get_origin = _bind(raw.FPDFText_GetCharOrigin, _INT, _ADDRESS, _INT, _ADDRESS, _ADDRESS)
get_object = _bind(raw.FPDFText_GetTextObject, _ADDRESS)
get_matrix = _bind(raw.FPDFText_GetMatrix, _INT, _ADDRESS, _INT, _ADDRESS)
get_size = _bind(raw.FPDFText_GetFontSize, ctypes.c_double, _ADDRESS, _INT)
is_generated = _bind(raw.FPDFText_IsGenerated, _INT)
get_font = _bind(raw.FPDFTextObj_GetFont, _ADDRESS, _ADDRESS)
get_render_mode = _bind(raw.FPDFTextObj_GetTextRenderMode, _INT, _ADDRESS)
count_page_objects = _bind(raw.FPDFPage_CountObjects, _INT, _ADDRESS)
count_form_objects = _bind(raw.FPDFFormObj_CountObjects, _INT, _ADDRESS)
get_page_object = _bind(raw.FPDFPage_GetObject, _ADDRESS, _ADDRESS, _INT)
get_form_object = _bind(raw.FPDFFormObj_GetObject, _ADDRESS, _ADDRESS, ctypes.c_ulong)
get_kind = _bind(raw.FPDFPageObj_GetType, _INT, _ADDRESS)
get_object_matrix = _bind(raw.FPDFPageObj_GetMatrix, _INT, _ADDRESS, _ADDRESS)
get_draw_mode = _bind(raw.FPDFPath_GetDrawMode, _INT, _ADDRESS, _ADDRESS, _ADDRESS)
count_segments = _bind(raw.FPDFPath_CountSegments, _INT, _ADDRESS)
get_segment = _bind(raw.FPDFPath_GetPathSegment, _ADDRESS, _ADDRESS, _INT)
get_segment_kind = _bind(raw.FPDFPathSegment_GetType, _INT, _ADDRESS)
get_segment_close = _bind(raw.FPDFPathSegment_GetClose, _INT, _ADDRESS)
get_segment_point = _bind(raw.FPDFPathSegment_GetPoint, _INT, _ADDRESS, _ADDRESS, _ADDRESS)


class FloatRows:
    """Room for some floats of every character of a page, used again for the next page of the document.

    A call takes a pointer made before in half the time that it takes an address.
    """

    def __init__(self, each: int) -> None:
        self._each = each
        self._room = (_FLOAT * 0)()
        self._pointers: list[ctypes.c_void_p] = []

    def fill(self, call: Call, owner: Any, count: int) -> tuple[list[float], list[int]]:
        """Calls for every index with a pointer to its own floats; all floats, and what the calls returned."""
        if count > len(self._pointers):
            self._room = (_FLOAT * (self._each * count))()
            first, step = ctypes.addressof(self._room), self._each * ctypes.sizeof(_FLOAT)
            self._pointers = [_ADDRESS(address) for address in range(first, first + step * count, step)]
        ctypes.memset(self._room, 0, ctypes.sizeof(self._room))
        found = list(map(call, repeat(owner), range(count), self._pointers))
        floats: list[float] = memoryview(self._room).cast("B").cast("f")[: self._each * count].tolist()  # type: ignore[assignment]  # typed as bytes
        return floats, found


def fill_pairs(call: Call, owners: Sequence[int]) -> list[tuple[float, float]]:
    """Calls for every owner with the addresses of two floats."""
    floats = (_FLOAT * (2 * len(owners)))()
    first, size = ctypes.addressof(floats), ctypes.sizeof(_FLOAT)
    end = first + 2 * size * len(owners)
    for _ in map(call, owners, range(first, end, 2 * size), range(first + size, end, 2 * size)):
        pass
    return list(zip(floats[0::2], floats[1::2], strict=True))
