"""Names of TeX's commands in, signs out: tables, and for rare names the list of the TeX library, loaded when first asked."""

from functools import cache

from convert.formulas.tree import Identifier, Operator, Role, Space, Variant


def _table(words: str) -> dict[str, str]:
    entries = words.split()
    return dict(zip(entries[::2], entries[1::2], strict=True))


LETTERS = _table("""
    alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ varkappa ϰ
    lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ varphi φ
    chi χ psi ψ omega ω digamma ϝ ell ℓ imath ı jmath ȷ hbar ℏ hslash ℏ partial ∂ wp ℘
""")
"""Letters that are italic where nothing else is said."""

UPRIGHT = _table("""
    Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω
    aleph ℵ beth ℶ gimel ℷ daleth ℸ Re ℜ Im ℑ infty ∞ emptyset ∅ varnothing ∅ nabla ∇ top ⊤ bot ⊥ angle ∠
    measuredangle ∡ sphericalangle ∢ triangle △ square □ Box □ blacksquare ■ Diamond ◊ lozenge ◊ blacklozenge ⧫
    bigstar ★ clubsuit ♣ diamondsuit ♢ heartsuit ♡ spadesuit ♠ sharp ♯ flat ♭ natural ♮ degree ° mho ℧ eth ð
    complement ∁ backprime ‵ prime ′ dprime ″ checkmark ✓ dag † ddag ‡ S § P ¶ copyright © circledR ® pounds £ yen ¥ euro €
    N ℕ Z ℤ Q ℚ R ℝ C ℂ reals ℝ Reals ℝ natnums ℕ Complex ℂ blacktriangle ▲ triangledown ▽ blacktriangledown ▼
    ldots … dots … dotsc … dotso … cdots ⋯ dotsb ⋯ dotsm ⋯ dotsi ⋯ vdots ⋮ ddots ⋱ iddots ⋰ lbrack [ rbrack ]
    circledS Ⓢ Finv Ⅎ Bbbk 𝕜 diagup ╱ diagdown ╲ AA Å aa å ae æ AE Æ oe œ OE Œ o ø O Ø ss ß
""")
"""Signs that stand like letters, always upright."""

