"""Tables of text."""


def text(rows, right_from=1):
    """Columns as wide as their widest cell; those from number `right_from` on are aligned to the right."""
    rows = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = []
    for number, row in enumerate(rows):
        cells = [cell.rjust(w) if i >= right_from else cell.ljust(w) for i, (cell, w) in enumerate(zip(row, widths))]
        lines.append("  ".join(cells).rstrip())
        if number == 0:
            lines.append("  ".join("-" * w for w in widths))
    return "\n".join(lines)


def count(number):
    return "-" if number is None else f"{number:,.0f}"


def micros(number):
    if number is None:
        return "-"
    return f"{number:,.0f} us" if number < 10000 else f"{number / 1000:,.1f} ms"


def ratio(ours, theirs):
    return "-" if not ours or not theirs else f"{ours / theirs:.2f}"
