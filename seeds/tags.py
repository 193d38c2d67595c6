"""Tags: the groups of them, and the small words that come with one."""

from __future__ import annotations

NOUN = frozenset({"NN", "NNS", "NNP"})
VERB = frozenset({"VB", "VBP", "VBZ", "VBD", "VBN", "VBG"})
FINITE = frozenset({"VBP", "VBZ", "VBD", "MD"})
BE = frozenset("be am is are was were been being 's 're 'm".split())
HAVE = frozenset("have has had having 've".split())
DO = frozenset("do does did".split())
MODALS = frozenset("will would shall should can could may might must 'll 'd ca wo ought".split())
NEGATIONS = frozenset("not n't never".split())
CLOSED: dict[str, str] = {
    **dict.fromkeys("a an the this these those no every each any some".split(), "DT"),
    **dict.fromkeys("all both another either neither such".split(), "DT"),
    **dict.fromkeys("i he she it we they him them us me you himself itself themselves herself one's".split(), "PRP"),
    **dict.fromkeys("my your his its our their".split(), "PRP$"),
    **dict.fromkeys("who which whom".split(), "WDT"),
    "whose": "WP$",
    **dict.fromkeys("where when why how".split(), "WRB"),
    **dict.fromkeys("what whatever whoever".split(), "WP"),
    **dict.fromkeys("and or but nor yet".split(), "CC"),
    **dict.fromkeys(MODALS, "MD"),
    **dict.fromkeys(
        """of in on at by for from with without within into onto through throughout across over under below above along
        alongside amid amidst among amongst against after before since until till during despite near beside behind
        between beyond toward towards upon around about off up down out inside outside as than like per via because
        although though while whereas whether if unless once except including following regarding concerning
        opposite past so lest atop aboard ahead amid""".split(),
        "IN",
    ),
    **dict.fromkeys(NEGATIONS, "RB"),
    "am": "VBP", "is": "VBZ", "are": "VBP", "was": "VBD", "were": "VBD", "be": "VB", "been": "VBN", "being": "VBG",
    "have": "VBP", "has": "VBZ", "had": "VBD", "having": "VBG", "'ve": "VBP", "'re": "VBP", "'m": "VBP",
    "do": "VBP", "does": "VBZ", "did": "VBD", "'ll": "MD", "'d": "MD",
    "there": "EX", "to": "TO", "much": "RB", "more": "JJ", "most": "JJ", "least": "JJ", "less": "JJ", "fewer": "JJ",
    **dict.fromkeys(
        """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
        eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety million billion thousand""".split(),
        "CD",
    ),
}  # fmt: skip
