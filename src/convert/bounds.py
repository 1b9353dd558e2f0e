"""The one place of limits: how much of anything is read, drawn or fetched. Far beyond what articles hold; what is cut is reported."""

from typing import Final

MIB: Final = 1 << 20

SOURCE_BYTES: Final = 64 * MIB
"""Bytes of a source, or of what comes through standard input."""

PICTURE_BYTES: Final = 64 * MIB
"""Bytes of a picture, a theme or a template."""
PICTURE_PIXELS: Final = 170_000_000
"""Pixels of a picture that is carried as it is."""
DECODED_PIXELS: Final = 50_000_000
"""Pixels of a picture that has to be decoded for some format: all but JPEG."""
DRAWING_BYTES: Final = 16 * MIB
"""Bytes of a drawing (SVG)."""
DRAWING_SECONDS: Final = 60.0
"""Seconds that the pictures of one document may take to be opened; drawings behind that are left out."""

WEB_ADDRESSES: Final = 500
"""Addresses that one document may ask the web for."""
WEB_BYTES: Final = 256 * MIB
"""Bytes that one document may get from the web."""
WEB_SECONDS: Final = 20.0
"""Seconds that one address may take, redirects and names with it."""
WEB_SECONDS_IN_ALL: Final = 120.0
"""Seconds that one document may wait for the web."""
WEB_REDIRECTS: Final = 5
"""How often one address may send to another."""

FRONT_MATTER_BYTES: Final = MIB
"""Characters of front matter."""
FRONT_MATTER_NESTING: Final = 50
"""Lists and tables in lists and tables of front matter."""

NESTING: Final = 40
"""Blocks of the model, and inlines, in each other; recursion over a document is safe below it."""
MARKDOWN_NESTING: Final = 90
"""Quotations, lists and their kin in Markdown."""
ELEMENTS_NESTING: Final = 100
"""Elements in elements as they are read."""
TAGS_NESTING: Final = 400
"""Tags of raw HTML that stand open at once: the parser's work for a tag grows with their number."""
TAGS_CARRIED: Final = 20
"""Inline tags that are open from one block to the next: each costs a tag in every block."""
ATTRIBUTES: Final = 200
"""Attributes of a tag."""
CLASSES: Final = 100
"""Classes of a tag."""

MARKDOWN_TOKENS: Final = 200_000
"""What Markdown is made of: the starts and ends of its blocks, and the pieces of its lines. What follows is read as plain text."""
CHARACTERS_A_TOKEN: Final = 16
"""Characters of the source for which one token more is allowed: articles have fewer tokens than that, made of Chinese too."""
LINE_CHARACTERS: Final = 300_000
"""Characters of a paragraph in which signs of Markdown are read."""
ADDRESS_CHARACTERS: Final = 8 * MIB
"""Characters of addresses and titles of links and pictures beyond those of the source: references may repeat long ones."""

TABLE_CELLS: Final = 200_000
"""Cells of a table in Markdown, with the empty ones that its rows lack."""
TABLE_HOLES: Final = 200_000
"""Places in the grid of a table of which less than half are cells of their own."""
TABLE_SPANS: Final = 1000
"""Cells of a table that span rows at once; also the columns that one cell spans (HTML Standard 4.9.11)."""
INDENTED: Final = 8
"""Quotations, lists and boxes in each other that a page of PDF moves in; its lines would be of one letter, and thousands."""
FOOTNOTES_NESTING: Final = 2
"""Footnotes that are referred to from one another and stand at the foot of a page of PDF: the others stand at the end."""
LIST_NUMBER: Final = 32_767
"""Numbers of a list: Word goes no further."""
PDF_ELEMENTS: Final = 100_000
"""Elements of a document that is set as PDF: each costs a millisecond or three, and 50 KiB. A book of eighty articles has 15,000."""
PDF_CHARACTERS: Final = 5_000_000
"""Characters of a document that is set as PDF: 2,000 pages and more."""
PDF_THIN_ELEMENTS: Final = 20_000
"""Elements of one that has fewer than `PDF_THIN` characters to an element: nobody's text, and often slow."""
PDF_THIN: Final = 10

NOTICES: Final = 10_000
"""Notices that one conversion keeps; the others are counted."""
