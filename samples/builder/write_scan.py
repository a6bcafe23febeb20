"""The scanned form: every page of the PDF form as an image, a little slanted, with noise, sealed in red."""

import io
import math
import time

import numpy
import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from builder.forms import ScanForm
from builder.model import Sample
from builder.write_pdf import font_file, write_pdf

_DPI = 200
_QUALITY = 28  # of JPEG: enough for a recogniser, small enough to be kept
_SEED = 2026
_RED = (205, 30, 40)
_BUILT = time.gmtime(1767225600)  # 1 January 2026


def write_scan(sample: Sample, form: ScanForm) -> bytes:
    """The PDF's bytes, the same at every build with the same libraries."""
    random = numpy.random.default_rng(_SEED)
    with pypdfium2.PdfDocument(write_pdf(sample)) as document:
        pages = [page.render(scale=_DPI / 72).to_pil() for page in document]
        sealed = [i for i, page in enumerate(document) if sample.signer.name in page.get_textpage().get_text_range()]
    if form.seal:
        pages[sealed[0]] = _seal(pages[sealed[0]], sample)
    images = [_scanned(page, form, random, sign=1 if i % 2 else -1) for i, page in enumerate(pages)]
    stream = io.BytesIO()
    options = {"creationDate": _BUILT, "modDate": _BUILT} | ({} if form.kind == "fax" else {"quality": _QUALITY})
    images[0].save(stream, "PDF", save_all=True, append_images=images[1:], resolution=_DPI, **options)
    return stream.getvalue()


def _scanned(page: Image.Image, form: ScanForm, random: numpy.random.Generator, *, sign: int) -> Image.Image:
    """What the scanner makes of a page: slant, the grey of paper, dust; a fax machine knows black and white only."""
    mode = "RGB" if form.seal and _is_coloured(page) else "L"
    slanted = page.convert(mode).rotate(sign * form.slant, Image.Resampling.BICUBIC, fillcolor="white")
    grey = numpy.asarray(slanted, dtype=numpy.float32) * 0.94 + 8
    spread = 10 if form.kind == "fax" else 3
    noisy = grey + random.normal(0, spread, grey.shape[:2])[(...,) + (None,) * (grey.ndim - 2)]
    image = Image.fromarray(noisy.clip(0, 255).astype(numpy.uint8), mode)
    return image.point(lambda value: 255 * (value > 150), "1") if form.kind == "fax" else image


def _is_coloured(page: Image.Image) -> bool:
    pixels = numpy.asarray(page.convert("RGB"), dtype=int)
    return bool((abs(pixels[..., 0] - pixels[..., 2]) > 60).any())


def _seal(page: Image.Image, sample: Sample) -> Image.Image:
    """A round red seal over the left third of the signature, as it must stand, letting the words show through."""
    image = page.convert("RGB")
    box = _signature_box(image)
    seal = Image.new("RGB", image.size, "white")
    draw = ImageDraw.Draw(seal)
    radius = int(1.75 / 2.54 * _DPI)
    x, y = box
    for inner in (0, 8, 52):
        circle = (x - radius + inner, y - radius + inner, x + radius - inner, y + radius - inner)
        draw.ellipse(circle, outline=_RED, width=5 if inner == 0 else 3)
    _star(draw, x, y, radius // 3)
    _ring(seal, f"{' '.join(sample.head.issuer)} - TỈNH {sample.commune.province.upper()} - ", (x, y), radius - 30)
    return Image.fromarray(numpy.minimum(numpy.asarray(image), numpy.asarray(seal)))


def _signature_box(image: Image.Image) -> tuple[int, int]:
    """The middle of the seal: in the gap above the signer's name, left of the middle of the right half."""
    dark = numpy.asarray(image.convert("L"))[:, image.width // 2 :] < 128
    rows = numpy.flatnonzero(dark.any(axis=1))
    gaps = numpy.flatnonzero(numpy.diff(rows) > _DPI // 4)
    upper, lower = int(rows[gaps[-1]]), int(rows[gaps[-1] + 1])
    return int(image.width * 0.66), (upper + lower) // 2


def _star(draw: ImageDraw.ImageDraw, x: int, y: int, radius: int) -> None:
    points = []
    for corner in range(10):
        angle, reach = math.pi * corner / 5 - math.pi / 2, radius if corner % 2 == 0 else radius * 0.4
        points.append((x + reach * math.cos(angle), y + reach * math.sin(angle)))
    draw.polygon(points, fill=_RED)


def _ring(image: Image.Image, words: str, middle: tuple[int, int], radius: int) -> None:
    """Words around a circle, each letter turned."""
    font = ImageFont.truetype(font_file("Serif-Bold"), 22)
    for index, letter in enumerate(words):
        angle = 2 * math.pi * index / len(words) - math.pi
        tile = Image.new("RGB", (40, 40), "white")
        ImageDraw.Draw(tile).text((20, 20), letter, fill=_RED, font=font, anchor="mm")
        turned = tile.rotate(-math.degrees(angle) - 90, Image.Resampling.BICUBIC, fillcolor="white")
        place = (int(middle[0] + radius * math.cos(angle)) - 20, int(middle[1] + radius * math.sin(angle)) - 20)
        under = image.crop((*place, place[0] + 40, place[1] + 40))
        image.paste(Image.fromarray(numpy.minimum(numpy.asarray(under), numpy.asarray(turned))), place)
