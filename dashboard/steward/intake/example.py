"""Example rows for the template: a delivery of a made-up municipality, as a person would type it."""

from __future__ import annotations

from typing import Final

EXAMPLE: Final[dict[str, tuple[dict[str, str], ...]]] = {
    "delivery": (
        {
            "partner": "GEM",
            "gemeentecodes": "GM9901",
            "peildatum": "15-04-2024",
            "periode_van": "2024-01",
            "periode_tot": "2024-03",
            "status": "voorlopig",
            "formatversie": "2",
        },
    ),
    "project": (
        {
            "projectcode": "LSI-2024-001",
            "titel": "Wijkaanpak Voorbeeldwijk",
            "projecttype": "wijkgericht",
            "verantwoordelijke_partner": "GEM",
            "projectleider_organisatie": "Gemeente",
            "projectleider_functie": "Projectleider interventieteam",
            "convenantversie": "Samenwerkingsovereenkomst 2017",
            "deelnemende_partners": "GEM; UWV; SVB",
            "gemeentecodes": "GM9901",
            "status": "lopend",
            "start_gepland": "01-01-2024",
            "start": "08-01-2024",
            "einde_gepland": "31-12-2024",
            "doel_vooraf": "ja",
            "aanleiding": "Veel meldingen over leegstand en overbewoning.",
            "dpia_datum": "01-11-2023",
            "collegebesluit_datum": "14-11-2023",
        },
    ),
    "project_area": (
        {
            "projectcode": "LSI-2024-001",
            "gebiedcode": "BU99010101",
            "gebiedjaar": "2024",
            "adressen_in_gebied": "1250",
            "bedrijven_in_gebied": "85",
        },
    ),
    "project_step": (
        {
            "projectcode": "LSI-2024-001",
            "stap": "S06",
            "gepland": "15-10-2023",
            "gerealiseerd": "01-11-2023",
            "format": "dpia",
            "vastgesteld_op": "14-11-2023",
        },
        {
            "projectcode": "LSI-2024-001",
            "stap": "S21",
            "gepland": "31-01-2025",
            "toelichting": "Na het laatste bezoek.",
        },
    ),
    "project_goal": (
        {
            "projectcode": "LSI-2024-001",
            "maatstaf": "onderzochte_adressen",
            "doelwaarde": "200",
            "vastgesteld_op": "01-12-2023",
        },
    ),
    "result": (
        {
            "projectcode": "LSI-2024-001",
            "gebiedcode": "BU99010101",
            "gebiedjaar": "2024",
            "partner": "GEM",
            "maatstaf": "onderzochte_adressen",
            "onderwerp": "adres_brp",
            "maand": "2024-02",
            "waarde": "40",
            "waardebasis": "periode",
            "gemengd_aan_bron": "nee",
        },
        {
            "projectcode": "LSI-2024-001",
            "gebiedcode": "BU99010101",
            "gebiedjaar": "2024",
            "partner": "GEM",
            "maatstaf": "terugvordering_vastgesteld",
            "onderwerp": "uitkering",
            "maand": "2024-03",
            "besluitmaand": "2024-03",
            "waarde": "18.250,00",
            "aantal_dossiers": "6",
            "grootste_bijdrage": "5.100,00",
            "waardebasis": "periode",
        },
    ),
    "referral": (
        {
            "projectcode": "LSI-2024-001",
            "maand": "2024-03",
            "van_partner": "GEM",
            "naar_partner": "UWV",
            "onderwerp": "uitkering",
            "doorgeleid": "12",
            "afgehandeld": "7",
            "mediane_doorlooptijd_dagen": "34",
        },
    ),
    "context": (
        {
            "gebiedcode": "BU99010101",
            "gebiedjaar": "2024",
            "maand": "2024-03",
            "maatstaf": "context_meldingen",
            "waarde": "18",
            "noemer": "1250",
        },
    ),
    "sustainment": (
        {
            "projectcode": "LSI-2024-001",
            "afspraakcode": "A1",
            "afspraak": "Adrescontrole elk kwartaal in het gewone werk",
            "eigenaar_organisatie": "Gemeente",
            "eigenaar_functie": "Teamleider burgerzaken",
            "verankerd_in": "Jaarplan burgerzaken",
            "status": "belegd",
            "termijn": "01-07-2025",
            "meetmoment": "6",
            "maatstaf": "brp_wijzigingen",
            "waarde": "25",
            "bewijs": "Vastgesteld jaarplan",
        },
    ),
    "lesson": (
        {
            "projectcode": "LSI-2024-001",
            "thema": "samenwerking",
            "wat_werkte": "Elke twee weken een vast overleg van alle partners.",
            "wat_werkte_niet": "Wisseling van contactpersonen halverwege.",
            "zou_weer_doen": "ja",
        },
    ),
}