_BINARY = _table("""
    pm ± mp ∓ times × div ÷ cdot ⋅ centerdot ⋅ ast ∗ star ⋆ circ ∘ bullet ∙ oplus ⊕ ominus ⊖ otimes ⊗ oslash ⊘ odot ⊙
    cup ∪ cap ∩ uplus ⊎ sqcup ⊔ sqcap ⊓ vee ∨ lor ∨ wedge ∧ land ∧ setminus ∖ smallsetminus ∖ wr ≀ amalg ⨿ diamond ⋄
    bigtriangleup △ bigtriangledown ▽ triangleleft ◃ triangleright ▹ dagger † ddagger ‡ boxplus ⊞ boxminus ⊟
    boxtimes ⊠ boxdot ⊡ ltimes ⋉ rtimes ⋊ leftthreetimes ⋋ rightthreetimes ⋌ curlywedge ⋏ curlyvee ⋎ Cap ⋒ Cup ⋓
    barwedge ⊼ veebar ⊻ doublebarwedge ⩞ intercal ⊺ dotplus ∔ divideontimes ⋇ bigcirc ◯ circledast ⊛ circledcirc ⊚
    circleddash ⊝ lhd ⊲ rhd ⊳ unlhd ⊴ unrhd ⊵ bmod mod
""")
_RELATIONS = _table("""
    lt < gt > le ≤ leq ≤ leqslant ⩽ ge ≥ geq ≥ geqslant ⩾ leqq ≦ geqq ≧ ll ≪ gg ≫ lll ⋘ ggg ⋙ ne ≠ neq ≠
    equiv ≡ approx ≈ approxeq ≊ sim ∼ thicksim ∼ thickapprox ≈ simeq ≃ cong ≅ ncong ≇ nsim ≁ propto ∝ varpropto ∝
    doteq ≐ doteqdot ≑ fallingdotseq ≒ risingdotseq ≓ triangleq ≜ circeq ≗ eqcirc ≖ bumpeq ≏ Bumpeq ≎ asymp ≍
    coloneqq ≔ colon : vcentcolon : eqqcolon ≕ in ∈ notin ∉ ni ∋ owns ∋ subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇
    subsetneq ⊊ supsetneq ⊋ varsubsetneq ⊊ varsupsetneq ⊋ nsubseteq ⊈ nsupseteq ⊉ subseteqq ⫅ supseteqq ⫆
    Subset ⋐ Supset ⋑ sqsubset ⊏ sqsupset ⊐ sqsubseteq ⊑ sqsupseteq ⊒ prec ≺ succ ≻ preceq ⪯ succeq ⪰ precsim ≾
    succsim ≿ preccurlyeq ≼ succcurlyeq ≽ mid ∣ nmid ∤ shortmid ∣ parallel ∥ nparallel ∦ shortparallel ∥ perp ⟂
    vdash ⊢ dashv ⊣ models ⊨ vDash ⊨ Vdash ⊩ Vvdash ⊪ nvdash ⊬ nvDash ⊭ bowtie ⋈ Join ⋈ smile ⌣ frown ⌢
    smallsmile ⌣ smallfrown ⌢ pitchfork ⋔ between ≬ therefore ∴ because ∵ nless ≮ ngtr ≯ nleq ≰ ngeq ≱
    lesssim ≲ gtrsim ≳ lessgtr ≶ gtrless ≷ lessapprox ⪅ gtrapprox ⪆ lessdot ⋖ gtrdot ⋗ lneq ⪇ gneq ⪈ lneqq ≨ gneqq ≩
    trianglelefteq ⊴ trianglerighteq ⊵ vartriangleleft ⊲ vartriangleright ⊳ backsim ∽ backepsilon ∍ eqsim ≂
    to → rightarrow → leftarrow ← gets ← leftrightarrow ↔ uparrow ↑ downarrow ↓ updownarrow ↕ Rightarrow ⇒
    Leftarrow ⇐ Leftrightarrow ⇔ Uparrow ⇑ Downarrow ⇓ Updownarrow ⇕ implies ⟹ impliedby ⟸ iff ⟺ mapsto ↦
    longmapsto ⟼ longrightarrow ⟶ longleftarrow ⟵ longleftrightarrow ⟷ Longrightarrow ⟹ Longleftarrow ⟸
    Longleftrightarrow ⟺ hookrightarrow ↪ hookleftarrow ↩ nearrow ↗ searrow ↘ swarrow ↙ nwarrow ↖
    rightharpoonup ⇀ rightharpoondown ⇁ leftharpoonup ↼ leftharpoondown ↽ rightleftharpoons ⇌ leftrightharpoons ⇋
    upharpoonleft ↿ upharpoonright ↾ downharpoonleft ⇃ downharpoonright ⇂ rightrightarrows ⇉ leftleftarrows ⇇
    upuparrows ⇈ downdownarrows ⇊ rightleftarrows ⇄ leftrightarrows ⇆ nrightarrow ↛ nleftarrow ↚ nRightarrow ⇏
    nLeftarrow ⇍ nleftrightarrow ↮ nLeftrightarrow ⇎ rightarrowtail ↣ leftarrowtail ↢ twoheadrightarrow ↠
    twoheadleftarrow ↞ leadsto ⇝ rightsquigarrow ⇝ leftrightsquigarrow ↭ multimap ⊸ curvearrowright ↷
    curvearrowleft ↶ circlearrowright ↻ circlearrowleft ↺ Lsh ↰ Rsh ↱ dashrightarrow ⇢ dashleftarrow ⇠ restriction ↾
""")
_LARGE = _table("""
    sum ∑ prod ∏ coprod ∐ int ∫ intop ∫ smallint ∫ iint ∬ iiint ∭ iiiint ⨌ oint ∮ oiint ∯ oiiint ∰ bigcup ⋃ bigcap ⋂
    bigvee ⋁ bigwedge ⋀ bigoplus ⨁ bigotimes ⨂ bigodot ⨀ biguplus ⨄ bigsqcup ⨆
""")
_OPEN = _table(
    "lbrace { langle ⟨ lfloor ⌊ lceil ⌈ lvert | lVert ‖ lparen ( lgroup ⟮ ulcorner ⌜ llcorner ⌞ llbracket ⟦"
)
_CLOSE = _table(
    "rbrace } rangle ⟩ rfloor ⌋ rceil ⌉ rvert | rVert ‖ rparen ) rgroup ⟯ urcorner ⌝ lrcorner ⌟ rrbracket ⟧"
)
_ORDINARY = _table(
    "neg ¬ lnot ¬ forall ∀ exists ∃ nexists ∄ surd √ vert | Vert ‖ backslash \\ cdotp · ldotp . And &"
)
_ROLES: tuple[tuple[Role, dict[str, str]], ...] = (
    ("binary", _BINARY),
    ("relation", _RELATIONS),
    ("large", _LARGE),
    ("open", _OPEN),
    ("close", _CLOSE),
    ("ordinary", _ORDINARY),
)
OPERATORS: dict[str, Operator] = {
    name: Operator(sign, role) for role, table in _ROLES for name, sign in table.items()
}

