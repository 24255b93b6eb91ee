import pytest

from dashboard.steward.intake.letters import broken_word


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("de CoÃ¶rdinatie", "CoÃ¶rdinatie"),
        ("SÃºdwest-FryslÃ¢n", "SÃºdwest-FryslÃ¢n"),
        ("itâ€™s", "itâ€™s"),
        ("wijk Co\ufffdrdinatie", "Co\ufffdrdinatie"),
        ("Coˆrdinatie", "Coˆrdinatie"),
        ("Co”rdinatie", "Co”rdinatie"),
        ("BeÎindigd", "BeÎindigd"),
    ],
)
def test_a_word_with_broken_letters_is_named_in_any_file(text, word):
    assert broken_word(text, is_certain=True) == broken_word(text, is_certain=False) == word


def test_a_rare_letter_is_doubted_only_where_the_encoding_is():
    assert broken_word("Cošrdinatie", is_certain=False) == "Cošrdinatie"
    assert broken_word("Cošrdinatie", is_certain=True) == ""


@pytest.mark.parametrize(
    "text",
    ["", "Coördinatie", "Súdwest-Fryslân", "’s-Hertogenbosch", "foto’s", "auto‘s", "“kop”", "€ 5", "–", "50 m²", "ÉÉN"],
)
def test_letters_as_people_write_them_are_left_alone(text):
    assert broken_word(text, is_certain=False) == ""


@pytest.mark.parametrize("encoding", ["mac_roman", "cp850"])
@pytest.mark.parametrize("word", ["Coördinatie", "beëindigd"])
def test_a_file_of_an_old_system_is_noticed(word, encoding):
    text = word.encode(encoding).decode("cp1252")
    assert broken_word(text, is_certain=False) == text
