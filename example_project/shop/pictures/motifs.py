"""The motifs: SVG on a 240 × 240 sheet, the floor at 196. ``$a`` … ``$d``: see the palettes."""

from __future__ import annotations

CERAMICS = {
    "mug": """
<path d="M150 112h18a22 22 0 0 1 0 52h-20" fill="none" stroke="$b" stroke-width="11"/>
<path d="M74 92h80v82a20 20 0 0 1-20 20H94a20 20 0 0 1-20-20z" fill="$a"/>
<path d="M74 92h22v102h-2a20 20 0 0 1-20-20z" fill="$c"/>
<ellipse cx="114" cy="92" rx="40" ry="9" fill="$b"/>
<ellipse cx="114" cy="93" rx="33" ry="6" fill="$d"/>
<path d="M102 74c-6-9 6-13 0-24M124 74c-6-9 6-13 0-24" fill="none" stroke="#fff"
 stroke-width="5" stroke-linecap="round" opacity=".75"/>""",
    "bowl": """
<path d="M54 116h132c0 44-26 74-66 74s-66-30-66-74z" fill="$a"/>
<path d="M54 116h40c0 40 10 62 26 74-40 0-66-30-66-74z" fill="$c" opacity=".8"/>
<rect x="94" y="186" width="52" height="10" rx="4" fill="$b"/>
<ellipse cx="120" cy="116" rx="66" ry="13" fill="$b"/>
<ellipse cx="120" cy="118" rx="56" ry="9" fill="$c"/>
<path d="M60 146q60 26 120 0" fill="none" stroke="$d" stroke-width="6" opacity=".8"/>""",
    "plate": """
<circle cx="120" cy="122" r="74" fill="$a"/>
<circle cx="120" cy="122" r="74" fill="none" stroke="$b" stroke-width="5"/>
<circle cx="120" cy="122" r="50" fill="$c"/>
<circle cx="120" cy="122" r="44" fill="#fff" opacity=".55"/>
<g fill="none" stroke="$d" stroke-width="5" stroke-linecap="round">
<path d="M104 140 q16-10 32-40"/>
<path d="M115 127q-12-3-14-14M124 116q12 0 16-10M130 108q-8-6-8-16"/></g>""",
    "vase": """
<g fill="none" stroke="$d" stroke-width="5" stroke-linecap="round">
<path d="M118 96C112 72 96 60 88 38"/>
<path d="M122 96c0-24 4-40 4-66M126 96c6-22 22-34 30-50"/></g>
<g fill="$d">
<ellipse cx="86" cy="36" rx="9" ry="15" transform="rotate(-28 86 36)"/>
<ellipse cx="126" cy="30" rx="9" ry="16"/>
<ellipse cx="159" cy="43" rx="9" ry="15" transform="rotate(32 159 43)"/>
<ellipse cx="101" cy="66" rx="6" ry="11" transform="rotate(-60 101 66)"/>
<ellipse cx="144" cy="66" rx="6" ry="11" transform="rotate(60 144 66)"/></g>
<path d="M102 92h36c0 24 30 36 30 66 0 26-18 38-48 38s-48-12-48-38c0-30 30-42 30-66z"
 fill="$a"/>
<path d="M102 92h14c-2 28-24 40-22 70 1 22 10 31 22 34-28-1-44-13-44-38 0-30 30-42 30-66z"
 fill="$c"/>
<ellipse cx="120" cy="92" rx="18" ry="5" fill="$b"/>""",
    "teapot": """
<path d="M160 122c22-2 26-26 42-28l-6 10c-6 22-12 46-34 48z" fill="$b"/>
<path d="M76 118c-40-8-44 54 6 50" fill="none" stroke="$b" stroke-width="11"/>
<path d="M64 150c0-32 26-50 56-50s56 18 56 50c0 30-22 46-56 46s-56-16-56-46z" fill="$a"/>
<path d="M64 150c0-32 26-50 50-50-26 14-34 64-6 95-28-2-44-18-44-45z" fill="$c"/>
<ellipse cx="120" cy="101" rx="32" ry="9" fill="$b"/>
<circle cx="120" cy="86" r="9" fill="$d"/>""",
    "jar": """
<path d="M78 106h84v70a20 20 0 0 1-20 20H98a20 20 0 0 1-20-20z" fill="$a"/>
<path d="M78 106h20v90a20 20 0 0 1-20-20z" fill="$c"/>
<rect x="70" y="84" width="100" height="24" rx="8" fill="$d"/>
<circle cx="120" cy="76" r="10" fill="$d"/>
<rect x="98" y="128" width="56" height="36" rx="4" fill="#fff" opacity=".85"/>
<path d="M108 141h36M108 151h24" stroke="$b" stroke-width="4"/>""",
}

