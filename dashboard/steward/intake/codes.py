"""Codes of a delivery that no register names: delivered code to inner code."""

from __future__ import annotations

YES_NO = {"ja": "true", "nee": "false"}
DELIVERY_STATUS = {"voorlopig": "provisional", "definitief": "final"}
VALUE_BASIS = {"periode": "period", "cumulatief": "cumulative"}
PROJECT_STATUS = {
    "voorgesteld": "proposed",
    "afgewezen": "rejected",
    "goedgekeurd": "approved",
    "lopend": "running",
    "opgeschort": "suspended",
    "voortijdig_gestopt": "stopped_early",
    "afgesloten": "closed",
    "in_borging": "in_sustainment",
    "gereed": "done",
}
SUSTAINMENT_STATUS = {
    "niet_gestart": "not_started",
    "in_voorbereiding": "in_preparation",
    "belegd": "assigned",
    "werkend": "working",
    "gestopt": "stopped",
}
MOMENTS = {"0": "0", "6": "6", "12": "12", "24": "24"}
# The document that LSI asks at a step, in its mandatory format.
STEP_DOCUMENTS = {
    "projectvoorstel": "project_proposal",
    "dpia": "dpia",
    "startnotitie": "project_plan",
    "tussenrapportage": "interim_report",
    "eindrapportage": "final_report",
    "evaluatie": "evaluation",
    "borgingsplan": "sustainment_plan",
}
LESSON_THEMES = {
    "voorbereiding": "preparation",
    "samenwerking": "cooperation",
    "gegevens_en_privacy": "data_and_privacy",
    "selectie": "selection",
    "uitvoering": "execution",
    "bewoners": "residents",
    "borging": "sustainment",
}
