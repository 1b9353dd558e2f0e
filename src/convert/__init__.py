"""markhue: annotated articles in Markdown and HTML to Word, PDF, HTML and plain text."""

__version__ = "0.1.0"