LIGHTING = {
    "lamp": """
<path d="M62 196 100 106h40l38 90z" fill="#fff" opacity=".28"/>
<rect x="115" y="104" width="10" height="82" fill="$b"/>
<ellipse cx="120" cy="190" rx="36" ry="9" fill="$a"/>
<path d="M94 48h52l26 62H68z" fill="$a"/>
<path d="M94 48h16l-14 62H68z" fill="$c"/>
<ellipse cx="120" cy="110" rx="52" ry="8" fill="#fff3cf"/>
<circle cx="150" cy="136" r="4" fill="$d"/>
<path d="M150 110v24" stroke="$d" stroke-width="2"/>""",
    "pendant": """
<path d="M68 122 34 196h172l-34-74z" fill="#fff3cf" opacity=".5"/>
<path d="M120 0v62" stroke="$b" stroke-width="4"/>
<rect x="108" y="56" width="24" height="18" rx="4" fill="$d"/>
<path d="M120 72c36 0 58 22 60 52H60c2-30 24-52 60-52z" fill="$a"/>
<path d="M120 72c-18 8-26 26-28 52H60c2-30 24-52 60-52z" fill="$c"/>
<ellipse cx="120" cy="124" rx="60" ry="9" fill="$b"/>
<circle cx="120" cy="126" r="13" fill="#fff3cf"/>""",
    "floor_lamp": """
<path d="M92 74 60 196h120L148 74z" fill="#fff3cf" opacity=".4"/>
<path d="M118 70v120" stroke="$b" stroke-width="6"/>
<ellipse cx="118" cy="192" rx="30" ry="6" fill="$b"/>
<path d="M98 26h44l22 50H76z" fill="$a"/>
<path d="M98 26h14l-10 50H76z" fill="$c"/>
<ellipse cx="120" cy="76" rx="44" ry="7" fill="#fff3cf"/>
<rect x="152" y="164" width="34" height="28" rx="3" fill="$d"/>""",
    "candle": """
<circle cx="120" cy="74" r="44" fill="#fff3cf" opacity=".7"/>
<path d="M120 46c14 18 14 34 0 40-14-6-14-22 0-40z" fill="#f2b33d"/>
<path d="M120 64c6 9 6 16 0 20-6-4-6-11 0-20z" fill="#fff3cf"/>
<path d="M120 84v16" stroke="#443" stroke-width="4"/>
<rect x="82" y="98" width="76" height="96" rx="8" fill="$a"/>
<rect x="82" y="98" width="22" height="96" rx="8" fill="$c"/>
<ellipse cx="120" cy="100" rx="38" ry="7" fill="$b"/>
<rect x="98" y="128" width="44" height="40" rx="4" fill="#fff" opacity=".88"/>
<path d="M108 142h24M112 152h16" stroke="$d" stroke-width="4"/>""",
    "lantern": """
<path d="M92 60a28 28 0 0 1 56 0" fill="none" stroke="$b" stroke-width="6"/>
<path d="M84 82 102 58h36l18 24z" fill="$a"/>
<rect x="84" y="82" width="72" height="104" rx="5" fill="#fff6dc"/>
<path d="M120 116c11 14 11 25 0 30-11-5-11-16 0-30z" fill="#f2b33d"/>
<rect x="106" y="146" width="28" height="34" rx="3" fill="$c"/>
<g fill="none" stroke="$a" stroke-width="8">
<rect x="84" y="82" width="72" height="106" rx="5"/></g>
<path d="M84 130h72" stroke="$a" stroke-width="4" opacity=".6"/>
<rect x="76" y="184" width="88" height="12" rx="4" fill="$b"/>""",
}

