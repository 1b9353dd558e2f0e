"""Parts of the plain-text writer: widths and line breaks of text, the flow of lines, blocks, tables."""
