"""Time expressions: what is found, what it comes to, and above all what is left open."""

import warnings
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import seeds
from seeds.article import Article, Span
from seeds.periods import Period, as_bound, as_start, day_period, nearest, season_period, shifted, single
from seeds.text import Document
from seeds.times import find_times

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the library's, on its way in
    from edtf import parse_edtf

FRIDAY = date(2022, 10, 7)


def times(text, published=FRIDAY):
    return find_times(Document(Article(id="x", text=text, published=published)))


def told(text, published=FRIDAY):
    """{words: edtf} of the dates of a text, after a sentence that keeps it from being a headline."""
    start = "Nothing else. "
    found = times(start + text, published)
    return {t.span.of(start + text): t.when.edtf for t in found}


@pytest.mark.parametrize(
    ("sentence", "words", "edtf"),
    [
        ("They met on Feb. 6, 2023.", "on Feb. 6, 2023", "2023-02-06"),
        ("They met on 6th of February 2023.", "on 6th of February 2023", "2023-02-06"),
        ("They met on 2023-02-06.", "on 2023-02-06", "2023-02-06"),
        ("They met on 13/2/2021.", "on 13/2/2021", "2021-02-13"),
        ("They met on 06.02.2021.", "on 06.02.2021", "2021-02-06"),
        ("They met on 6/2/2021.", "on 6/2/2021", "2021"),
        ("They met on Tuesday, 4 October 2022.", "on Tuesday, 4 October 2022", "2022-10-04"),
        (
            "It lasted from 27 September to 10 November 2020.",
            "from 27 September to 10 November 2020",
            "2020-09-27/2020-11-10",
        ),
        ("It lasted (27 September–10 November 2020).", "27 September–10 November 2020", "2020-09-27/2020-11-10"),
        ("They met on 6 and 7 May 2020.", "on 6 and 7 May 2020", "2020-05-06/2020-05-07"),
        ("They met from May 6 to 10, 2020.", "from May 6 to 10, 2020", "2020-05-06/2020-05-10"),
        ("It struck in the winter of 1988.", "in the winter of 1988", "1988-12/1989-02"),
        ("It struck in summer 2021.", "in summer 2021", "2021-06/2021-08"),
        ("They left in the early 1990s.", "in the early 1990s", "199X"),
        ("They left in the '90s.", "in the '90s", "199X"),
        ("It grew between 1994 and 2020.", "between 1994 and 2020", "1994/2020"),
        ("It ran in 2014–16.", "in 2014–16", "2014/2016"),
        ("Trade fell in the third quarter of 2021.", "in the third quarter of 2021", "2021-07/2021-09"),
        ("It has been shut since 1994.", "since 1994", "1994/.."),
        ("It must end before 2020.", "before 2020", "../2019"),
        ("It changed after May 2014.", "after May 2014", "2014-05/.."),
        ("He signed it in May 1966.", "in May 1966", "1966-05"),
        ("Last Saturday, March 5, 2005, they met.", "Last Saturday, March 5, 2005", "2005-03-05"),
    ],
)
def test_what_the_words_say_in_full_needs_no_publication_date(sentence, words, edtf):
    for published in (FRIDAY, None):
        found = times(f"Nothing else. {sentence}", published)
        assert [(t.span.of(f"Nothing else. {sentence}"), t.when.edtf, t.when.basis) for t in found] == [
            (words, edtf, "explicit")
        ]