_PLAIN: dict[str, Operator] = {
    "+": Operator("+", "binary"),
    "-": Operator("−", "binary"),
    "*": Operator("∗", "binary"),
    "/": Operator("/"),
    "|": Operator("|"),
    "!": Operator("!", "close"),
    "?": Operator("?", "close"),
    "=": Operator("=", "relation"),
    "<": Operator("<", "relation"),
    ">": Operator(">", "relation"),
    ":": Operator(":", "relation"),
    ",": Operator(",", "punctuation"),
    ";": Operator(";", "punctuation"),
    ".": Operator("."),
    "(": Operator("(", "open"),
    "[": Operator("[", "open"),
    ")": Operator(")", "close"),
    "]": Operator("]", "close"),
    "，": Operator("，", "punctuation"),
    "、": Operator("、", "punctuation"),
    "；": Operator("；", "punctuation"),
    "（": Operator("（", "open"),
    "）": Operator("）", "close"),
    "＝": Operator("＝", "relation"),
    "·": Operator("·", "binary"),
}
_BY_SIGN: dict[str, Operator] = {
    operator.text: operator for operator in reversed(OPERATORS.values())
} | _PLAIN

FUNCTIONS = frozenset(
    "arccos arcsin arctan arccot arcctg arctg arcsec arccsc arsinh arcosh artanh arg cos cosh cot coth csc cosec ctg deg dim "
    "erf exp hom ker lb ld lg ln log rank sec sech sgn sh ch th sin sinh sn tan tanh tg tr cotg cth Arg Tr diag sign lcm".split()
)
LIMIT_FUNCTIONS = {name: name for name in "lim max min sup inf det gcd Pr argmax argmin plim".split()} | {
    "limsup": "lim sup",
    "liminf": "lim inf",
    "argmax": "arg max",
    "argmin": "arg min",
    "injlim": "inj lim",
    "projlim": "proj lim",
    "varlimsup": "lim sup",
    "varliminf": "lim inf",
}

ACCENTS = _table("""
    hat ^ check ˇ tilde ~ acute ´ grave ` dot ˙ ddot ¨ dddot ⃛ ddddot ⃜ breve ˘ bar ¯ vec → mathring ˚
""")
"""Marks over one letter."""
WIDE_OVER = _table("""
    widehat ^ widetilde ~ widecheck ˇ overline ‾ overbrace ⏞ overbracket ⎴ overparen ⏜ overrightarrow → overleftarrow ←
    overleftrightarrow ↔ Overrightarrow ⇒ overrightharpoon ⇀ overleftharpoon ↼ wideparen ⏜ overarc ⏜
""")
WIDE_UNDER = _table("""
    underline _ underbar _ underbrace ⏟ underbracket ⎵ underparen ⏝ underrightarrow → underleftarrow ←
    underleftrightarrow ↔ underarc ⏝ utilde ~
""")
ARROWS = _table("""
    xrightarrow → xleftarrow ← xleftrightarrow ↔ xRightarrow ⇒ xLeftarrow ⇐ xLeftrightarrow ⇔ xmapsto ↦ xlongequal =
    xrightleftharpoons ⇌ xleftrightharpoons ⇋ xrightharpoonup ⇀ xrightharpoondown ⇁ xleftharpoonup ↼ xleftharpoondown ↽
    xhookrightarrow ↪ xhookleftarrow ↩ xtwoheadrightarrow ↠ xtwoheadleftarrow ↞ xtofrom ⇄
""")
"""Signs as wide as what stands over and under them."""

