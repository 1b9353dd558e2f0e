"""Pictures in, drawings in the line out (ISO 29500-1, 20.4.2.8), with their alternative text."""

from convert.labels import labels
from convert.model import Image, Media
from convert.writers._docx import xml
from convert.writers._docx.ledger import Ledger, Scope
from convert.writers._docx.measure import PT_PER_PX, emu

_ENDINGS = {"image/png": "png", "image/jpeg": "jpeg", "image/gif": "gif"}


def inline(image: Image, scope: Scope, ledger: Ledger) -> str:
    """Build the drawing of a picture, scaled down to the measure; empty where there is no picture."""
    media = ledger.media.get(image.media)
    if media is None or media.mime not in _ENDINGS or not media.data:
        return ""
    width, height = _size(image, media, scope.measure, ledger.tallest)
    ledger.drawings += 1
    name = _file(media, ledger)
    relation = ledger.relationships[scope.part].add("image", f"media/{name}")
    word = labels(ledger.language).picture
    described: dict[str, xml.Value] = {
        "id": ledger.drawings,
        "name": f"{word} {ledger.drawings}",
        "descr": image.alt.strip() or f"{word} {ledger.drawings}",
    }
    extent = {"cx": emu(width), "cy": emu(height)}
    return xml.element(
        "w:drawing",
        None,
        xml.element(
            "wp:inline",
            {"distT": 0, "distB": 0, "distL": 0, "distR": 0},
            xml.element("wp:extent", extent),
            xml.element("wp:docPr", described),
            '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>',
            xml.element(
                "a:graphic",
                None,
                xml.element("a:graphicData", {"uri": xml.PIC}, _picture(name, relation, extent)),
            ),
        ),
    )


def _picture(name: str, relation: str, extent: dict[str, int]) -> str:
    return xml.element(
        "pic:pic",
        None,
        f"<pic:nvPicPr>{xml.element('pic:cNvPr', {'id': 0, 'name': name})}<pic:cNvPicPr/></pic:nvPicPr>",
        f"<pic:blipFill>{xml.element('a:blip', {'r:embed': relation})}<a:stretch><a:fillRect/></a:stretch></pic:blipFill>",
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/>{xml.element("a:ext", extent)}</a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>',
    )


def _file(media: Media, ledger: Ledger) -> str:
    """The picture's name in the package; the same picture is stored once."""
    return ledger.pictures.setdefault(media.key, f"image{len(ledger.pictures) + 1}.{_ENDINGS[media.mime]}")


def _size(image: Image, media: Media, widest: float, tallest: float) -> tuple[float, float]:
    """Width and height in points: the author's, else the picture's own, within the measure."""
    per_px = 72 / media.dpi if media.dpi > 0 else PT_PER_PX
    own = max(1.0, media.width_px * per_px), max(1.0, media.height_px * per_px)
    width, height = (
        length.number if length and length.unit == "pt" else 0.0 for length in (image.width, image.height)
    )
    if not width and not height:
        width, height = own
    width = width or height * own[0] / own[1]
    height = height or width * own[1] / own[0]
    scale = min(1.0, widest / width, tallest / height)
    return width * scale, height * scale
