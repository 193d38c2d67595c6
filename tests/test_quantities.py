"""Quantities: what is counted, how surely, and what is not a quantity at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.article import Article
from seeds.numerals import parse_number
from seeds.quantities import find_quantities
from seeds.text import Document
from seeds.times import find_times


def counts(text):
    document = Document(Article(id="x", text="Nothing else. " + text))
    return [
        (q.kind, q.value, q.qualifier, q.low, q.high) for q in find_quantities(document, times=find_times(document))
    ]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("700,000", 700_000), ("1.5 million", 1_500_000), ("twenty-five", 25), ("a dozen", 12), ("two dozen", 24),
        ("three hundred and five", 305), ("a hundred thousand", 100_000), ("2bn", None), ("2 bn", 2e9), ("a", None),
        ("", None), ("1,00", None), ("many", None), ("two thousand five hundred", 2_500), ("and five", None),
    ],
)  # fmt: skip
def test_numbers(words, value):
    assert parse_number(words) == value


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Fighting has killed about 100 soldiers.", [("killed", 100, "about", None, None)]),
        ("He said 49 Armenian servicemen had died.", [("killed", 49, None, None, None)]),
        ("Azerbaijan said it had lost 50.", [("killed", 50, None, None, None)]),
        ("At least 12 people were killed and 30 injured.",
         [("killed", 12, "at least", 12, None), ("injured", 30, None, None, None)]),
        ("More than 3,000 people were hurt.", [("injured", 3000, "more than", 3000, None)]),
        ("It led to the displacement of more than 700,000 people.",
         [("displaced", 700_000, "more than", 700_000, None)]),
        ("It left 700,000 people displaced inside the country.", [("displaced", 700_000, None, None, None)]),
        ("Police detained 12 of them.", [("detained", 12, None, None, None)]),
        ("It released the two drivers who were arrested in Goris.",
         [("released", 2, None, None, None), ("detained", 2, None, None, None)]),
        ("Some 3,000 people rallied in Yerevan.", [("participants", 3000, "some", None, None)]),
        ("About 50 drivers, most of them Armenians, blocked the road.", [("participants", 50, "about", None, None)]),
        ("Azerbaijan expelled four employees of the embassy.", [("expelled", 4, None, None, None)]),
        ("More than 680,000 people were moved out.", [("evacuated", 680_000, "more than", 680_000, None)]),
        ("Gunmen shot dead at least 40 civilians.", [("killed", 40, "at least", 40, None)]),
        ("An avalanche killed its driver.", [("killed", 1, None, None, None)]),
        ("It cost the lives of 20 Indian soldiers and at least four Chinese.",
         [("killed", 20, None, None, None), ("killed", 4, "at least", 4, None)]),
        ("Around a dozen villages were levelled.", [("villages", 12, "around", None, None)]),
        ("Hundreds of fighters attacked the base.", [("fighters", 200, "hundreds", 200, None)]),
        ("Three of them were taken to prison and let go.",
         [("detained", 3, None, None, None), ("released", 3, None, None, None)]),
        ("Several dozen people were injured.", [("injured", 24, "several", 24, None)]),
        ("It forced more than 32,000 to flee.", [("displaced", 32_000, "more than", 32_000, None)]),
        ("Police detained 28 of his followers.", [("detained", 28, None, None, None)]),
        ("It hurt 590 people and one was killed.",
         [("injured", 590, None, None, None), ("killed", 1, None, None, None)]),
        ("Two Pakistani porters and a Spanish climber were killed.", [("killed", 2, None, None, None)]),
        ("They said three suspects had since been arrested.", [("detained", 3, None, None, None)]),
        ("Up to 20 people were killed.", [("killed", 20, "up to", None, 20)]),
        ("They let in no more than 300 lorries a day.", [("lorries a day", 300, "no more than", None, 300)]),
        ("Each keeps between 50,000 and 60,000 troops there.", [("troops", 50_000, "between", 50_000, 60_000)]),
        ("From 10 to 20 people were injured.", [("injured", 10, None, 10, 20)]),
        ("It gave $1.5 million in aid.", [("money", 1_500_000, None, None, None)]),
        ("The front moved by about 25 km.", [("distance", 25, "about", None, None)]),
        ("More than 80 aftershocks have been recorded.", [("aftershocks", 80, "more than", 80, None)]),
        ("A quake of magnitude 6.4 struck.", [("magnitude", 6.4, None, None, None)]),
    ],
)  # fmt: skip
def test_what_is_counted(text, found):
    assert counts(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "It happened on 6 February 2023 at 9 a.m.",
        "The 44-day conflict ended in 2020.",
        "It was the first time in 30 years.",
        "Resolution 1701 was adopted.",
        "A man of 44 spoke.",
        "The two countries agreed.",
        "Gusts reached 240 km/h.",
        "One of them spoke.",
        "Jane Roe, 19, of Ghent, was arrested.",
        "She died at 74.",
    ],
)
def test_what_is_no_quantity(text):
    assert counts(text) == []


@given(
    st.lists(
        st.sampled_from(
            """the a about more than at least between and to 5 20 3,000 1.5 million dozen hundreds of people soldiers
            killed were had died lost injured , . % $ km who was its driver magnitude two them""".split()
        ),
        max_size=20,
    ).map(" ".join)
    | st.text(max_size=60)
)
def test_any_text_never_raises_and_bounds_hold(text):
    for q in find_quantities(Document(Article(id="x", text=text))):
        assert q.span is not None and q.span.of(text).strip() == q.span.of(text) != ""
        assert (q.low is None or q.low <= q.value) and (q.high is None or q.value <= q.high)
