"""Views in, pages of HTML for a browser out: an index, the frame around an article, and the printed pages of a PDF."""

import html
import json
from collections.abc import Sequence

from convert.watch.views import View

_STYLE = """
html, body { margin: 0; height: 100%; font: 15px/1.5 system-ui, sans-serif; color-scheme: light dark; }
body { display: flex; flex-direction: column; }
header { display: flex; gap: 1em; align-items: baseline; padding: .3em 1em; border-bottom: 1px solid #8886; }
header h1 { font-size: 1em; margin: 0; flex: 1; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
#error { margin: 0; padding: .5em 1em; background: #b3261e; color: #fff; white-space: pre-wrap; overflow-wrap: anywhere; }
#notices { padding: .2em 1em; border-bottom: 1px solid #8886; max-height: 30vh; overflow: auto; }
#error[hidden], #notices[hidden] { display: none; }
main { flex: 1; position: relative; min-height: 0; background: #fff; }
iframe { position: absolute; inset: 0; width: 100%; height: 100%; border: 0; background: #fff; }
iframe.waiting { visibility: hidden; }
ul { padding: 1em 2em; } li { padding: .2em 0; }
"""

_SCRIPT = """
'use strict';
const BLOCKS = 'h1,h2,h3,h4,h5,h6,p,li,dt,dd,tr,pre,figure,img,blockquote,hr';
const main = document.querySelector('main'), error = document.querySelector('#error');
const notices = document.querySelector('#notices');
let shown = main.querySelector('iframe'), version = Number(document.body.dataset.version), busy = false, wanted = version;

function blocks(frame) { return Array.from(frame.contentDocument.querySelectorAll(BLOCKS)); }

function place(frame) {
  const all = blocks(frame), at = all.findIndex(one => one.getBoundingClientRect().bottom > 0);
  return { scroll: frame.contentWindow.scrollY,
    near: at < 0 ? [] : [at, at + 1, at + 2, at - 1, at + 3, at - 2, at + 4, at - 3, at + 5].filter(i => all[i])
      .map(i => ({ index: i, text: all[i].textContent, name: all[i].tagName, top: all[i].getBoundingClientRect().top })) };
}

function put(frame, before) {
  const all = blocks(frame);
  for (const one of before.near) {
    let best = null;
    all.forEach((block, i) => {
      if (block.tagName === one.name && block.textContent === one.text &&
          (best === null || Math.abs(i - one.index) < Math.abs(best - one.index))) best = i;
    });
    if (best !== null) {
      frame.contentWindow.scrollBy(0, all[best].getBoundingClientRect().top - one.top);
      return;
    }
  }
  frame.contentWindow.scrollTo(0, before.scroll);
}

function links(frame) {
  frame.contentDocument.addEventListener('click', event => {
    const link = event.target.closest && event.target.closest('a[href]');
    if (!link || link.getAttribute('href').startsWith('#')) return;
    event.preventDefault();
    window.open(link.href, '_blank', 'noopener,noreferrer');
  });
}

function load() {
  if (busy || wanted === version) return;
  busy = true;
  const next = document.createElement('iframe'), to = wanted;
  next.className = 'waiting';
  next.title = shown.title;
  next.setAttribute('sandbox', shown.getAttribute('sandbox'));
  next.addEventListener('load', () => {
    put(next, place(shown));
    links(next);
    next.className = '';
    shown.remove();
    shown = next;
    version = to;
    document.body.dataset.version = to;
    busy = false;
    load();
  }, { once: true });
  next.src = 'document?' + to;
  main.append(next);
}

shown.addEventListener('load', () => links(shown));
const news = new EventSource('news');
news.onmessage = event => {
  const said = JSON.parse(event.data);
  error.textContent = said.error;
  error.hidden = !said.error;
  notices.querySelector('summary').textContent = said.notices.length === 1 ? '1 notice' : said.notices.length + ' notices';
  notices.querySelector('ul').replaceChildren(...said.notices.map(text => {
    const item = document.createElement('li');
    item.textContent = text;
    return item;
  }));
  notices.hidden = !said.notices.length;
  if (said.gone) { error.textContent = 'The source is gone.'; error.hidden = false; return; }
  if (said.shown) { wanted = said.version; load(); }
};
news.onerror = () => { error.textContent = 'The watch has ended.'; error.hidden = false; };
news.onopen = () => { if (error.textContent === 'The watch has ended.') error.hidden = true; };
"""


def index(views: Sequence[View], nonce: str) -> bytes:
    """List the articles."""
    items = "".join(
        f'<li><a href="{view.key}/">{_escaped(view.name)}</a>{" — " + _escaped(view.error) if view.error else ""}</li>'
        for view in views
    )
    said = f"<ul>{items}</ul>" if items else "<ul><li>Nothing yet.</li></ul>"
    return _page("markhue", nonce, f"<header><h1>markhue</h1></header>{said}")


def frame(view: View, nonce: str) -> bytes:
    """Write the frame around an article; its script keeps what is shown as the source is."""
    pdf = '<a href="file.pdf">PDF</a>' if view.kind == "pdf" else ""
    name = _escaped(view.name)
    body = (
        f'<header><h1>{name}</h1>{pdf}<a href="../">all</a></header><p id="error" role="alert" hidden></p>'
        f'<details id="notices" hidden><summary></summary><ul></ul></details>'
        f'<main><iframe title="{name}" sandbox="allow-same-origin" src="document?{view.version}"></iframe></main>'
        f'<script nonce="{nonce}">{_SCRIPT}</script>'
    )
    return _page(view.name, nonce, body, f' data-version="{view.version}"')


def sheets(sizes: Sequence[tuple[int, int]], version: int) -> bytes:
    """Write the page that holds a PDF's pages as pictures; `sizes` in CSS pixels."""
    pages = "".join(
        f'<img src="sheet-{number}?{version}" width="{width}" height="{height}" alt="Page {number}">'
        for number, (width, height) in enumerate(sizes, start=1)
    )
    style = "body{margin:0;background:#777;text-align:center}img{display:block;margin:12px auto;background:#fff;max-width:96%;height:auto}"
    return f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Pages</title><style>{style}</style></head><body>{pages}</body></html>'.encode()


def news(view: View | None) -> bytes:
    """Write what is new as an event: JSON in one line."""
    said = {"gone": True, "error": "", "notices": []}
    if view is not None:
        said = {
            "version": view.version,
            "error": view.error,
            "notices": list(view.notices),
            "shown": bool(view.data),
        }
    return f"data: {json.dumps(said)}\n\n".encode()


def _page(title: str, nonce: str, body: str, attributes: str = "") -> bytes:
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{_escaped(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style nonce="{nonce}">{_STYLE}</style></head>'
        f"<body{attributes}>{body}</body></html>"
    ).encode()


def _escaped(text: str) -> str:
    return html.escape(text.encode("utf-8", "replace").decode())
