"""A file of so many numbered pages, for tests that care about paper and not about what is written on it."""

from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

A4 = (595.28, 841.89)


def sheets(pages: int, size: tuple[float, float] = A4) -> bytes:
    """A PDF whose pages bear their number, and a red square so that they have a colour."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=size, invariant=1)
    for number in range(1, pages + 1):
        canvas.setFillColorRGB(1, 0, 0)
        canvas.rect(50, size[1] - 150, 100, 100, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)
        canvas.drawString(60, size[1] - 200, f"Page {number}")
        canvas.showPage()
    canvas.save()
    return file.getvalue()
