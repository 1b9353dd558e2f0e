"""Parts of the HTML writer: escaping, inlines, blocks and the page around them."""