TEXTILES = {
    "blanket": """
<path d="M46 152c0-14 10-22 24-22h100c14 0 24 8 24 22v44H46z" fill="$a"/>
<path d="M46 156h148v18H46z" fill="$c"/>
<path d="M56 110c0-14 10-22 24-22h80c14 0 24 8 24 22v28H56z" fill="$d"/>
<path d="M56 114h128v12H56z" fill="#fff" opacity=".5"/>
<path d="M70 70c0-12 8-18 18-18h64c10 0 18 6 18 18v22H70z" fill="$b"/>
<path d="M46 182h148" stroke="$b" stroke-width="4" stroke-dasharray="9 6"/>
<g stroke="$b" stroke-width="4">
<path d="M52 196v8M68 196v8M84 196v8M100 196v8M116 196v8M132 196v8M148 196v8 M164 196v8M180
 196v8"/></g>""",
    "cushion": """
<path d="M58 80c40-10 84-10 124 0 8 36 8 70 0 110-40 8-84 8-124 0-8-40-8-74 0-110z" fill="$a"/>
<path d="M58 80c14-4 26-6 40-7-10 40-10 80 0 122-14-1-26-2-40-5-8-40-8-74 0-110z" fill="$c"/>
<g fill="none" stroke="$d" stroke-width="6" opacity=".9">
<path d="M62 110q58-12 116 0M60 136h120M62 162q58 12 116 0"/></g>
<g fill="$b">
<circle cx="58" cy="80" r="6"/>
<circle cx="182" cy="80" r="6"/>
<circle cx="58" cy="190" r="6"/>
<circle cx="182" cy="190" r="6"/></g>""",
    "towel": """
<rect x="40" y="46" width="160" height="10" rx="5" fill="$d"/>
<path d="M66 50h108v138c-18 8-36-6-54 0s-36 8-54 0z" fill="$a"/>
<path d="M66 50h34v140c-12 4-24 2-34-2z" fill="$c"/>
<path d="M66 146h108M66 158h108" stroke="#fff" stroke-width="6" opacity=".75"/>
<path d="M66 76h108" stroke="$b" stroke-width="4" opacity=".5"/>""",
    "rug": """
<g transform="rotate(-8 120 120)">
<rect x="36" y="74" width="168" height="98" rx="4" fill="$a"/>
<rect x="50" y="86" width="140" height="74" fill="none" stroke="$c" stroke-width="5"/>
<g fill="$d">
<path d="m120 98 26 25-26 25-26-25zM78 108l15 15-15 15-15-15zM162 108l15 15-15 15-15-15z"/></g>
<path d="m120 112 11 11-11 11-11-11z" fill="$c"/>
<g stroke="$b" stroke-width="4">
<path d="M36 80H24M36 94H24M36 108H24M36 122H24M36 136H24M36 150H24M36 164H24M216 80h-12M216
 94h-12M216 108h-12M216 122h-12M216 136h-12M216 150h-12M216 164h-12"/></g></g>""",
}

KITCHEN = {
    "pan": """
<rect x="150" y="124" width="82" height="15" rx="7" fill="$d"/>
<path d="M34 118h132v34c0 22-12 34-34 34H68c-22 0-34-12-34-34z" fill="$a"/>
<path d="M34 118h34v68c-22 0-34-12-34-34z" fill="$c"/>
<ellipse cx="100" cy="118" rx="66" ry="13" fill="$b"/>
<ellipse cx="100" cy="119" rx="56" ry="9" fill="#3a3432"/>
<path d="M80 92c-5-8 5-11 0-20M104 92c-5-8 5-11 0-20" fill="none" stroke="#fff" stroke-width="5"
 stroke-linecap="round" opacity=".7"/>""",
    "pot": """
<path d="M56 126H38v20h18M184 126h18v20h-18" fill="none" stroke="$b" stroke-width="9"/>
<path d="M54 108h132v64c0 16-8 24-24 24H78c-16 0-24-8-24-24z" fill="$a"/>
<path d="M54 108h32v88h-8c-16 0-24-8-24-24z" fill="$c"/>
<path d="M50 108c4-22 34-34 70-34s66 12 70 34z" fill="$b"/>
<rect x="50" y="102" width="140" height="10" rx="5" fill="$c"/>
<circle cx="120" cy="68" r="10" fill="$d"/>""",
    "knife": """
<g transform="rotate(-38 120 120)">
<path d="M30 106h116v34H70c-22 0-36-12-40-34z" fill="#e9edf0"/>
<path d="M30 106h116v11H33c-2-3-3-7-3-11z" fill="#c7cfd5"/>
<rect x="144" y="102" width="10" height="40" fill="$d"/>
<rect x="152" y="104" width="74" height="26" rx="9" fill="$a"/>
<g fill="$c">
<circle cx="172" cy="117" r="4"/>
<circle cx="206" cy="117" r="4"/></g></g>""",
    "board": """
<rect x="70" y="52" width="100" height="142" rx="18" fill="$a"/>
<path d="M70 70a18 18 0 0 1 18-18h14v142H88a18 18 0 0 1-18-18z" fill="$c"/>
<circle cx="120" cy="74" r="9" fill="$wall"/>
<g fill="none" stroke="$b" stroke-width="3" opacity=".55">
<path d="M90 104c20 8 40-8 62 2M90 130c20 8 40-8 62 2M90 156c20 8 40-8 62 2"/> </g>
<circle cx="160" cy="182" r="17" fill="$d"/>
<path d="M160 168c0-8 6-12 12-12-1 8-5 12-12 12z" fill="#5d8a4a"/>""",
    "kettle": """
<path d="M84 90c0-48 72-48 72 0" fill="none" stroke="$d" stroke-width="10"/>
<path d="M164 128c20-4 22-24 38-28l-2 14c-8 18-14 36-34 40z" fill="$b"/>
<path d="M70 112c10-20 26-26 50-26s40 6 50 26l8 62c2 14-6 22-20 22H82c-14 0-22-8-20-22z"
 fill="$a"/>
<path d="M70 112c8-16 20-23 36-25-12 30-18 70-14 109H82c-14 0-22-8-20-22z" fill="$c"/>
<rect x="96" y="80" width="48" height="9" rx="4" fill="$b"/>
<circle cx="120" cy="74" r="7" fill="$d"/>""",
    "grinder": """
<path d="M120 66V44h44" fill="none" stroke="$b" stroke-width="8"/>
<circle cx="168" cy="44" r="11" fill="$d"/>
<path d="M82 104c0-28 16-40 38-40s38 12 38 40z" fill="$c"/>
<rect x="76" y="104" width="88" height="90" rx="8" fill="$a"/>
<rect x="76" y="104" width="24" height="90" rx="8" fill="$c" opacity=".55"/>
<rect x="92" y="140" width="56" height="36" rx="5" fill="$b"/>
<circle cx="120" cy="158" r="6" fill="$d"/>
<rect x="70" y="98" width="100" height="10" rx="5" fill="$b"/>""",
    "spoons": """
<path d="M78 112h84l-8 76c-1 6-5 8-10 8H96c-5 0-9-2-10-8z" fill="$a"/>
<path d="M78 112h24l2 84h-8c-5 0-9-2-10-8z" fill="$c"/>
<g stroke-linecap="round">
<path d="M100 112 90 70" stroke="$d" stroke-width="8"/>
<path d="M122 112V64" stroke="$b" stroke-width="8"/>
<path d="m142 112 12-44" stroke="$d" stroke-width="8"/></g>
<ellipse cx="87" cy="54" rx="12" ry="19" transform="rotate(-12 87 54)" fill="$d"/>
<rect x="110" y="30" width="24" height="36" rx="6" fill="$b"/>
<g fill="none" stroke="$d" stroke-width="4">
<ellipse cx="158" cy="50" rx="14" ry="22" transform="rotate(15 158 50)"/>
<ellipse cx="158" cy="50" rx="6" ry="22" transform="rotate(15 158 50)"/></g>
<path d="M78 112h84" stroke="$b" stroke-width="6"/>""",
}

