"""Actors: whose government, army or lorry it is, who is a person, and whom words refer back to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import seeds
from seeds.actors import Cast, find_actors
from seeds.article import Article, Span
from seeds.nations import known_names, roles, states
from seeds.text import Document


def cast(text):
    """[(words, [(name, kind, country)])] of a text, after a sentence that keeps it from being a headline."""
    whole = "Nothing else. " + text
    return [
        (m.span.of(whole), [(a.name, a.kind, a.country) for a in m.actors])
        for m in find_actors(Document(Article(id="x", text=whole)))
    ]


def whom(text, words):
    """The actors of the last mention with these words."""
    return next(actors for said, actors in reversed(cast(text)) if said == words)


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        ("Baku has underlined that it is fine.", "Baku", ("Azerbaijan", "government", "AZE")),
        ("The Kremlin denied it.", "The Kremlin", ("Russia", "government", "RUS")),
        ("Turkey sent a lorry.", "Turkey", ("Turkey", "government", "TUR")),
        ("The U.S. sent help.", "The U.S.", ("United States", "government", "USA")),
        ("Iran’s military began a drill.", "Iran’s military", ("Iranian military", "military", "IRN")),
        ("The Iranian army began a drill.", "The Iranian army", ("Iranian army", "military", "IRN")),
        ("Armenian forces left.", "Armenian forces", ("Armenian forces", "military", "ARM")),
        ("Soldiers of Iraq left.", "Soldiers of Iraq", ("Iraqi soldiers", "military", "IRQ")),
        ("The Revolutionary Guards left.", "The Revolutionary Guards", ("Revolutionary Guards", "military", "IRN")),
        ("Russian guards left.", "Russian guards", ("Russian guards", "government", "RUS")),
        ("Kenyan police left.", "Kenyan police", ("Kenyan police", "police", "KEN")),
        (
            "The Armenian defence ministry said so.",
            "The Armenian defence ministry",
            ("Armenian defence ministry", "government", "ARM"),
        ),
        (
            "They detained two Iranian lorry drivers.",
            "two Iranian lorry drivers",
            ("two Iranian lorry drivers", "civilians", "IRN"),
        ),
        (
            "They detained two lorry drivers from Iran last month.",
            "two lorry drivers from Iran",
            ("two Iranian lorry drivers", "civilians", "IRN"),
        ),
        ("Five Armenian lorries crossed.", "Five Armenian lorries", ("five Armenian lorries", "civilians", "ARM")),
        ("Armenians rallied.", "Armenians", ("Armenians", "civilians", "ARM")),
        ("The CSTO agreed.", "The CSTO", ("CSTO", "organisation", None)),
        (
            "It asked the security alliance, the CSTO, for help.",
            "the security alliance, the CSTO",
            ("CSTO", "organisation", None),
        ),
        (
            "The Turkish Red Crescent sent help.",
            "The Turkish Red Crescent",
            ("Turkish Red Crescent", "organisation", None),
        ),
        ("Hezbollah said so.", "Hezbollah", ("Hezbollah", "armed_group", "LBN")),
        ("Rebels left the town.", "Rebels", ("rebels", "armed_group", None)),
        ("Turkish envoy Serdar Kilic left.", "Turkish envoy Serdar Kilic", ("Serdar Kilic", "person", "TUR")),
        (
            "Hossein Amir-Abdollahian, the Iranian foreign minister, left.",
            "Hossein Amir-Abdollahian, the Iranian foreign minister",
            ("Hossein Amir-Abdollahian", "person", "IRN"),
        ),
        (
            "Kenya’s prime minister, Jane Smith, left.",
            "Kenya’s prime minister, Jane Smith",
            ("Jane Smith", "person", "KEN"),
        ),
        ("President John Smith of Ghana left.", "President John Smith of Ghana", ("John Smith", "person", "GHA")),
        (
            "U.S. Secretary of State Antony Blinken left.",
            "U.S. Secretary of State Antony Blinken",
            ("Antony Blinken", "person", "USA"),
        ),
        (
            "An envoy of the European Union, Toivo Klaar, left.",
            "An envoy of the European Union, Toivo Klaar",
            ("Toivo Klaar", "person", None),
        ),
        ("Narendra Modi left.", "Narendra Modi", ("Narendra Modi", "person", "IND")),
        ("About 50 drivers, most of them Armenians, left.", "50 drivers", ("50 drivers", "civilians", "ARM")),
        ("Gov. Jane Roe of Kenya left.", "Gov. Jane Roe of Kenya", ("Jane Roe", "person", "KEN")),
        ("Mukhu Aliyev spoke.", "Mukhu Aliyev", ("Mukhu Aliyev", "person", None)),
        ("Pope Francis spoke.", "Pope Francis", ("Pope Francis", "person", None)),
        (
            "Jaish al-Adl, a Sunni militant group, left.",
            "Jaish al-Adl, a Sunni militant group",
            ("Jaish al-Adl", "armed_group", None),
        ),
        ("Two Pakistani porters left.", "Two Pakistani porters", ("two Pakistani porters", "civilians", "PAK")),
        ("Moscow police left.", "Moscow police", ("Moscow police", "police", "RUS")),
    ],
)
def test_named_actors(text, words, actor):
    assert whom(text, words) == [actor]


@pytest.mark.parametrize(
    ("text", "words", "actors"),
    [
        ("Iran’s military began a drill. The army tested a drone.", "The army", [("Iranian army", "military", "IRN")]),
        ("Two Iranian drivers were held. The drivers left.", "The drivers", [("Iranian drivers", "civilians", "IRN")]),
        ("President Ilham Aliyev left. The president said so.", "The president", [("Ilham Aliyev", "person", "AZE")]),
        ("Kenya’s leader John Smith left. Mr Smith said so.", "Mr Smith", [("John Smith", "person", "KEN")]),
        ("Kenya’s leader John Smith left. Smith said so.", "Smith", [("John Smith", "person", "KEN")]),
        ("Kenya’s leader John Smith left. He said so.", "He", [("John Smith", "person", "KEN")]),
        ("Azerbaijan said it had lost 50.", "it", [("Azerbaijan", "government", "AZE")]),
        ("Baku said its forces had left.", "its forces", [("Azerbaijani forces", "military", "AZE")]),
        ("Moscow, which was absent, said the EU wished it gone.", "it", [("Russia", "government", "RUS")]),
        (
            "Azerbaijan released two Iranian drivers and handed them over.",
            "them",
            [("two Iranian drivers", "civilians", "IRN")],
        ),
        ("Some 3,000 people rallied. Police detained 12 of them.", "them", [("some 3,000 people", "civilians", None)]),
        ("Many met in the centre of Yerevan. Police watched.", "Police", [("police", "police", "ARM")]),
        (
            "Iran and Armenia met. The two countries agreed.",
            "The two countries",
            [("Iran", "government", "IRN"), ("Armenia", "government", "ARM")],
        ),
        (
            "India and China met. Both armies left.",
            "Both armies",
            [("Indian army", "military", "IND"), ("Chinese army", "military", "CHN")],
        ),
        (
            "India and China met. Each side left.",
            "Each side",
            [("India", "government", "IND"), ("China", "government", "CHN")],
        ),
        (
            "The leaders of India and China met.",
            "The leaders of India and China",
            [("Indian leader", "person", "IND"), ("Chinese leader", "person", "CHN")],
        ),
        (
            "Ankara and Yerevan agreed. Their envoys met.",
            "Their envoys",
            [("Turkish envoy", "person", "TUR"), ("Armenian envoy", "person", "ARM")],
        ),
        (
            "The Armenian, Georgian and Turkish presidents met.",
            "The Armenian, Georgian and Turkish presidents",
            [
                (f"{people} president", "person", code)
                for people, code in (("Armenian", "ARM"), ("Georgian", "GEO"), ("Turkish", "TUR"))
            ],
        ),
        ("Azerbaijani artillery and drones struck.", "drones", [("Azerbaijani drones", "military", "AZE")]),
    ],
)
def test_whom_words_refer_back_to(text, words, actors):
    assert whom(text, words) == actors


@pytest.mark.parametrize(
    "text",
    [
        "It was not the first time.",
        "They met in Baku and Tehran.",
        "The lorries left for Yerevan.",
        "Kyiv was shelled on Tuesday.",
        "The road between Baku and Ganja is shut.",
        "Troops struck Kyiv.",
    ],
)
def test_places_and_empty_words_act_not(text):
    states_named = [a for _, actors in cast(text) for a in actors if a[1] == "government"]
    assert states_named == []


def test_tension_between_capitals_is_between_governments():
    assert whom("Talks between Baku and Tehran failed.", "Baku") == [("Azerbaijan", "government", "AZE")]


def test_an_inferred_country_says_so():
    document = Document(Article(id="x", text="Burkina Faso counts its dead\n\nThe army left the town."))
    (army,) = [m.actors[0] for m in find_actors(document) if m.actors[0].kind == "military"]
    assert (army.country, army.via) == ("BFA", "implied")


def test_mentions_are_found_by_the_words_they_stand_in():
    text = "Nothing else. Iran’s military and Azerbaijan’s army left."
    found = Cast(Document(Article(id="x", text=text))).within(Span(14, 29))
    assert [m.span.of(text) for m in found] == ["Iran’s military"]


def test_tables_are_sound():
    assert all(len(code) == 3 and code.isupper() and name for code, (name, _) in states().items())
    assert len(states()) > 240
    assert {"IRN", "AZE", "ARM", "TUR", "GEO", "RUS", "USA", "GBR", "XKX", "PSE"} <= set(states())
    codes = {known.code for entries in known_names().values() for _, known in entries if known.code}
    assert codes <= set(states())
    assert not roles().weapons & {noun for noun, kind in roles().kinds.items() if kind != "military"}


@pytest.mark.parametrize("name", seeds.stories())
def test_mentions_of_the_stories_stand_where_they_say(name):
    article = seeds.story(name)
    for mention in find_actors(Document(article)):
        assert mention.span.start <= mention.head < mention.span.end
        assert all(actor.name in (actor.name.strip(), "") and actor.span == mention.span for actor in mention.actors)


@given(
    st.lists(
        st.sampled_from(
            """the a Iran Iranian Baku army forces of from and , . ’s its he it they them President Aliyev both two
            leaders countries said was in between Moscow police drivers who is CSTO Secretary State Hossein ( ) 50
            Amir-Abdollahian most""".split()
        ),
        max_size=25,
    ).map(" ".join)
    | st.text(max_size=60)
)
def test_any_text_never_raises(text):
    for mention in find_actors(Document(Article(id="x", text=text))):
        assert mention.span.of(text)
        assert all(actor.name for actor in mention.actors)
