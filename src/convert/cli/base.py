"""A theme in, a Word file to start a template of one's own from out: every style stands in it once, under its own look."""

import sys
from pathlib import Path
from typing import Final

from convert import pipeline, saving
from convert.cli.messages import say_notices, tell
from convert.errors import UsageError
from convert.notices import Report

_TEXT: Final = """\
---
lang: zh-CN
title: 模板 Template
notes: inline
---
# 一级标题 Heading 1

改样式，不改文字：这里的文字不会进入文章，样式、页面、页眉页脚会。Change the styles, not the words: styles, page, headers and
footers go into your documents, these words do not. **加粗 Strong**、*强调 Emphasis*、`代码 Inline Code`、
[链接 Hyperlink](https://example.com/)、脚注[^1]、==高亮 Mark Highlight==、<span style="color: red">红 Mark Red</span>、
<span style="color: orange">橙 Mark Orange</span>、<span style="color: green">绿 Mark Green</span>、
<span style="color: blue">蓝 Mark Blue</span>、<span style="color: purple">紫 Mark Purple</span>。

## 二级标题 Heading 2

正文 Body Text。要保留封面，在模板正文中单独写一段 {{content}}：文章放在那里。To keep a cover, put a paragraph with nothing but
{{content}} into the template: the article goes there.

### 三级标题 Heading 3

> 引用 Quote。

#### 四级标题 Heading 4

- 项目 List Paragraph
- 项目
  - 项目

1. 编号 List Number
2. 编号

<!-- -->

- 松的项目 List Continue

  项目中的段落

1. 松的编号 List Number Text

   编号中的段落

##### 五级标题 Heading 5

术语 Definition Term
: 解释 Definition

###### 六级标题 Heading 6

```python
def source_code(style):  # Source Code
    return "Code String", 42
```

| 表头 Table Heading | 表头 |
|---|---|
| 表格 Table Text | Article Table |

<figure><p>图 Figure</p><figcaption>题注 caption</figcaption></figure>

> [!NOTE]
> 提示 Callout Note

---

[^1]: 脚注文本 footnote text
"""
_ENDINGS: Final = ("", ".docx")


def write(theme: str, output: str | None) -> None:
    """Write the file; UsageError where it could only go to a terminal, or has the name of another kind."""
    if output not in (None, "-") and Path(str(output)).suffix.lower() not in _ENDINGS:
        raise UsageError(f"-o {output}: a template is a Word file, whose name ends with .docx")
    report = Report()
    article = pipeline.prepare(_TEXT.encode(), "base", {"theme": theme}, report)
    data = pipeline.render(article, "docx", report)[0].data
    say_notices(theme, tuple(report))
    if output not in (None, "-"):
        saving.save(Path(str(output)), data)
        tell(f"{output}  {len(data) / 1_000:.0f} kB")
        return
    if sys.stdout.isatty():
        raise UsageError("docx is not for a terminal; name a file with -o")
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