@pytest.mark.parametrize(
    ("sentence", "words", "edtf"),
    [
        ("The talks took place on 6 February.", "on 6 February", "2022-02-06"),
        ("The talks will take place on 6 February.", "on 6 February", "2023-02-06"),
        ("They met on Monday.", "on Monday", "2022-10-03"),
        ("They met on Friday.", "on Friday", "2022-10-07"),
        ("They will meet on Monday.", "on Monday", "2022-10-10"),
        ("It is due on Wednesday.", "on Wednesday", "2022-10-12"),
        ("The army hopes to leave by Thursday.", "by Thursday", "../2022-10-13"),
        ("By Thursday evening 500 had fled.", "By Thursday evening", "../2022-10-06"),
        ("The officials, who met on Monday, will return.", "on Monday", "2022-10-03"),
        ("They will meet next Friday.", "next Friday", "2022-10-14"),
        ("They met on Monday and Tuesday.", "on Monday and Tuesday", "2022-10-03/2022-10-04"),
        ("Last Friday and Saturday it rained.", "Last Friday and Saturday", "2022-09-30/2022-10-01"),
        ("They will meet on Monday and Tuesday.", "on Monday and Tuesday", "2022-10-10/2022-10-11"),
        ("A rally announced for Sunday was banned.", "for Sunday", "2022-10-09"),
        ("The rally had been announced for Sunday.", "for Sunday", "2022-10-02"),
        ("They met in the spring.", "in the spring", "2022-03/2022-05"),
        ("They will meet in the spring.", "in the spring", "2023-03/2023-05"),
        ("They will meet in the autumn.", "in the autumn", "2022-09/2022-11"),
        ("They met in the last week of September.", "in the last week of September", "2022-09-24/2022-09-30"),
        ("They met in the first week of May.", "in the first week of May", "2022-05-01/2022-05-07"),
        ("They met last Friday.", "last Friday", "2022-09-30"),
        ("On Friday last week he left.", "On Friday last week", "2022-09-30"),
        ("Yesterday, troops moved.", "Yesterday", "2022-10-06"),
        ("He left the day before yesterday.", "the day before yesterday", "2022-10-05"),
        ("He will leave tomorrow.", "tomorrow", "2022-10-08"),
        ("People were moved out overnight.", "overnight", "2022-10-06/2022-10-07"),
        ("They stormed it overnight on Monday.", "overnight on Monday", "2022-10-03/2022-10-04"),
        ("They stormed it overnight into Tuesday.", "overnight into Tuesday", "2022-10-03/2022-10-04"),
        ("It began last night.", "last night", "2022-10-06"),
        ("It began this morning.", "this morning", "2022-10-07"),
        ("Troops moved last month.", "last month", "2022-09"),
        ("Troops moved last year.", "last year", "2021"),
        ("Troops moved last week.", "last week", "2022-09-26/2022-10-02"),
        ("Talks are due next week.", "next week", "2022-10-10/2022-10-16"),
        ("It was agreed last July.", "last July", "2022-07"),
        ("It was agreed last December.", "last December", "2021-12"),
        ("It was signed in March last year.", "in March last year", "2021-03"),
        ("It opened in December.", "in December", "2021-12"),
        ("It will open in December.", "in December", "2022-12"),
        ("It should be done by the end of October.", "by the end of October", "../2022-10-31"),
        ("It should be done by the end of the year.", "by the end of the year", "../2022-12-31"),
        ("It will stay until the end of next year.", "until the end of next year", "../2023-12-31"),
        ("It has grown since May.", "Since May", None),
        ("He left last summer.", "last summer", "2022-06/2022-08"),
        ("Flights might start again next spring.", "next spring", "2023-03/2023-05"),
        ("It happened three days ago.", "three days ago", "2022-10-04"),
        ("It happened three weeks ago.", "three weeks ago", "2022-09-16~"),
        ("It happened two years ago.", "two years ago", "2020"),
        ("The army will leave in two weeks.", "in two weeks", "2022-10-21~"),
        ("Over the past three days 20 died.", "Over the past three days", "2022-10-04/2022-10-07"),
        ("Exports fell from March to May.", "from March to May", "2022-03/2022-05"),
        ("The road was shut from Monday to Thursday.", "from Monday to Thursday", "2022-10-03/2022-10-06"),
        ("They spoke late on Thursday.", "late on Thursday", "2022-10-06"),
        ("They spoke on Thursday afternoon.", "on Thursday afternoon", "2022-10-06"),
        ("They spoke in the early hours of Tuesday.", "in the early hours of Tuesday", "2022-10-04"),
        ("The truce ran from 9 a.m. on Tuesday.", "from 9 a.m. on Tuesday", "2022-10-04"),
        ("It was 18:30 GMT on Wednesday.", "18:30 GMT on Wednesday", "2022-10-05"),
        ("It began shortly after midnight on Tuesday.", "shortly after midnight on Tuesday", "2022-10-04"),
        ("They met last weekend.", "last weekend", "2022-10-01/2022-10-02"),
        ("Not until September did it end.", "until September", "2022-09"),
    ],
)
def test_what_leans_on_the_publication_date_is_open_without_it(sentence, words, edtf):
    if edtf is None:
        words = "since May"
        edtf = "2022-05/.."
    assert told(sentence) == {words: edtf}
    undated = times(f"Nothing else. {sentence}", None)
    assert [(t.when.edtf, t.when.start, t.when.end, t.when.basis, t.when.text) for t in undated] == [
        (None, None, None, "none", words)
    ]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("A 44-day conflict raged.", "duration"),
        ("The shocks came eleven minutes apart.", "duration"),
        ("It lasted for three decades.", "duration"),
        ("It was the first to use it in 30 years.", "duration"),
        ("It will stay for up to two months.", "duration"),
        ("The 34-year-old man left.", "duration"),
        ("The months-long siege ended.", "duration"),
        ("The blast came at 9 a.m.", "clock"),
        ("They have met every Friday.", "set"),
        ("They pray on Fridays.", "set"),
        ("It is open now.", "vague"),
        ("It will open in the coming weeks.", "vague"),
        ("It will open within weeks.", "vague"),
        ("These were the deadliest clashes since 2020.", "comparison"),
        ("There had been no deaths since 1975.", "comparison"),
    ],
)
def test_what_is_no_date_is_said_to_be_none(sentence, kind):
    (found,) = times(f"Nothing else. {sentence}")
    assert (found.kind, found.when.edtf, found.when.start, found.when.end) == (kind, None, None, None)


