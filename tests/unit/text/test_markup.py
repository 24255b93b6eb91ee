"""What others wrote is escaped where it is shown, what we wrote is not; how it looks is held by the browser tests."""

from __future__ import annotations

import copy
import pickle

import pytest

from dashboard import text as speech
from dashboard.text import say, texts
from dashboard.text.markup import (
    BREAK,
    FOLD,
    Delivered,
    Markup,
    clean,
    escaped,
    in_line,
    literal,
    sentences,
    under,
    unmarked,
)

ORDINARY = [
    "Zuid (fase 2)",
    "1.234,5",
    "-5",
    "- € 3"[2:],
    "12 – 15",
    "a/b; c, d",
    "€ 1,2 mln",
    "50%",
    "x=1",
    "eind: ja",
    "Ω é ½",
]


@pytest.mark.parametrize("text", ORDINARY)
def test_an_ordinary_text_stays_as_it_was(text):
    assert escaped(text) == text


def test_signs_of_markdown_become_entities_and_links_icons_and_arrows_get_a_break():
    assert escaped("**vet** <b>") == "&#42;&#42;vet&#42;&#42; &#60;b&#62;"
    assert escaped("www.x.nl") == f"www{BREAK}.x.nl"
    assert escaped(":red") == f"{BREAK}&#58;{BREAK}red"
    assert escaped("a -> b") == f"a -{BREAK}&#62; b"
    assert escaped("1. een") == "1&#46; een"


def test_what_is_filled_in_is_escaped_in_markdown_and_whole_in_the_words():
    text = Markup("**{what}**: {n:,}").format(what="[x](y) {z}", n=1000)

    assert text == "**[x](y) {z}**: 1,000"
    assert text.markdown == "**&#91;x&#93;(y) &#123;z&#125;**: 1,000"
    assert Markup("<{}>").format(text).markdown == f"<{text.markdown}>"


def test_our_own_stays_ours_when_it_is_put_together():
    bold = Markup("**a**")

    assert (bold + "*").markdown == "**a**&#42;"
    assert ("*" + bold).markdown == "&#42;**a**"
    assert Markup(" · ").join([bold, "_"]).markdown == "**a** · &#95;"
    assert sentences(bold, "", "*b*").markdown == "**a** &#42;b&#42;"
    assert under("*", bold).markdown == "**&#42;**\n\n**a**"
    assert (bold.lower().markdown, Markup(" **a** ").strip().markdown) == ("**a**", "**a**")


def test_an_f_string_is_no_longer_ours():
    assert escaped(f"{Markup('**a**')} b") == "&#42;&#42;a&#42;&#42; b"


def test_it_travels_with_its_markdown():
    text = Markup("{}").format("*")

    assert pickle.loads(pickle.dumps(text)).markdown == copy.deepcopy(text).markdown == "&#42;"


def test_a_text_of_the_house_escapes_what_it_is_given():
    key = "story.opening"

    assert "**" in texts("nl")[key]
    assert "**&#42;**" in escaped(say(key, area="*"))


def test_signs_that_nobody_sees_are_gone_everywhere():
    text = "a\u202eb\u2066c\u200bd\x00e\x1bf\ufeff"

    assert clean(text) == literal(text) == escaped(text) == "abcdef"
    assert clean(" a \n\t b\u2028c ") == "a b c"
    assert literal("👩\u200d👧") == "👩\u200d👧"
    assert [clean(None), clean(float("nan")), clean(5)] == ["", "", "5"]


def test_a_copied_sentence_loses_our_bold_and_keeps_the_stars_of_others():
    assert unmarked(Markup("**{}** www.{}").format("a**b", "-->")) == "a**b www.-->"


def test_a_word_longer_than_any_line_goes_on_in_the_next_one_except_in_a_heading():
    text = "a " + "x" * 90

    assert escaped(text) == f"a {'x' * 40}{FOLD}{'x' * 40}{FOLD}{'x' * 10}"
    assert in_line(text) == in_line(Markup("{}").format(text)) == text
    assert unmarked(Markup("{}").format(text)) == text


def test_a_copied_text_has_neither_bold_nor_slanted_type_of_our_own_and_keeps_the_stars_of_others():
    ours = Markup("Kies bij *Mijn gebied* een **gemeente**, {}: 2 * 3 * 4.").format("*zo*")
    assert unmarked(ours) == "Kies bij Mijn gebied een gemeente, *zo*: 2 * 3 * 4."


def test_what_a_project_wrote_stands_in_a_span_of_its_own_on_a_page_in_another_language():
    title = Delivered("Adrescontrole [fase 2]")
    dutch = escaped(title)
    speech.use("en")

    assert dutch == "Adrescontrole &#91;fase 2&#93;"
    assert escaped(title) == escaped(clean(title)) == f":color[{dutch}]"
    assert Markup("{title}: ended").format(title=title).markdown == f":color[{dutch}]: ended"
    assert unmarked(Markup("{}: ended").format(title)) == "Adrescontrole [fase 2]: ended"
    assert escaped(Delivered("")) == ""
    assert escaped("Adrescontrole") == "Adrescontrole"