GARDEN = {
    "plant": """
<g fill="#5f8f63">
<path d="M120 136C98 116 66 118 50 90c34-8 62 8 70 46z"/>
<path d="M120 136c2-34 30-56 66-54-8 30-32 50-66 54z"/></g>
<g fill="#477550">
<path d="M120 134C104 100 106 62 124 36c20 30 18 68-4 98z"/>
<path d="M120 136c-26-6-52 2-64 26 28 8 54-4 64-26z"/>
<path d="M120 136c26-6 52 2 64 26-28 8-54-4-64-26z"/></g>
<path d="M120 136c-10-24-34-34-56-40M120 136c12-22 34-36 54-46M122 130c0-30 0-56 2-80"
 fill="none" stroke="#dcebd8" stroke-width="2.5" opacity=".7"/>
<path d="M82 138h76l-9 50c-1 6-5 8-10 8h-38c-5 0-9-2-10-8z" fill="$a"/>
<path d="M82 138h22l4 58h-7c-5 0-9-2-10-8z" fill="$c"/>
<rect x="76" y="130" width="88" height="14" rx="5" fill="$b"/>""",
    "cactus": """
<path d="M98 142V84a22 22 0 0 1 44 0v58z" fill="#5f8f63"/>
<path d="M142 122h12c10 0 16-6 16-16V96" fill="none" stroke="#5f8f63" stroke-width="17"
 stroke-linecap="round"/>
<path d="M98 112H88c-9 0-14-5-14-14v-6" fill="none" stroke="#5f8f63" stroke-width="15"
 stroke-linecap="round"/>
<path d="M110 74v68M120 66v76M130 74v68" stroke="#86b088" stroke-width="3" stroke-dasharray="3
 8"/>
<circle cx="120" cy="60" r="9" fill="$d"/>
<circle cx="170" cy="90" r="6" fill="$d"/>
<path d="M78 140h84l-8 48c-1 6-5 8-10 8H96c-5 0-9-2-10-8z" fill="$a"/>
<path d="M78 140h24l4 56H96c-5 0-9-2-10-8z" fill="$c"/>
<rect x="72" y="132" width="96" height="14" rx="5" fill="$b"/>""",
    "planter": """
<g fill="none" stroke="#5f8f63" stroke-width="5" stroke-linecap="round">
<path d="M78 122c-4-22-14-30-14-48M92 122c0-26 6-38 2-62M122 122c-2-26-6-40 0-66M150 122c0-26
 10-36 8-58M166 122c2-18 12-26 12-42"/></g>
<g fill="#5f8f63">
<circle cx="62" cy="70" r="10"/>
<circle cx="72" cy="90" r="9"/>
<circle cx="94" cy="56" r="11"/>
<circle cx="100" cy="80" r="9"/>
<circle cx="122" cy="50" r="12"/>
<circle cx="112" cy="96" r="9"/>
<circle cx="158" cy="60" r="11"/>
<circle cx="148" cy="84" r="10"/>
<circle cx="179" cy="76" r="10"/>
<circle cx="132" cy="76" r="9"/></g>
<rect x="46" y="116" width="148" height="80" rx="10" fill="$a"/>
<rect x="46" y="116" width="38" height="80" rx="10" fill="$c"/>
<path d="M46 136h148" stroke="$b" stroke-width="6"/>
<rect x="98" y="150" width="52" height="26" rx="4" fill="#fff" opacity=".85"/>
<path d="M108 163h32" stroke="$d" stroke-width="5"/>""",
    "can": """
<path d="M92 96c4-52 76-44 72 10" fill="none" stroke="$b" stroke-width="10"/>
<path d="M84 152 40 92l12-8 42 36z" fill="$b"/>
<path d="m30 92 24-20 10 12-24 18z" fill="$d"/>
<path d="M84 108h88l8 80c0 5-3 8-8 8H84c-5 0-8-3-8-8z" fill="$a"/>
<path d="M84 108h24l-2 88H84c-5 0-8-3-8-8z" fill="$c"/>
<ellipse cx="128" cy="108" rx="44" ry="8" fill="$b"/>
<g fill="#7fb3d0">
<circle cx="26" cy="112" r="4"/>
<circle cx="36" cy="122" r="4"/>
<circle cx="22" cy="132" r="4"/></g>""",
}