@pytest.mark.parametrize(
    "sentence",
    [
        "More than 700,000 people fled.",
        "It is a 1 min read.",
        "It cost $1990 a head.",
        "In 2000 villages the lights went out.",
        "The 1500 troops left.",
        "Resolution 1994 was adopted.",
        "Flight 1994 was late.",
        "May said it would go.",
        "Theresa May spoke to March Air Force Base.",
        "They will March on the capital.",
        "The Sunday Times said so.",
        "On Bloody Sunday they died.",
        "They may march in force.",
        "The second quake was of magnitude 6.4.",
        "It drove 30 km on the M4.",
    ],
)
def test_numbers_and_names_are_no_times(sentence):
    assert times(f"Nothing else. {sentence}") == ()


def test_the_story_carries_its_own_clock():
    text = (
        "Nothing else. India and China agreed on 21 October 2024. Two days later they met. That same day they ate. "
        "The next day they left, and by the end of the month all had gone. Three weeks earlier there was none. "
        "The following month was quiet."
    )
    found = [(t.span.of(text), t.when.edtf, t.when.basis) for t in times(text, None)]
    assert found == [
        ("on 21 October 2024", "2024-10-21", "explicit"),
        ("Two days later", "2024-10-23", "event"),
        ("That same day", "2024-10-23", "event"),
        ("The next day", "2024-10-24", "event"),
        ("by the end of the month", "../2024-10-31", "event"),
        ("Three weeks earlier", "2024-10-03~", "event"),
        ("The following month", "2024-11", "event"),
    ]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("The war began on 27 September 2020. A truce was signed on 10 November.", "2020-11-10"),
        ("It began in October 2021 and ended in March.", "2022-03"),
        ("In September 2022 they left, and in December of that year they fought.", "2022-12"),
        ("Fire was opened on Tuesday, but it resumed within hours.", None),
        ("The war ended in 1994. In May they met.", None),
        ("In 2020 war broke out on 27 September.", "2020-09-27"),
        ("They signed the declaration of 1991. They left by the end of October.", None),
        ("They left in May 2021. That same July they were back.", "2021-07"),
        ("It was taken on 4 May 2021. It has been closed since then.", "2021-05-04/.."),
        ("It was taken on 4 May 2021. By then all had gone.", "../2021-05-04"),
        ("That same July they were back.", None),
        ("They fled in May 2021. He would be freed by the 21st of that month.", "../2021-05-21"),
        ("They fled in May 2021. It has stood there since the 19th century.", None),
        ("It has been closed since then.", None),
    ],
)
def test_a_year_just_given_is_good_for_what_follows(text, last):
    assert times(f"Nothing else. {text}", None)[-1].when.edtf == last


def test_hours_after_a_day_are_that_day():
    assert told("A truce began on Tuesday, but shooting resumed within hours.")["within hours"] == "2022-10-04"
    assert told("Shooting resumed within hours.") == {"within hours": None}


def test_when_somebody_spoke_is_marked():
    said, deed = times("Nothing else. On Friday state television showed tanks. They arrived on Monday.")
    assert (said.spoken, deed.spoken) == (True, False)
    assert times("Nothing else. It fell, officials said on Monday.")[-1].spoken


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Friday's attack killed two.", "Friday"),
        ("The 2020 war ended.", "2020"),
        ("The quakes of 6 February killed many.", "6 February"),
        ("They spoke of last year’s conflict.", "last year"),
        ("The 1967 Six-Day War ended.", "1967"),
        ("The drill follows on from last month, when troops moved.", "from last month"),
    ],
)
def test_a_date_that_belongs_to_a_noun_is_marked(sentence, words):
    found = times(f"Nothing else. {sentence}")[0]
    assert (found.span.of(f"Nothing else. {sentence}"), found.attributive) == (words, True)


