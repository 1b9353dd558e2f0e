"""What elements look like before any sheet speaks: the part of HTML's rendering section that a computed style carries.

HTML Standard, section 15.3, with the lengths WeasyPrint's own sheet has, so that Word and PDF start from the same.
"""

CSS = """
blockquote, dl, figure, ol, p, pre, ul { margin-top: 1em; margin-bottom: 1em }
:is(dl, ol, ul) :is(dl, ol, ul) { margin-top: 0; margin-bottom: 0 }
blockquote, figure { margin-left: 40px; margin-right: 40px }
dd { margin-left: 40px }
ol, ul { padding-left: 40px }
h1 { font-size: 2em; margin: .67em 0; font-weight: bold }
h2 { font-size: 1.5em; margin: .83em 0; font-weight: bold }
h3 { font-size: 1.17em; margin: 1em 0; font-weight: bold }
h4 { margin: 1.33em 0; font-weight: bold }
h5 { font-size: .83em; margin: 1.67em 0; font-weight: bold }
h6 { font-size: .67em; margin: 2.33em 0; font-weight: bold }
td, th { padding: 1px }
th { font-weight: bold }
table { text-indent: 0 }
b, strong { font-weight: bold }
address, cite, dfn, em, i, var { font-style: italic }
code, kbd, pre, samp, tt { font-family: monospace }
pre { white-space: pre }
big { font-size: larger }
small, sub, sup { font-size: smaller }
sub, sup { line-height: normal }
sub { vertical-align: sub }
sup { vertical-align: super }
mark { background: yellow; color: black }
:link, ins, u { text-decoration: underline }
:link { color: blue }
del, s, strike { text-decoration: line-through }
center { text-align: center }
hr { color: gray; border: 1px inset; margin: .5em auto }
h1, h2, h3, h4, h5, h6 { break-after: avoid; break-inside: avoid }
ol, ul { break-before: avoid }
p, li, dd { hyphens: auto }
head, script, style, template, title { display: none }
"""