STUDY = {
    "notebook": """
<g transform="rotate(-6 120 124)">
<rect x="76" y="50" width="100" height="140" rx="6" fill="#fff"/>
<rect x="66" y="46" width="104" height="144" rx="8" fill="$a"/>
<rect x="66" y="46" width="22" height="144" rx="8" fill="$b"/>
<rect x="104" y="76" width="50" height="34" rx="4" fill="#fff" opacity=".88"/>
<path d="M112 88h34M112 98h22" stroke="$b" stroke-width="4"/>
<rect x="150" y="46" width="8" height="144" fill="$d"/></g>""",
    "pencils": """
<g>
<path d="M94 112V58l9-18 9 18v54z" fill="$d"/>
<path d="m103 40-9 18h18z" fill="#f0d9b5"/>
<path d="M120 112V46l9-18 9 18v66z" fill="$c"/>
<path d="m129 28-9 18h18z" fill="#f0d9b5"/>
<path d="m146 112 8-50 12-12 6 16-9 46z" fill="$b"/></g>
<path d="M82 106h86v82a8 8 0 0 1-8 8H90a8 8 0 0 1-8-8z" fill="$a"/>
<path d="M82 106h24v90H90a8 8 0 0 1-8-8z" fill="$c"/>
<path d="M82 150h86" stroke="$d" stroke-width="7" opacity=".8"/>""",
    "clock": """
<circle cx="120" cy="118" r="74" fill="$a"/>
<circle cx="120" cy="118" r="60" fill="#fffdf8"/>
<g stroke="$b" stroke-width="5" stroke-linecap="round">
<path d="M120 68v9M120 159v9M70 118h9M161 118h9"/></g>
<path d="M120 118V82M120 118l26 16" stroke="$b" stroke-width="7" stroke-linecap="round"
 fill="none"/>
<circle cx="120" cy="118" r="7" fill="$d"/>
<path d="M66 84a74 74 0 0 1 30-36" stroke="$c" stroke-width="8" fill="none"
 stroke-linecap="round"/>""",
    "frame": """
<rect x="58" y="36" width="124" height="154" rx="4" fill="$b"/>
<rect x="66" y="44" width="108" height="138" fill="#fffdf8"/>
<rect x="82" y="62" width="76" height="102" fill="$c" opacity=".45"/>
<circle cx="132" cy="92" r="16" fill="$d"/>
<path d="M82 164v-30c14-16 26-18 38-4 12-12 24-12 38 2v32z" fill="$a"/>
<path d="M82 164v-14c24-12 50-8 76 4v10z" fill="$b"/>""",
    "books": """
<rect x="62" y="72" width="30" height="124" rx="3" fill="$a"/>
<rect x="94" y="58" width="26" height="138" rx="3" fill="$d"/>
<rect x="122" y="82" width="22" height="114" rx="3" fill="$c"/>
<path d="m146 92 24-8 28 104 -24 8z" fill="$b"/>
<g fill="#fff" opacity=".75">
<rect x="68" y="90" width="18" height="6"/>
<rect x="68" y="102" width="18" height="4"/>
<rect x="100" y="78" width="14" height="22"/>
<rect x="127" y="98" width="12" height="5"/></g>""",
    "basket": """
<path d="M78 104c4-56 80-56 84 0" fill="none" stroke="$b" stroke-width="9"/>
<path d="M60 104c30-26 90-26 120 0z" fill="$d"/>
<path d="M52 104h136l-14 82c-1 7-6 10-12 10H78c-6 0-11-3-12-10z" fill="$a"/>
<g fill="none" stroke="$b" stroke-width="4" opacity=".65">
<path d="M56 126h128M60 148h120M64 170h112"/></g>
<g fill="none" stroke="$c" stroke-width="5">
<path d="m84 106 6 88M108 106l3 88M132 106l-3 88M156 106l-6 88"/></g>
<rect x="46" y="98" width="148" height="13" rx="6" fill="$b"/>""",
}

