"""The only door: rights first, parameters declared, answers kept per release."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import NamedTuple

import duckdb
import pytest

from dashboard.access import NOBODY, VIEWER
from dashboard.answers import _run, ask, ask_ahead, derived, forget_answers
from dashboard.answers.rows import DefinitionsMeasures, FrameAreas, OverviewCounts, OverviewReferrals, PartnersNames
from dashboard.catalogue import query
from dashboard.errors import AccessDenied, DataDamaged, UnknownQuery
from dashboard.settings import PACKAGE
from dashboard.shared import refuse_mutable
from dashboard.store import cursor
from dashboard.text import say, texts, use
from tests.answer_rows import module


def test_deny_is_the_default(release):
    with pytest.raises(AccessDenied):
        ask(FrameAreas, NOBODY, release)


def test_an_unknown_answer_is_a_programming_mistake(release):
    with pytest.raises(KeyError):
        ask(Strange, VIEWER, release)


def test_an_undeclared_parameter_is_a_programming_mistake(release):
    with pytest.raises(UnknownQuery):
        ask(FrameAreas, VIEWER, release, colour="red")


def test_a_release_of_another_version_that_lacks_a_column_says_so_and_a_mistake_of_ours_does_not_hide(release):
    asked = replace(query("answers", "frame__areas"), sql="select a_column_of_later from mart.area")
    other = replace(release, manifest=release.manifest | {"definitions": "0" * 64})

    with pytest.raises(DataDamaged) as error:
        _run(FrameAreas, asked, other, (), None, "")
    assert release.id in say(error.value.key, **error.value.values)
    with pytest.raises(duckdb.BinderException):
        _run(FrameAreas, asked, release, (), None, "")


def test_the_same_question_is_answered_once(release):
    forget_answers()
    first = ask(FrameAreas, VIEWER, release)

    assert ask(FrameAreas, VIEWER, release) is first
    assert not first.empty
    assert first.rows[0].area_code == first.frame.iloc[0]["area_code"]


def test_questions_asked_ahead_get_the_answers_of_questions_asked_one_by_one(release):
    period = {"from_month": "2022-01-01", "until_month": "2025-12-01"}
    forget_answers()
    ask_ahead(VIEWER, release, (OverviewCounts, period), (OverviewReferrals, period))
    asked_before = _run.cache_info().misses
    found = ask(OverviewCounts, VIEWER, release, **period), ask(OverviewReferrals, VIEWER, release, **period)

    assert _run.cache_info().misses == asked_before == 2
    assert [answer.query.name for answer in found] == ["overview__counts", "overview__referrals"]


def test_rows_are_of_the_class_that_follows_from_the_header(release):
    answer = ask(DefinitionsMeasures, VIEWER, release)
    row = answer.rows[0]

    assert isinstance(row, DefinitionsMeasures)
    assert len(answer.rows) == len(answer.frame)
    assert type(row.valid_from_date) is date
    assert any(one.denominator is None for one in answer.rows)


def test_the_classes_of_rows_are_current():
    assert module() == (PACKAGE / "answers" / "rows.py").read_text(encoding="utf-8")


def test_rights_hold_for_questions_asked_ahead(release):
    with pytest.raises(AccessDenied):
        ask_ahead(NOBODY, release, (FrameAreas, {}))


def test_the_app_cannot_write_or_reach_out(release):
    with cursor(release) as connection:
        for attempt in ("create table mart.x (a integer)", "select * from read_csv('/etc/passwd')"):
            with pytest.raises(Exception, match=r"(?i)read-only|disabled|permission"):
                connection.execute(attempt)


class Strange(NamedTuple):
    """No answer gives such rows."""

    nothing: str


def codes(answer, word):
    """What follows from an answer, and from something else besides."""
    return tuple(f"{word} {code}" for code in answer.frame["partner_code"])


def codes_in_a_list(answer):
    return list(codes(answer, ""))


def title():
    return say("overview.title")


@pytest.fixture
def answer(release):
    return ask(PartnersNames, VIEWER, release, until_month="2025-12-01")


def test_what_follows_from_answers_is_made_once_and_anew_when_something_differs(answer):
    first = derived(codes, answer, "a")

    assert first[0].startswith("a ")
    assert derived(codes, answer, "a") is first
    assert derived(codes, answer, "b")[0].startswith("b ")
    forget_answers()
    assert derived(codes, answer, "a") is not first


def test_what_can_be_changed_is_never_kept_and_the_error_names_it(answer):
    with pytest.raises(TypeError, match="a list can be changed"):
        derived(codes_in_a_list, answer)
    with pytest.raises(TypeError, match="a dict can be changed"):
        derived(codes, answer, {"nl": 1})


def test_each_language_gets_its_own_words(request):
    request.addfinalizer(lambda: use("nl"))
    words = []
    for language in ("nl", "en", "nl"):
        use(language)
        words.append(derived(title))

    assert words == [texts("nl")["overview.title"], texts("en")["overview.title"], texts("nl")["overview.title"]]
    assert words[0] != words[1]


def test_an_answer_cannot_be_changed_for_the_next_one_who_asks(answer):
    before = answer.frame.to_csv()
    mine = answer.frame
    mine["partner_code"] = "X"
    mine.loc[0, "name_nl"] = "X"
    with pytest.raises(ValueError, match="read-only"):
        answer.frame["name_nl"].array[0] = "X"
    with pytest.raises(TypeError):
        answer.rows[0] = None
    with pytest.raises(TypeError):
        answer.release.manifest["id"] = "X"

    assert answer.frame.to_csv() == before


@pytest.mark.parametrize(
    ("sql", "values"),
    [
        ("select null::varchar[] as a union all select ['x']", [None, ("x",)]),
        ("select [['x']] as a union all select null", [(("x",),), None]),
        ("select null::struct(b varchar[]) as a union all select {'b': ['x']}", [None, {"b": ("x",)}]),
        ("select []::varchar[2] as a limit 0", []),
    ],
)
def test_lists_and_records_of_rows_cannot_be_changed_whatever_the_first_value_is(release, sql, values):
    answer = _run(Strange, replace(query("answers", "frame__areas"), sql=sql), release, (), None, "")
    found = [row.nothing for row in answer.rows]

    assert sorted(found, key=repr) == sorted(values, key=repr)
    refuse_mutable(tuple(found))