def test_since_an_event_dates_the_event_too():
    since, ceasefire = times("Nothing else. Troops have stood there since the ceasefire of 10 November 2020.")
    assert (since.when.edtf, since.relation) == ("2020-11-10/..", "since")
    assert (ceasefire.when.edtf, ceasefire.attributive) == ("2020-11-10", True)


def test_an_offset_dates_the_clause_that_follows():
    text = "Nothing else. Police reopened the road on Sunday, four days after they had closed it."
    sunday, offset = times(text)
    assert (sunday.when.edtf, offset.kind, offset.when.edtf) == ("2022-10-02", "offset", "2022-09-28")
    assert times("Nothing else. Two days after the quake they left.")[0].when.edtf is None


def test_a_report_bounds_what_it_reports():
    friday = day_period(date(2021, 10, 1)).when(text="On Friday", span=Span(0, 9), basis="publication")
    assert (as_bound(friday).edtf, as_bound(friday).start, as_bound(friday).end) == (
        "../2021-10-01",
        None,
        "2021-10-02",
    )
    assert (as_start(friday).edtf, as_start(friday).end) == ("2021-10-01/..", None)
    decade = Period((1990,), (1999,), "decade").when(text="the 1990s", span=Span(0, 9), basis="explicit")
    assert (decade.edtf, as_bound(decade).edtf, as_start(decade).edtf) == ("199X", "../1999", "1990/..")
    open_end = as_start(friday)
    assert as_bound(open_end).edtf is None
    assert as_bound(open_end).text == "On Friday"


def test_periods_know_the_calendar():
    assert season_period(3, 1988).edtf == "1988-12/1989-02"
    assert single((2020, 2)).end == "2020-03-01"
    assert shifted(date(2024, 3, 31), -1, "month").edtf == "2024-02"
    assert nearest(date(2023, 3, 1), lambda year: date(year, 2, 29), 0) == date(2024, 2, 29)
    assert Period((9999, 12, 31), (9999, 12, 31), "day").when(text="x", span=Span(0, 1), basis="explicit").edtf is None


def test_impossible_days_stay_open():
    assert told("They met on 30 February 2021.") == {"on 30 February 2021": None}
    assert told("They met on 2021-13-45.") == {"on 2021-13-45": None}
    assert told("It happened 300,000 years ago.") == {"300,000 years ago": None}


STORIES = [seeds.story(name) for name in seeds.stories()]


@pytest.mark.parametrize("article", STORIES, ids=lambda a: a.id)
def test_no_story_gets_an_invented_date_when_undated(article):
    for timex in find_times(Document(Article(id="x", text=article.text))):
        year = (timex.when.edtf or "")[:4].strip("./X")
        assert year in article.text


WORDS = st.sampled_from(
    """the a on in by since until from to and between before after of last next this that same day days week month year
    years Monday Friday May March October 6 31 2020 1994 44 three two ago later earlier early late mid end beginning
    overnight yesterday 9 a.m. noon morning night weekend winter spring 1990s first quarter half , . - – ' 's will
    met said due fifty hundred now every second the 3rd 12/5/2021 2021-02-30 GMT decade decades hours within over
    past coming following""".split()
)


def check(text, published):
    for timex in find_times(Document(Article(id="x", text=text, published=published))):
        when = timex.when
        assert when.text == timex.span.of(text)
        assert (when.edtf is None) == (when.start is None and when.end is None)
        if when.start and when.end:
            assert when.start < when.end
        if when.edtf:
            assert parse_edtf(when.edtf) is not None
        if timex.kind not in ("date", "offset"):
            assert when.edtf is None


@given(st.lists(WORDS, max_size=25).map(" ".join), st.dates())
def test_words_of_time_in_any_order_make_valid_times_or_none(text, published):
    check("Nothing else. " + text, published)


@given(st.text(max_size=80), st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_any_text_never_raises(text, published):
    check(text, published)


@given(st.integers(-400, 400))
def test_weekdays_fall_where_the_tense_points(offset):
    published = FRIDAY + timedelta(days=offset)
    past = date.fromisoformat(told("They met on Monday.", published)["on Monday"])
    coming = date.fromisoformat(told("They will meet on Monday.", published)["on Monday"])
    assert past.weekday() == coming.weekday() == 0
    assert published - timedelta(days=7) < past <= published <= coming < published + timedelta(days=7)


def test_a_long_text_takes_time_in_proportion():
    story = Path(str(seeds.__file__)).parent / "stories" / "border_drill.md"
    text = seeds.read(story).text
    assert len(times(text * 50)) == 50 * len(times(text))
