"""CSS for documents: text in, values out. Nothing here knows a file, a format or a document's tree beyond its elements.

From text to computed style:

* `syntax`: text → blocks, rules, declarations with their lines
* `selectors`, `conditions`, `elements`: a selector → its specificity, and which elements it picks
* `values`, `color`: one value → lengths, faces, colours (and HTML's legacy colours)
* `longhands`, `shorthands`, `properties`: a declaration → longhands with specified values, or what is wrong with it
* `sheet`: a style sheet → style rules and page rules
* `cascade`, `resolve`, `defaults`: rules and elements → what wins → `computed` styles
* `page`: page rules → the `computed` page
* `author`: what a document's author declares → the change to a run and its block
* `faces`: a font stack → the two faces Word names

A new property: its parser in `longhands`, its computed value in `resolve`, a field in `computed`.
"""
