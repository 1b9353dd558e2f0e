"""Pictures in, drawings in the line out (ISO 29500-1, 20.4.2.8), with their alternative text."""

from convert.labels import labels
from convert.model import Image, Length, Media
from convert.writers._docx import xml
from convert.writers._docx.ledger import Ledger, Scope
from convert.writers._docx.measure import PT_PER_PX, emu

_ENDINGS = {"image/png": "png", "image/jpeg": "jpeg", "image/gif": "gif"}
_SVG = "image/svg+xml"
# [MS-ODRAWXML] 2.3.3: the drawing of which the picture is the copy for programs that cannot show it.
_SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
# [MS-ODRAWXML] 2.1.7, decorative: there is nothing to describe.
_DECORATIVE_EXTENSION = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"
_DECORATIVE_NAMESPACE = "http://schemas.microsoft.com/office/drawing/2017/decorative"
_SVG_NAMESPACE = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"


def inline(image: Image, size_pt: float, scope: Scope, ledger: Ledger) -> str:
    """Build the drawing of a picture in type of a size, scaled down to the measure; empty where there is none to show."""
    media = ledger.media.get(image.media)
    data = _shown(media)
    if media is None or not data:
        return ""
    width, height = _size(image, media, size_pt, scope.measure, ledger.tallest)
    ledger.drawings += 1
    ending = "png" if media.mime == _SVG else _ENDINGS[media.mime]
    name = _file(media.key, ending, data, ledger)
    relations = ledger.relationships[scope.part]
    blip = _blip(media, relations.add("image", f"media/{name}"), scope, ledger)
    word = labels(ledger.language).picture
    described: dict[str, xml.Value] = {
        "id": ledger.drawings,
        "name": f"{word} {ledger.drawings}",
        # Programs that know nothing of decoration ask for a description of every picture.
        "descr": image.alt.strip() or f"{word} {ledger.drawings}",
    }
    link = xml.element("a:hlinkClick", {"xmlns:a": xml.A, "r:id": scope.link}) if scope.link else ""
    extent = {"cx": emu(width), "cy": emu(height)}
    return xml.element(
        "w:drawing",
        None,
        xml.element(
            "wp:inline",
            {"distT": 0, "distB": 0, "distL": 0, "distR": 0},
            xml.element("wp:extent", extent),
            xml.element("wp:docPr", described, link, _decorative() if image.decorative else ""),
            '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>',
            xml.element(
                "a:graphic",
                None,
                xml.element("a:graphicData", {"uri": xml.PIC}, _picture(name, blip, extent)),
            ),
        ),
    )


def _decorative() -> str:
    says = xml.element("adec:decorative", {"xmlns:adec": _DECORATIVE_NAMESPACE, "val": 1})
    extension = xml.element("a:ext", {"uri": _DECORATIVE_EXTENSION}, says)
    return xml.element("a:extLst", {"xmlns:a": xml.A}, extension)


def own_width(image: Image, size_pt: float, whole_pt: float, ledger: Ledger) -> float:
    """Points a picture would be wide where a line has `whole_pt`; 0 where there is none to show."""
    media = ledger.media.get(image.media)
    if media is None or not _shown(media):
        return 0.0
    return _size(image, media, size_pt, whole_pt, ledger.tallest)[0]


def _shown(media: Media | None) -> bytes:
    """The bytes of what every Word can draw."""
    if media is None:
        return b""
    if media.mime == _SVG:
        return media.png
    return media.data if media.mime in _ENDINGS else b""


def _blip(media: Media, relation: str, scope: Scope, ledger: Ledger) -> str:
    """`a:blip`; for an SVG both it and its PNG."""
    if media.mime != _SVG:
        return xml.element("a:blip", {"r:embed": relation})
    name = _file(f"{media.key}\0svg", "svg", media.data, ledger)
    drawing = ledger.relationships[scope.part].add("image", f"media/{name}")
    svg = xml.element("asvg:svgBlip", {"xmlns:asvg": _SVG_NAMESPACE, "r:embed": drawing})
    extension = xml.element("a:ext", {"uri": _SVG_EXTENSION}, svg)
    return xml.element("a:blip", {"r:embed": relation}, xml.element("a:extLst", None, extension))


def _picture(name: str, blip: str, extent: dict[str, int]) -> str:
    return xml.element(
        "pic:pic",
        None,
        f"<pic:nvPicPr>{xml.element('pic:cNvPr', {'id': 0, 'name': name})}<pic:cNvPicPr/></pic:nvPicPr>",
        f"<pic:blipFill>{blip}<a:stretch><a:fillRect/></a:stretch></pic:blipFill>",
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/>{xml.element("a:ext", extent)}</a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>',
    )


def _file(key: str, ending: str, data: bytes, ledger: Ledger) -> str:
    """The picture's name in the package; the same picture is stored once."""
    known = ledger.pictures.get(key)
    if known is None:
        known = ledger.pictures[key] = f"image{len(ledger.pictures) + ledger.first_picture}.{ending}"
        ledger.files[f"word/media/{known}"] = data
    return known


def _size(image: Image, media: Media, size_pt: float, widest: float, tallest: float) -> tuple[float, float]:
    """Width and height in points: the author's, else the picture's own, within the measure."""
    per_px = 72 / media.dpi if media.dpi > 0 else PT_PER_PX
    own = max(1.0, media.width_px * per_px), max(1.0, media.height_px * per_px)
    width = _points(image.width, widest, size_pt)
    # A height in per cent is of a height nobody has said (CSS 2.2, 10.5).
    height = _points(image.height, 0.0, size_pt)
    if not width and not height:
        width, height = own
    width = width or height * own[0] / own[1]
    height = height or width * own[1] / own[0]
    scale = min(1.0, widest / width, tallest / height)
    return width * scale, height * scale


def _points(length: Length | None, whole: float, size_pt: float) -> float:
    if length is None:
        return 0.0
    return max(0.0, length.number) * {"pt": 1.0, "em": size_pt, "%": whole / 100}[length.unit]