ELECTRONICS = {
    "phone": """
<rect x="76" y="32" width="88" height="164" rx="16" fill="$b"/>
<rect x="83" y="40" width="74" height="148" rx="10" fill="$c"/>
<path d="M83 140c24-22 50 12 74-14v52a10 10 0 0 1-10 10H93a10 10 0 0 1-10-10z" fill="$a"/>
<circle cx="136" cy="80" r="15" fill="$d"/>
<rect x="108" y="46" width="24" height="6" rx="3" fill="$b"/>""",
    "laptop": """
<rect x="56" y="68" width="128" height="94" rx="8" fill="$b"/>
<rect x="64" y="76" width="112" height="76" rx="3" fill="$c"/>
<path d="M64 136c34-26 74 14 112-14v30H64z" fill="$a"/>
<circle cx="148" cy="98" r="12" fill="$d"/>
<path d="M38 176h164l-8 14c-2 4-5 6-10 6H56c-5 0-8-2-10-6z" fill="$a"/>
<rect x="44" y="164" width="152" height="14" rx="4" fill="$b"/>""",
    "screen": """
<rect x="34" y="56" width="172" height="108" rx="8" fill="$b"/>
<rect x="42" y="64" width="156" height="92" rx="3" fill="$c"/>
<path d="M42 132c40-34 84 18 156-18v42H42z" fill="$a"/>
<circle cx="164" cy="90" r="14" fill="$d"/>
<path d="M110 164h20v20h-20z" fill="$b"/>
<rect x="80" y="184" width="80" height="11" rx="5" fill="$a"/>""",
    "headphones": """
<path d="M62 134v-8a58 58 0 0 1 116 0v8" fill="none" stroke="$b" stroke-width="13"/>
<path d="M74 96a50 50 0 0 1 40-27" fill="none" stroke="$c" stroke-width="5"
 stroke-linecap="round"/>
<rect x="48" y="124" width="34" height="66" rx="16" fill="$a"/>
<rect x="158" y="124" width="34" height="66" rx="16" fill="$a"/>
<rect x="76" y="130" width="15" height="54" rx="7" fill="$d"/>
<rect x="149" y="130" width="15" height="54" rx="7" fill="$d"/>""",
    "speaker": """
<rect x="72" y="44" width="96" height="152" rx="14" fill="$a"/>
<rect x="72" y="44" width="24" height="152" rx="12" fill="$c" opacity=".6"/>
<circle cx="120" cy="142" r="34" fill="$b"/>
<circle cx="120" cy="142" r="22" fill="$c"/>
<circle cx="120" cy="142" r="9" fill="$d"/>
<circle cx="120" cy="80" r="17" fill="$b"/>
<circle cx="120" cy="80" r="7" fill="$d"/>""",
    "watch": """
<path d="M96 30h48l6 52H90zM96 200h48l6-44H90z" fill="$b"/>
<rect x="74" y="74" width="92" height="92" rx="26" fill="$a"/>
<rect x="83" y="83" width="74" height="74" rx="19" fill="#fffdf8"/>
<path d="M120 120V98M120 120l17 9" stroke="$b" stroke-width="6" stroke-linecap="round"/>
<circle cx="120" cy="120" r="5" fill="$d"/>
<rect x="165" y="106" width="9" height="24" rx="4" fill="$d"/>""",
    "fridge": """
<rect x="72" y="26" width="96" height="168" rx="12" fill="$a"/>
<path d="M72 38a12 12 0 0 1 12-12h12v168H84a12 12 0 0 1-12-12z" fill="$c"/>
<path d="M72 92h96" stroke="$b" stroke-width="5"/>
<path d="M152 52v26M152 106v38" stroke="$d" stroke-width="7" stroke-linecap="round"/>
<path d="M84 194v6M156 194v6" stroke="$b" stroke-width="8"/>""",
    "washer": """
<rect x="58" y="52" width="124" height="144" rx="10" fill="$a"/>
<path d="M58 62a10 10 0 0 1 10-10h104a10 10 0 0 1 10 10v24H58z" fill="$c"/>
<circle cx="120" cy="138" r="43" fill="$b"/>
<circle cx="120" cy="138" r="32" fill="#eef5f8"/>
<path d="M89 144c20-14 40 12 62-4a32 32 0 0 1-62 4z" fill="$d"/>
<circle cx="78" cy="69" r="7" fill="$b"/>
<rect x="128" y="64" width="40" height="10" rx="5" fill="#fff" opacity=".8"/>""",
    "vacuum": """
<path d="M96 128C84 84 116 60 150 40" fill="none" stroke="$d" stroke-width="9"/>
<rect x="142" y="26" width="44" height="18" rx="8" transform="rotate(-28 164 35)" fill="$b"/>
<path d="M52 170c0-34 28-52 66-52 40 0 70 22 70 52v14H52z" fill="$a"/>
<path d="M52 170c0-34 24-50 50-52-18 16-22 40-20 66H52z" fill="$c"/>
<circle cx="84" cy="182" r="16" fill="$b"/>
<circle cx="84" cy="182" r="6" fill="$d"/>
<circle cx="160" cy="182" r="16" fill="$b"/>
<circle cx="160" cy="182" r="6" fill="$d"/>
<rect x="112" y="138" width="44" height="9" rx="4" fill="#fff" opacity=".8"/>""",
}