SPACES: dict[str, float] = {
    ",": 3 / 18, "thinspace": 3 / 18, ":": 4 / 18, ">": 4 / 18, "medspace": 4 / 18, ";": 5 / 18, "thickspace": 5 / 18,
    "!": -3 / 18, "negthinspace": -3 / 18, "negmedspace": -4 / 18, "negthickspace": -5 / 18, "enspace": 0.5, "enskip": 0.5,
    "quad": 1.0, "qquad": 2.0, " ": 0.25, "space": 0.25, "nobreakspace": 0.25, "~": 0.25,
}  # fmt: skip
FONTS: dict[str, Variant] = {
    "mathrm": "normal", "mathnormal": "italic", "mathup": "normal", "mathbf": "bold", "mathit": "italic", "mathbb": "double-struck",
    "Bbb": "double-struck", "mathcal": "script", "mathscr": "script", "mathfrak": "fraktur", "mathsf": "sans-serif",
    "mathtt": "monospace", "boldsymbol": "bold-italic", "bm": "bold-italic", "pmb": "bold-italic", "bold": "bold",
    "mathbfit": "bold-italic", "symbf": "bold", "symbfit": "bold-italic", "symrm": "normal",
}  # fmt: skip
OLD_FONTS: dict[str, Variant] = {
    "rm": "normal", "bf": "bold", "it": "italic", "sf": "sans-serif", "tt": "monospace", "cal": "script", "frak": "fraktur",
    "mit": "italic", "bfseries": "bold", "itshape": "italic",
}  # fmt: skip
"""Commands that hold to the end of their group."""
TEXTS: dict[str, Variant | None] = {
    "text": None, "textrm": None, "textnormal": None, "textup": None, "textmd": None, "mbox": None, "hbox": None,
    "textbf": "bold", "textit": "italic", "emph": "italic", "textsl": "italic", "textsf": "sans-serif", "texttt": "monospace",
}  # fmt: skip
SIZES = {"big": 1.2, "Big": 1.8, "bigg": 2.4, "Bigg": 3.0}
ATOMS: dict[str, Role] = {
    "mathord": "ordinary", "mathbin": "binary", "mathrel": "relation", "mathopen": "open", "mathclose": "close",
    "mathpunct": "punctuation", "mathop": "large",
}  # fmt: skip
NEGATED = dict(zip("=<>≤≥∈∋⊂⊃⊆⊇≡∼≃≅≈∣∥→←⇒∃≺≻⊢⊨", "≠≮≯≰≱∉∌⊄⊅⊈⊉≢≁≄≇≉∤∦↛↚⇏∄⊀⊁⊬⊭", strict=True))


def sign(character: str) -> Operator | None:
    """Look up a character that stands for itself."""
    return _BY_SIGN.get(character)


def command(name: str) -> Identifier | Operator | Space | None:
    """Look up a command without arguments."""
    if name in LETTERS:
        return Identifier(LETTERS[name])
    if name in UPRIGHT:
        return Identifier(UPRIGHT[name], "normal")
    if name in OPERATORS:
        return OPERATORS[name]
    if name in FUNCTIONS:
        return Identifier(name, "normal", function=True)
    if name in SPACES:
        return Space(SPACES[name])
    return _rare(name)


@cache
def _rare(name: str) -> Identifier | Operator | None:
    from latex2mathml.symbols_parser import convert_symbol

    code = convert_symbol(f"\\{name}")
    if not code or not 0x80 <= int(code, 16) < 0x110000:
        return None
    character = chr(int(code, 16))
    known = sign(character)
    if known:
        return known
    if character.isalpha():
        return Identifier(character, "normal")
    return Operator(character, "relation" if 0x2190 <= ord(character) < 0x2300 else "ordinary")
