"""Pages of HTML in, what a real browser makes of each visible character out: one start of headless Chromium for all of them."""

import html
import json
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

from convert.model import Color
from convert.proof.glyphs import Look, paper, visible

PROGRAM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)


class Seen(NamedTuple):
    """A character in a browser. `closed`: in a disclosure that is not open; `place`: the elements around it, for messages."""

    char: str
    look: Look
    closed: bool = False
    place: str = ""


# Colours are painted one over another on a canvas, so that alpha and gamut are the browser's own business.
_SCRIPT = r"""
const LEFT_OUT = '.footnote-backref, .footnote-back, .footnote-ref, script, style, template';
const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
const painted = new Map();
function paint(colors) {
  const key = colors.join('|');
  if (!painted.has(key)) {
    canvas.fillStyle = '#ffffff'; canvas.fillRect(0, 0, 1, 1);
    for (const color of colors) { canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1); }
    painted.set(key, Array.from(canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)));
  }
  return painted.get(key);
}
const clear = color => /(^rgba\(.*, 0\)$)|(\/ 0\)$)|^transparent$/.test(color);
const styles = new Map();
function style(element) {
  if (!styles.has(element)) {
    const view = element.ownerDocument.defaultView, s = view.getComputedStyle(element);
    styles.set(element, {color: s.color, background: s.backgroundColor, weight: +s.fontWeight, slant: s.fontStyle,
      line: s.textDecorationLine, align: s.verticalAlign, display: s.display, position: s.position, float: s.cssFloat,
      visibility: s.visibility, transform: s.textTransform});
  }
  return styles.get(element);
}
function raised(align) {
  if (align === 'sub' || align === 'super') return align;
  const length = parseFloat(align);
  return length > 0 ? 'super' : length < 0 ? 'sub' : null;
}
function look(element) {
  const own = style(element), papers = [];
  let underline = false, strike = false, script = null, lines = true, inline = true, chain = [], cell = null;
  for (let e = element; e && e.nodeType === 1; e = e.parentElement) {
    const s = style(e);
    chain.push(e.localName);
    if (!clear(s.background)) papers.unshift(s.background);
    // CSS 2, 17.5.1: a column's paper lies between its cells' rows and the table.
    if (e.localName === 'td' || e.localName === 'th') cell = e;
    if (e.localName === 'table' && cell) {
      const column = [...e.querySelectorAll(':scope > colgroup > col, :scope > col')][cell.cellIndex];
      if (column && !clear(style(column).background)) papers.splice(clear(s.background) ? 0 : 1, 0, style(column).background);
      cell = null;
    }
    if (lines) {
      underline = underline || s.line.includes('underline');
      strike = strike || s.line.includes('line-through');
    }
    // CSS Text Decoration 3, 2.1: lines are not handed to atomic inlines, floats and what is out of the flow.
    if (/^inline-/.test(s.display) || s.float !== 'none' || /absolute|fixed/.test(s.position)) lines = false;
    if (s.display !== 'inline' && !/^ruby/.test(s.display)) inline = false;
    if (inline && script === null && s.align !== 'baseline') script = raised(s.align);
  }
  return [paint([...papers, own.color]), paint(papers), own.weight >= 600, own.slant !== 'normal', underline, strike, script,
    chain.slice(0, 4).reverse().join(' ')];
}
function cased(text, transform) {
  if (transform === 'uppercase') return text.toUpperCase();
  if (transform === 'lowercase') return text.toLowerCase();
  if (transform === 'capitalize') return text.replace(/(^|[^\p{L}\p{N}'’])(\p{L})/gu, (_, before, letter) => before + letter.toUpperCase());
  if (transform === 'full-width') return text.replace(/[!-~]/g, c => String.fromCodePoint(c.codePointAt(0) + 0xFEE0));
  return text;
}
function read(page) {
  const found = [];
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const element = node.parentElement;
    if (!node.data.trim() || element.closest(LEFT_OUT)) continue;
    if (style(element).visibility !== 'visible') continue;
    const closed = element.closest('details:not([open])');
    let hides = closed && !element.closest('details > summary');
    if (!hides) {
      const range = page.createRange();
      range.selectNodeContents(node);
      if (!range.getClientRects().length) continue;
    }
    found.push([cased(node.data, style(element).transform), ...look(element), !!hides]);
  }
  return found;
}
addEventListener('load', () => {
  const all = {};
  for (const frame of document.querySelectorAll('iframe')) {
    const page = frame.contentDocument;
    all[frame.id] = read(page);
  }
  document.documentElement.innerHTML = '<body></body>';
  document.body.textContent = JSON.stringify(all);
});
"""


def see(pages: dict[str, str], folder: Path) -> dict[str, list[Seen]]:
    """Lay out pages of HTML, each in a frame where no script of its own runs, and give their visible characters."""
    frames = "".join(
        f'<iframe id="{html.escape(name)}" width="1000" height="800" sandbox="allow-same-origin" srcdoc="{html.escape(page)}"></iframe>'
        for name, page in pages.items()
    )
    sheet = folder / "pages.html"
    sheet.write_text(
        f"<!DOCTYPE html><meta charset=utf-8><script>{_SCRIPT}</script><body>{frames}", encoding="utf-8"
    )
    assert PROGRAM is not None
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--mute-audio",
               "--disable-extensions", "--host-resolver-rules=MAP * ~NOTFOUND", "--virtual-time-budget=20000",
               "--force-color-profile=srgb", f"--user-data-dir={folder / 'profile'}"]  # fmt: skip
    command = [PROGRAM, *options, "--dump-dom", sheet.as_uri()]
    done = subprocess.run(command, capture_output=True, timeout=150, check=True)
    body = done.stdout.decode("utf-8").partition("<body>")[2].rpartition("</body>")[0]
    seen: dict[str, list[list[object]]] = json.loads(html.unescape(body))
    return {name: [item for node in nodes for item in _characters(node)] for name, nodes in seen.items()}


def _characters(node: list[object]) -> list[Seen]:
    text, color, background, bold, italic, underline, strike, script, place, closed = node
    look = Look(
        Color(*color),  # type: ignore[misc]
        paper(Color(*background)),  # type: ignore[misc]
        bold, italic, underline, strike, script,  # type: ignore[arg-type]
    )  # fmt: skip
    return [Seen(character, look, bool(closed), str(place)) for character in str(text) if visible(character)]
