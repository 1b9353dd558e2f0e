"""What a start pays for: neither themes nor inline styles load a CSS library."""

import subprocess
import sys


def test_a_theme_and_a_style_attribute_need_no_css_library() -> None:
    program = (
        "import sys; from convert import themes; from convert.css.author import declarations;"
        "themes.load('handout').style('h1'); declarations('color: rgb(1 2 3)');"
        "print(*sorted({'tinycss2', 'cssselect2', 'weasyprint', 'lxml'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