WARDROBE_AND_ROOMS = {
    "shoe": """
<path d="M44 124c10 8 26 8 36-10 26 26 50 40 88 44 22 2 34 10 34 28H48c-12-14-12-44-4-62z"
 fill="$a"/>
<path d="M44 124c10 8 26 8 36-10l12 12c-14 22-26 40-26 60H48c-12-14-12-44-4-62z" fill="$c"/>
<rect x="40" y="182" width="164" height="14" rx="7" fill="#fffdf8"/>
<g stroke="#fffdf8" stroke-width="6" stroke-linecap="round">
<path d="m104 138 14-13M120 148l13-13M138 154l11-12"/></g>
<path d="M70 186c4-20 20-26 60-24" fill="none" stroke="$d" stroke-width="6"/>""",
    "bag": """
<path d="M90 92c0-52 60-52 60 0" fill="none" stroke="$d" stroke-width="9"/>
<path d="M60 84h120l12 100c0 8-4 12-12 12H60c-8 0-12-4-12-12z" fill="$a"/>
<path d="M60 84h32l-8 112H60c-8 0-12-4-12-12z" fill="$c"/>
<path d="M58 112h124" stroke="$b" stroke-width="6"/>
<rect x="106" y="102" width="28" height="24" rx="5" fill="$d"/>""",
    "sofa": """
<path d="M48 108c0-22 10-34 30-34h84c20 0 30 12 30 34v50H48z" fill="$a"/>
<path d="M120 76v70" stroke="$b" stroke-width="4"/>
<rect x="42" y="138" width="156" height="38" rx="10" fill="$c"/>
<path d="M120 140v34" stroke="$a" stroke-width="4"/>
<rect x="28" y="112" width="30" height="70" rx="14" fill="$b"/>
<rect x="182" y="112" width="30" height="70" rx="14" fill="$b"/>
<rect x="64" y="104" width="40" height="40" rx="6" transform="rotate(-10 84 124)" fill="$d"/>
<path d="M48 182v12M192 182v12" stroke="$b" stroke-width="8"/>""",
    "chair": """
<path d="M82 40h76c6 0 9 4 8 10l-8 78H82l-8-78c-1-6 2-10 8-10z" fill="$a"/>
<path d="M82 40h20l4 88H82l-8-78c-1 -6 2-10 8-10z" fill="$c"/>
<path d="M70 128h100l8 20H62z" fill="$b"/>
<g stroke="$d" stroke-width="9" stroke-linecap="round">
<path d="m76 150-10 44M164 150l10 44M98 150l-2 34M142 150l2 34"/></g>""",
    "table": """
<rect x="32" y="96" width="176" height="17" rx="6" fill="$a"/>
<rect x="48" y="113" width="144" height="22" fill="$b"/>
<g stroke="$a" stroke-width="11" stroke-linecap="round">
<path d="m58 120-8 72M182 120l8 72"/></g>
<circle cx="120" cy="124" r="5" fill="$d"/>
<path d="M88 96h30l-3-30H91z" fill="$c"/>
<g fill="none" stroke="#5f8f63" stroke-width="5" stroke-linecap="round">
<path d="M103 66V40M103 60c-10 0-14-8-14-14M103 54c10 0 14-8 14-14"/></g>
<rect x="140" y="84" width="44" height="12" rx="2" fill="$d"/>""",
    "bicycle": """
<g fill="none" stroke="$b" stroke-width="7">
<circle cx="66" cy="152" r="38"/>
<circle cx="174" cy="152" r="38"/></g>
<g fill="none" stroke="$a" stroke-width="8" stroke-linejoin="round">
<path d="M66 152 96 98h58l20 54M96 98l24 54h-54M120 152l34-54"/></g>
<path d="M90 84h-14M90 84l8 16M154 98l-6-26h18" fill="none" stroke="$d" stroke-width="8"
 stroke-linecap="round"/>
<circle cx="120" cy="152" r="9" fill="$d"/>""",
    "tool": """
<path d="M36 74h96a20 20 0 0 1 20 20v22a8 8 0 0 1-8 8H36c-8 0-14-6-14-14V88c0-8 6-14 14-14z"
 fill="$a"/>
<path d="M36 74h30v50H36c-8 0-14-6-14-14V88c0-8 6-14 14-14z" fill="$c"/>
<rect x="152" y="90" width="22" height="22" fill="$b"/>
<rect x="174" y="97" width="46" height="8" rx="4" fill="#9aa3a9"/>
<path d="M52 124h48l-8 46H44z" fill="$b"/>
<rect x="32" y="166" width="74" height="30" rx="7" fill="$d"/>
<path d="M102 126h14v16c-8 6 -16 4-18 0z" fill="$d"/>""",
    "toy": """
<circle cx="84" cy="70" r="19" fill="$b"/>
<circle cx="156" cy="70" r="19" fill="$b"/>
<circle cx="120" cy="94" r="46" fill="$a"/>
<ellipse cx="120" cy="164" rx="48" ry="34" fill="$a"/>
<ellipse cx="120" cy="168" rx="28" ry="22" fill="$c"/>
<ellipse cx="120" cy="108" rx="20" ry="15" fill="$c"/>
<circle cx="103" cy="88" r="5" fill="#332"/>
<circle cx="137" cy="88" r="5" fill="#332"/>
<circle cx="120" cy="102" r="6" fill="$b"/>
<path d="m120 138-18-9v18zM120 138l18-9v18z" fill="$d"/>""",
}

