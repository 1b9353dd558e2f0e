"""Markdown rules that the parser's own set lacks: one rule, one file, each saying what it accepts."""
