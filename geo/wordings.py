# ruff: noqa: E501 (a pattern is easier to read on one line)
"""How English says where: the patterns of location phrases, over texts masked by `geo.naming`.

Order matters where two begin at one word: the first in the table is taken.
"""

from __future__ import annotations

import re

from geo.naming import COUNTRY, DEMONYM, REGION, RIVER, TOWN

_NATION = f"[{COUNTRY}{DEMONYM}]+"
_AREA = f"[{COUNTRY}{REGION}{TOWN}]+"
_ANY = f"[{COUNTRY}{REGION}{TOWN}{RIVER}]+"
_PLACE = f"[{REGION}{TOWN}]+"
_S = r"(?:['’]s|['’](?=\s))"
_WAY = r"(?:north|south)(?:[- –]?(?:east|west))?|east|west"
_DIR = rf"(?:{_WAY}|central)(?:ern)?(?:most)?"
_THE = r"(?:the\s+)?"
_DASH = r"\s*[-–—/]\s*"
_BORDER = r"(?:borders?|frontiers?|boundar(?:y|ies)|borderlands?)"
_NOT_PLACE = (
    r"guards?|troops?|police|forces?|officials?|patrols?|disputes?|clash(?:es)?|conflicts?|cris[ie]s|tensions?|talks|issues?|"
    r"delimitation|demarcation|services?|agency|skirmish(?:es)?|security|incidents?|trade|closures?|wars?|agreements?|"
    r"commissions?|control|violations?|checks?|policy|restrictions|regime|management|fighting|shootings?|shootout|crossers"
)
_BORDER_AREA = (
    rf"{_BORDER}(?:\s+(?:areas?|regions?|zones?|provinces?|districts?|villages?|posts?|crossings?|line|lines))?"
    rf"\b(?!-)(?!\s+(?:{_NOT_PLACE})\b)"
)
_NUMBER = (
    r"a\s+few|a\s+couple\s+of|a\s+dozen|\d+(?:[.,]\d+)*|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|a hundred|"
    r"a\s+few|several|a\s+couple\s+of|a\s+dozen|dozens\s+of|tens\s+of"
)
_UNIT = r"km|kms|kilomet(?:er|re)s?|nautical\s+miles?|nm|miles?|mi|met(?:er|re)s?|m"
_DISTANCE = (
    rf"(?:(?:some|about|around|roughly|approximately|nearly|almost|just|only|over|under|more\s+than|less\s+than|up\s+to)\s+)*"
    rf"(?P<n>{_NUMBER})(?:\s*|-)(?P<unit>{_UNIT})\b\.?(?:\s*\([^)]{{1,24}}\))?"
)
_KINDLY = r"(?:city|town|village|settlement|port|capital|mountain|island|dam|airport|lake|river)\s+of\s+"
_REGIONAL = (
    "region|area|province|district|oblast|rayon|raion|enclave|exclave|republic|peninsula|valley|corridor|county|"
    "governorate|state|prefecture|basin|plain|zone"
)
_LOOSE = (
    r"(?:an?|some|several|the|various)?\s*(?:(?:unspecified|undisclosed|unnamed|remote|unidentified|unknown|rural|"
    r"different|mountainous|certain|other)\s+)+(?:areas?|locations?|places?|parts?|sites?|spots?|regions?|villages?|"
    r"districts?|positions?)\s+(?:in|of|near|across|within)\s+"
)
_TERRAIN = (
    r"(?:the\s+)?(?:mountains|mountainous\s+areas|hills|highlands|lowlands|deserts?|forests?|jungles?|marshes|countryside|"
    r"steppes?|plains|villages|towns|rural\s+areas|parts)\s+(?:of|in)\s+"
)
_ADJECTIVE = (
    r"(?:(?:disputed|breakaway|former|wider|entire|whole|troubled|contested|mountainous|occupied|annexed|besieged|restive|"
    r"volatile|embattled|remote|autonomous|separatist|war-torn|\w+-(?:occupied|held|controlled|annexed|ruled|run))\s+)"
)
_ADJECTIVES = _ADJECTIVE + "{0,3}"
_SITES = r"airport|airfield|airbase|air\s+base|dam|bridge|(?:border\s+)?crossing|border\s+(?:post|checkpoint|gate)|checkpoint|pass"
_DIVISIONS = (
    r"province|region|oblast|district|county|governorate|rayon|raion|prefecture|state|division|"
    r"exclave|enclave|territory"
)
_THREE = rf"{_THE}(?P<a>[{COUNTRY}]+)(?:,\s+|{_DASH}|\s+and\s+){_THE}(?P<b>[{COUNTRY}]+)(?:,?\s+and\s+|{_DASH}|,\s+){_THE}(?P<c>[{COUNTRY}]+)"
_OFFICES = (
    r"councils?|board|officials?|schools?|manager|attorney|police|administrat\w+|trustees|government|hall|clerk|court|"
    r"sheriff|media|television|tv|radio|news|newspapers?|agency|universit\w+|ministry|minister|prosecutors?|visit|army|troops"
)
_COMMON = r"(?:common|shared|joint|mutual)"
_COAST = r"(?:coasts?|coastline|coastal\s+(?:areas?|regions?|strip|belt)|seaboard|littoral|shores?|banks|shoreline)\b(?!\s*-)(?!\s+guards?)"
_OTHER = (  # "tense", "internationally recognised"
    r"(?:(?!(?:near|on|at|along|the|an?|of|with|and|or|to|from|in|across|by|over|its|close|between|for)\s)\w+(?:-\w+)?\s+){0,2}?"
)