PACKED = {
    "bottle": """
<rect x="106" y="34" width="28" height="34" rx="5" fill="$d"/>
<rect x="110" y="64" width="20" height="14" fill="$b"/>
<path d="M104 76h32c16 8 24 18 24 34v72c0 9-5 14-14 14H94c-9 0-14-5-14-14v-72c0-16 8-26 24-34z"
 fill="$a"/>
<path d="M104 76h6c-8 14-10 22-10 38v82h-6c-9 0-14-5-14-14v-72c0-16 8-26 24-34z" fill="$c"/>
<rect x="80" y="124" width="80" height="46" fill="#fff" opacity=".85"/>
<path d="M96 140h48M96 154h30" stroke="$b" stroke-width="5"/>""",
    "tube": """
<path d="M80 44h80l-12 112H92z" fill="$a"/>
<path d="M80 44h26l-2 112H92z" fill="$c"/>
<rect x="76" y="34" width="88" height="14" rx="3" fill="$b"/>
<rect x="98" y="156" width="44" height="38" rx="5" fill="$d"/>
<path d="M104 84h32M106 98h28M108 112h16" stroke="#fff" stroke-width="6" opacity=".85"/>""",
    "box": """
<path d="m120 62 70 30v72l-70 32-70-32V92z" fill="$a"/>
<path d="m120 122 70-30v72l-70 32z" fill="$b"/>
<path d="m50 92 70-30 70 30-70 30z" fill="$c"/>
<path d="m82 78 70 30v28l-14 6v-28L68 84z" fill="$d"/>""",
    "parcel": """
<rect x="54" y="84" width="132" height="112" rx="6" fill="$a"/>
<rect x="54" y="84" width="36" height="112" rx="6" fill="$c" opacity=".7"/>
<rect x="46" y="72" width="148" height="30" rx="6" fill="$b"/>
<rect x="110" y="72" width="20" height="124" fill="$d"/>
<path d="M120 72c-34-4-40-38-20-38 14 0 20 20 20 38zM120 72c34-4 40-38 20-38-14 0-20 20-20 38z"
 fill="none" stroke="$d" stroke-width="9"/>""",
}

MOTIFS = {
    **CERAMICS, **LIGHTING, **TEXTILES, **KITCHEN, **GARDEN, **STUDY, **ELECTRONICS,
    **WARDROBE_AND_ROOMS, **PACKED,
}  # fmt: skip
