"""CSS for documents: text in, values out. Nothing here knows a file, a format or a document's tree beyond its elements.

From text to computed style:

* `syntax`: text → blocks, rules, declarations with their lines
* `selectors`, `conditions`, `elements`: a selector → its specificity, and which elements it picks
* `calculation`, `values`: one value → numbers, lengths, faces, also where they are calculated
* `color`, `color_functions`, `color_spaces`, `color_names`: one value → a colour (also HTML's legacy colours)
* `longhands`, `shorthands`, `properties`: a declaration → longhands with specified values, or what is wrong with it
* `sheet`, `queries`: a style sheet → style rules and page rules, of conditions that hold on paper
* `specified`: declarations in order → what wins, with variables put in
* `cascade`, `resolve`, `defaults`: rules and elements → what wins → `computed` styles
* `page`: page rules → the `computed` page
* `author`, `looks`, `asked`, `run_look`, `inks`, `frames`: what a document's author declares → the `look` of an element: its
  run, its block; `idle`: what of it has no effect
* `faces`: a font stack → the two faces Word names

A new property: its parser in `longhands`, its computed value in `resolve`, a field in `computed`; for
authors, in `run_look` or `looks`, and `look`.
"""