_TABLE: tuple[tuple[str, str], ...] = (
    ("three", rf"{_THE}(?:tri-?borders?|three-(?:way-)?borders?|triple\s+borders?|border\s+(?:triangle|tripoint)|tri-?points?|triple\s+frontier)"
              rf"(?:\s+(?:areas?|regions?|zones?|triangle|point))?\s+(?:of|between|where|shared\s+by|linking|joining|with|for)\s+{_THREE}(?:\s+meet)?"),
    ("three", rf"where\s+(?:the\s+borders?\s+of\s+)?{_THREE}\s+meet"),
    ("three", rf"{_THE}{_BORDER_AREA}\s+(?:between|of|shared\s+by)\s+{_THREE}"),
    ("three", rf"{_THE}{_THREE}\s+(?:tri-?)?{_BORDER_AREA}"),
    ("side", rf"(?:{_THE}(?P<a>{_NATION}){_S}?\s+|(?P<both>both\s+))sides?\s+of\s+(?P<rest>{_THE}(?:(?P<e>{_NATION}){_S}?\s+)?{_OTHER}{_BORDER}"
             rf"(?:\s+(?:with|between|of)\s+{_THE}(?P<b>{_NATION})(?:\s+and\s+{_THE}(?P<c>{_NATION}))?)?)"),
    ("pair", rf"{_THE}{_OTHER}(?P<a>{_NATION}){_DASH}(?P<b>{_NATION})\s+{_OTHER}{_BORDER_AREA}"),
    ("pair", rf"{_THE}{_OTHER}{_BORDER_AREA}\s+(?:between|separating|dividing|of)\s+{_THE}(?P<a>{_NATION})\s+"
             rf"(?:and|from)\s+{_THE}(?P<b>{_NATION})"),
    ("pair", rf"{_THE}(?P<a>{_NATION}){_S}?\s+{_OTHER}{_BORDER_AREA}\s+(?:with|to)\s+{_THE}(?P<b>{_NATION})"
             rf"(?:(?:,\s+(?P<c>{_NATION}))?,?\s+and\s+{_THE}(?P<d>{_NATION}))?"),
    ("regional", rf"{_THE}(?P<p>{_PLACE}){_S}?\s+{_OTHER}{_BORDER_AREA}(?:\s+with\s+{_THE}(?P<b>{_NATION}))?"),
    ("facing", rf"{_THE}(?P<a>{_NATION}){_S}?\s+{_OTHER}{_BORDER_AREA}\s+with\s+{_THE}(?P<p>{_PLACE})"),
    ("with", rf"(?:the\s+(?:country|republic|nation|state){_S}|its|their|his|her|our|the)\s+{_OTHER}{_BORDER_AREA}\s+"
             rf"(?:with|to)\s+{_THE}(?P<b>{_NATION})(?:(?:,\s+(?P<c>{_NATION}))?,?\s+and\s+{_THE}(?P<d>{_NATION}))?"),
    ("with", rf"\b{_BORDER_AREA}\s+with\s+{_THE}(?P<b>{_NATION})"),
    ("common", rf"(?:the|their|its|a|our)\s+{_COMMON}\s+{_OTHER}{_BORDER_AREA}|the\s+two\s+(?:countries|neighbou?rs|states){_S}\s+"
               rf"{_OTHER}{_BORDER_AREA}"),
    ("single", rf"{_THE}(?P<a>{_NATION}){_S}?\s+(?:(?P<d>{_DIR})\s+)?{_OTHER}{_BORDER_AREA}"),
    ("distance", rf"(?P<within>within\s+)?{_THE}?{_DISTANCE}\s+(?:away\s+)?(?:to\s+the\s+)?(?:(?P<d>{_DIR})\s+(?:of|from)|from|of|outside|(?P<off>off(?:\s+the\s+coast\s+of)?))"
                 rf"\s+{_THE}(?:{_KINDLY})?(?:{_WAY})?\s*(?P<p>{_ANY})"),
    ("region border", rf"(?P<p>[{REGION}]+),?\s+(?:near|along|on|close\s+to|at|by)\s+(?={_THE}[\w\s{COUNTRY}{DEMONYM}’'–—/-]{{0,60}}?{_BORDER})"),
    ("border distance", rf"(?P<within>within\s+)?{_DISTANCE}\s+(?:away\s+)?(?:(?:{_DIR})\s+)?(?:from|of|off)\s+(?={_THE}[\w\s{COUNTRY}{DEMONYM}’'–—/-]{{0,60}}?{_BORDER})"),
    ("road", rf"{_THE}(?P<a>{_PLACE})(?:{_DASH}(?P<m>{_PLACE}))?{_DASH}(?P<b>{_PLACE})\s+(?:\w+\s+)?(?:road|highway|motorway|railway|railroad|"
             rf"rail|corridor|route|line|pipeline|expressway|track)\b"),
    ("road", rf"{_THE}(?:\w+\s+)?(?:road|highway|motorway|railway|railroad|route|line|corridor|pipeline|stretch|track)s?\s+"
             rf"(?:(?:running|leading|that\s+\w+|which\s+\w+)\s+)?(?:between|from|linking|connecting|joining)\s+{_THE}(?P<a>{_PLACE})\s+"
             rf"(?:and|to|with)\s+{_THE}(?P<b>{_PLACE})"),
    ("between", rf"\b(?:(?P<half>half-?way|midway|mid-?point)\s+)?between\s+{_THE}(?:{_KINDLY})?(?P<a>[{TOWN}]+)\s+and\s+{_THE}(?:{_KINDLY})?(?P<b>[{TOWN}]+)"),
    ("bank", rf"{_THE}(?:(?:(?P<d>{_DIR})|(?P<n>{_NATION}))\s+)?(?:banks?|shores?|course|valley)\s+of\s+{_THE}(?:river\s+)?"
             rf"(?P<p>[{RIVER}]+)(?:\s+river)?"),
    ("bank", rf"\balong\s+{_THE}(?:river\s+)?(?P<p>[{RIVER}]+)(?:\s+(?:river|valley|corridor|road|highway))?"),
    ("coast", rf"\boff\s+(?:(?:{_THE}(?:(?P<d>{_DIR})\s+)?(?:coast|shores?)\s+of\s+{_THE}(?P<p>{_AREA}))|(?:{_THE}(?P<q>{_AREA}|{_NATION})"
              rf"{_S}?\s+(?:(?P<d2>{_DIR})\s+)?(?:coast|shores?))|(?:{_THE}(?P<r>[{TOWN}{REGION}]+)))"),
    ("shore", rf"{_THE}(?:(?P<d>{_DIR})\s+)?(?P<s>[{REGION}]+){_S}?\s+{_COAST}\s+(?:of|in)\s+{_THE}(?P<p>[{COUNTRY}{REGION}]+)"),
    ("shore", rf"{_THE}(?P<p>{_NATION}|[{REGION}]+){_S}?\s+(?:(?P<d>{_DIR})\s+)?(?P<s>[{REGION}]+)\s+{_COAST}"),
    ("shore", rf"{_THE}(?P<n>{_NATION}){_S}?\s+(?:sides?|{_COAST})\s+of\s+{_THE}(?P<p>[{REGION}]+)"),
    ("shore", rf"{_THE}(?:(?P<d>{_DIR})\s+)?{_COAST}\s+of\s+{_THE}(?P<p>[{COUNTRY}{REGION}]+)"),
    ("shore", rf"{_THE}(?P<p>{_NATION}|[{REGION}]+){_S}?\s+(?:(?P<d>{_DIR})\s+)?{_COAST}"),
    ("direction", rf"(?<!\bthe )(?<!\bfar )\b(?:just\s+|further\s+)?(?P<d>{_WAY})\s+of\s+{_THE}(?:{_KINDLY})?(?P<p>[{TOWN}{REGION}{RIVER}]+)"),
    ("region", rf"{_THE}{_NATION}{_S}\s+(?:far\s+)?{_DIR}\s+{_ADJECTIVES}(?P<p>[{REGION}{TOWN}]+)(?:\s+(?P<w>{_DIVISIONS})\b(?!\s+(?:{_OFFICES})\b))?"),
    ("site", rf"{_THE}(?P<p>[{TOWN}]+){_S}?\s+(?:(?:international|military|main|new|old)\s+)?(?P<w>{_SITES})\b"),
    ("site", rf"{_THE}(?:(?:international|military|main|new|old)\s+)?(?P<w>{_SITES})\s+(?:in|at|near|of|outside)\s+{_THE}(?:{_KINDLY})?(?P<p>[{TOWN}]+)"),
    ("region", rf"the\s+(?:(?:{_DIR}|[{DEMONYM}]+|{_ADJECTIVES})\s*)(?:(?P<w>{_DIVISIONS})|city|town|village|island|port)\s+of\s+"
               rf"{_THE}(?P<p>[{REGION}{TOWN}]+)"),
    ("region", rf"(?:the\s+|(?P<n>{_NATION}){_S}?\s+)?(?:(?:far\s+)?{_DIR}\s+)?{_ADJECTIVES}(?:{_DIR}\s+)?(?P<p>[{REGION}{TOWN}]+)\s+(?P<w>{_DIVISIONS})\b"
               rf"(?!\s+(?:{_OFFICES})\b)"),
    ("near", rf"{_THE}(?P<p>[{TOWN}]+){_S}\s+(?:(?P<d>{_DIR})\s+)?(?:outskirts|suburbs|environs)\b"),
    ("part", rf"(?:{_LOOSE}|{_TERRAIN})?{_THE}(?:far\s+|extreme\s+)?(?P<d>{_DIR})\s+(?:parts?|regions?|provinces?|areas?|districts?|half|corner|end|tip|"
             rf"section)?\s*(?:of\s+)?{_THE}(?P<p>{_AREA})"),
    ("part", rf"(?:{_LOOSE})?{_THE}(?P<p>{_AREA}){_S}\s+(?:far\s+)?(?P<d>{_DIR})\b(?:\s+(?:(?P<w>{_DIVISIONS})|parts?|regions|provinces|areas?|half|corner)\b)?"),
    ("part", rf"the\s+(?P<d>{_DIR})\s+(?P<w>{_DIVISIONS})\s+of\s+{_THE}(?P<p>[{COUNTRY}]+)"),
    ("part of it", rf"(?:{_LOOSE})?(?:the\s+(?P<w>country|region|province|republic|peninsula|district){_S}\s+(?:far\s+)?(?P<d>{_DIR})\b"
                   rf"(?:\s+(?:parts?|regions?|provinces?|areas?|half|corner))?|(?:the\s+)?(?:far\s+)?(?P<d2>{_DIR})\s*(?:parts?|regions?|areas?|half|corner)?\s+"
                   rf"of\s+the\s+(?P<w2>country|region|province|republic|peninsula|district))"),
    ("near", rf"{_THE}(?P<d>{_DIR})\s+(?:outskirts|suburbs|environs)\s+of\s+{_THE}(?:{_KINDLY})?(?P<p>[{TOWN}]+)"),
    ("near", rf"(?:(?:{_THE}(?:outskirts|suburbs|surroundings|vicinity|environs)\s+of)|(?:(?:villages?|areas?|positions?|hills|fields|land)\s+"
             rf"(?:around|near|outside|close\s+to|surrounding))|near|close\s+to|not\s+far\s+from|outside|just\s+outside|around|surrounding)\s+{_THE}"
             rf"(?:(?:eastern|western|northern|southern|central)\s+)?(?:{_KINDLY})?(?:river\s+)?(?P<p>[{TOWN}{REGION}{RIVER}]+)"),
    ("loose", rf"(?:{_LOOSE})(?:the\s+)?(?P<p>{_AREA})"),
    ("region", rf"the\s+{_ADJECTIVES}(?P<p>[{REGION}]+)(?:\s+(?:{_REGIONAL})s?)\b"),
    ("region", rf"the\s+(?!(?:north|south|east|west)){_ADJECTIVE}{{1,3}}(?P<p>[{REGION}]+)"),
    ("border again", rf"(?:the|this|that)\s+{_OTHER}{_BORDER_AREA}"),
    ("it", r"(?:the|that|this)\s+(?:disputed\s+|entire\s+|whole\s+|same\s+)?(?P<w>region|province|enclave|exclave|territory|district|city|town|village|area)\b(?!-)(?!\s+(?:of|in|{_OFFICES})\b)"),
    ("it", r"(?<!is )(?<!are )(?<!was )(?<!were )\b(?P<w>there)\b(?=[\s,.;:)]|$)(?!\s+(?:is|are|was|were|has|have|had|will|would|may|might|can|could|should|seems?|remains?|appears?|must|be|being)\b)"),
    ("both", r"(?:both|the\s+two)\s+(?P<w>cities|towns|villages|regions|districts|provinces)\b"),
)  # fmt: skip
PATTERNS = tuple((name, re.compile(rf"(?<!\w)(?:{pattern})", re.IGNORECASE)) for name, pattern in _TABLE)
DIVISION = re.compile(rf"\s(?:{_DIVISIONS})$", re.IGNORECASE)
