import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.steward.intake.people import looks_like_a_person
from dashboard.tools.sample.registers import ROLES
from dashboard.tools.sample.strange import ROLE
from dashboard.tools.sample.sustainment import AGREEMENTS

FUNCTIONS = """
Teamleider Werk en Inkomen | Coördinator Zorg- en Veiligheidshuis | RIEC-accountmanager | wethouder | Hoofd VTH
Burgemeester | Loco-burgemeester | Burgemeester van Bergen op Zoom | Wethouder Capelle aan den IJssel | HOOFD VTH
Wethouder Wonen, Zorg en Sociale Zaken | Wijkagent Noord | Officier van Justitie | BOA | Medewerker BRP | Adviseur I&A
Functionaris Gegevensbescherming | Chief Privacy Officer | Directeur-bestuurder | Gemeentesecretaris | Lid van het MT
Openbare Orde en Veiligheid | Sociaal Domein | Juridische Zaken | Hoofd V.T.H. Zuid | Team A Noord | n.v.t. | -
Strategisch Adviseur Openbare Orde | Adviseur a.i. Handhaving | Projectleider (interventieteam) | Projectmanager Den Haag
Klantmanager Inkomen | Ketenregisseur | Kwartiermaker Zorg en Veiligheid | Landelijk coördinator LSI | Inspecteur SZW
Hoofd van de Afdeling Wonen | Teammanager UWV Handhaving | Head of Enforcement | Managing director | Contactpersoon | vacature | nog onbekend
Projectleiders | Teamleiders en adviseurs | Coördinatoren | Wijk-GGD’er | BOA's | Senior strateeg | Stadsmarinier Zuid
Bewindvoerder | Wijkverpleegkundige | Gedragsdeskundige | Leidinggevende | Staflid | Gedeputeerde | Fraudepreventie
"""
PEOPLE = """
Jan de Vries | J. de Vries | J.de Vries | J de Vries | mw. A.B. Jansen | Mw Bakker | dhr. Jansen | De heer Jansen
Mevrouw de Boer | drs. P. Nieuwenhuis | mr. dr. K. Bos | C.J.M. de Wit | Th. Bakker | Fatima El Amrani | Ahmed el Khatib
Mohammed Ben Ali | Khalid Aarts | JAN DE VRIES | Jan van Wijk | Piet de Raad | Kees de Rijk | Jan ten Brink | de Vries
Van der Berg | Maria van 't Hof | Siobhán O’Brien | Joe D'Angelo | Anne-Marie Jansen | IJsbrand Smit | Özlem Yılmaz
Vries, J. de | Jansen, A.B. | Çelik, Ö. | Łukasz Nowak | Teamleider J. de Vries | Teamleider, mw. Jansen
Hoofd VTH (P. Jansen) | Karel Elsing | Piet  Pietersen | Jansen | jansen | jan jansen | jan de vries | fatima el amrani
Piet | bakker | smit | Mulder | pieter jan | Olmstead de Boer | Alders | Leeuwen | Agentsma
"""


def each(texts):
    return [text.strip() for line in texts.strip().splitlines() for text in line.split("|")]


@pytest.mark.parametrize("text", [*each(FUNCTIONS), *ROLES, ROLE, *sorted({role for _, _, role, _ in AGREEMENTS})])
def test_a_function_is_no_person(text):
    assert not looks_like_a_person(text)


@pytest.mark.parametrize("text", each(PEOPLE))
def test_a_name_is_a_person(text):
    assert looks_like_a_person(text)


@given(st.text("ABCDEFGHJKLMNOPRSTVWZ", min_size=1, max_size=2), st.sampled_from(["", "de ", "van der ", "el "]))
def test_initials_give_a_name_away_beside_any_function(letters, between):
    initials = "".join(f"{letter}." for letter in letters)
    name = f"{initials} {between}Bakker"
    assert looks_like_a_person(name)
    assert looks_like_a_person(f"Teamleider handhaving {name}")


@given(st.sampled_from(each(FUNCTIONS)))
def test_blanks_and_width_of_letters_change_nothing(text):
    assert not looks_like_a_person(f"  {text.replace(' ', chr(0xA0))} ")


@pytest.mark.parametrize(("sheet", "column"), [("projecten", "projectleider_functie"), ("borging", "eigenaar_functie")])
def test_a_name_where_a_function_is_asked_refuses_the_delivery_and_is_masked(found, sheets, sheet, column):
    sheets[sheet][0][column] = "Fatima El Amrani"
    (problem,) = found(sheets)
    assert (problem.rule, problem.severity) == ("looks_like_a_person", "error")
    assert (problem.sheet, problem.row, problem.column, problem.value) == (sheet, 2, column, "Fa***")


def test_other_texts_may_name_places_and_organisations(found, sheets):
    sheets["projecten"][0] |= {
        "titel": "Aanpak Jan van Schaffelaarplein",
        "projectleider_organisatie": "Gemeente Den Haag",
    }
    assert found(sheets) == ()
