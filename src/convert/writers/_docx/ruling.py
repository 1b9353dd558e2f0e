"""A page's notes column in, its rules out: one drawing behind the text, held by the header of each page (ISO 29500-1, 20.4.2.3).

Word since 2010 reads the shape, older programs the same in VML.
"""

from convert.css.computed import Page
from convert.writers._docx import xml
from convert.writers._docx.ledger import Ledger
from convert.writers._docx.measure import EMU_PER_PT, PT_PER_MM, emu

_SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
NAMESPACES = {
    "w": xml.W,
    "r": xml.R,
    "wp": xml.WP,
    "a": xml.A,
    "wps": _SHAPE,
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
}
# [MS-DOCX] 2.7.4: nothing that a screen reader has to speak of.
_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative xmlns:adec='
    '"http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)
_COLOR = "999999"
_WEIGHT_PT = 0.5


def wanted(page: Page) -> bool:
    """Whether a page has rules to write on."""
    return page.notes is not None and page.notes.pitch_pt > 0


def drawn(page: Page, on_left: bool, ledger: Ledger) -> str:
    """Build the run that holds the rules of a page; nothing where it has none."""
    if page.notes is None or not wanted(page):
        return ""
    notes, margin = page.notes, page.margin_mm
    left = page.width_mm - margin.right + notes.gap_mm
    if on_left:
        left = margin.right - notes.gap_mm - notes.width_mm
    height = (page.height_mm - margin.top - margin.bottom) * PT_PER_MM
    count = int(height / notes.pitch_pt + 0.01)
    place = left * PT_PER_MM, margin.top * PT_PER_MM
    size = notes.width_mm * PT_PER_MM, count * notes.pitch_pt
    heights = [emu(number * notes.pitch_pt) for number in range(1, count + 1)]
    ledger.drawings += 1
    choice = xml.element("mc:Choice", {"Requires": "wps"}, _anchor(place, size, heights, ledger.drawings))
    fallback = xml.element("mc:Fallback", None, _picture(place, size, heights, ledger.drawings))
    return xml.element("w:r", None, xml.element("mc:AlternateContent", None, choice, fallback))


def _anchor(place: tuple[float, float], size: tuple[float, float], heights: list[int], number: int) -> str:
    extent = {"cx": emu(size[0]), "cy": emu(size[1])}
    position = (
        xml.element(
            f"wp:position{axis}",
            {"relativeFrom": "page"},
            xml.element("wp:posOffset", None, str(emu(offset))),
        )
        for axis, offset in zip("HV", place, strict=True)
    )
    around: dict[str, xml.Value] = {"distT": 0, "distB": 0, "distL": 0, "distR": 0, "simplePos": 0}
    around |= {"relativeHeight": 1, "behindDoc": 1, "locked": 0, "layoutInCell": 1, "allowOverlap": 1}
    anchor = xml.element(
        "wp:anchor",
        around,
        '<wp:simplePos x="0" y="0"/>',
        *position,
        xml.element("wp:extent", extent),
        '<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>',
        xml.element("wp:docPr", {"id": number, "name": f"Rules {number}", "descr": ""}, _DECORATIVE),
        "<wp:cNvGraphicFramePr/>",
        xml.element(
            "a:graphic", None, xml.element("a:graphicData", {"uri": _SHAPE}, _shape(extent, heights))
        ),
    )
    return xml.element("w:drawing", None, anchor)


def _shape(extent: dict[str, int], heights: list[int]) -> str:
    width = extent["cx"]
    lines = "".join(
        f'<a:moveTo><a:pt x="0" y="{y}"/></a:moveTo><a:lnTo><a:pt x="{width}" y="{y}"/></a:lnTo>'
        for y in heights
    )
    path = xml.element("a:path", {"w": width, "h": extent["cy"], "fill": "none"}, lines)
    return (
        f'<wps:wsp><wps:cNvSpPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/>{xml.element("a:ext", extent)}</a:xfrm>'
        '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/>'
        f"<a:pathLst>{path}</a:pathLst></a:custGeom><a:noFill/>"
        f'<a:ln w="{round(_WEIGHT_PT * EMU_PER_PT)}"><a:solidFill><a:srgbClr val="{_COLOR}"/></a:solidFill></a:ln>'
        "</wps:spPr><wps:bodyPr/></wps:wsp>"
    )


def _picture(place: tuple[float, float], size: tuple[float, float], heights: list[int], number: int) -> str:
    width, height = emu(size[0]) // 635, emu(size[1]) // 635  # VML counts in whole numbers: twips
    lines = " ".join(f"m0,{y // 635} l{width},{y // 635}" for y in heights)
    style = (
        f"position:absolute;margin-left:{place[0]:.2f}pt;margin-top:{place[1]:.2f}pt;width:{size[0]:.2f}pt;"
        f"height:{size[1]:.2f}pt;z-index:-1;mso-position-horizontal-relative:page;mso-position-vertical-relative:page"
    )
    shape = {"id": f"Rules{number}", "style": style, "coordsize": f"{width},{height}", "path": f"{lines} e"}
    shape |= {"filled": "f", "strokecolor": f"#{_COLOR}", "strokeweight": f"{_WEIGHT_PT:g}pt"}
    return xml.element("w:pict", None, xml.element("v:shape", shape))
