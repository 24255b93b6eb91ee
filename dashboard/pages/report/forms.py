"""A report as a file of some form; writers are loaded when somebody asks for one, because no page needs them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.text import say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dashboard.documents.report import Report
    from dashboard.ui.jobs import Job

OFFICE = "application/vnd.openxmlformats-officedocument."
FORMS = {
    "pdf": "application/pdf",
    "docx": f"{OFFICE}wordprocessingml.document",
    "pptx": f"{OFFICE}presentationml.presentation",
    "xlsx": f"{OFFICE}spreadsheetml.sheet",
    "html": "text/html",
    "ics": "text/calendar",
}


def make(form: str, report: Callable[[Callable[[str, int, int], None]], Report], job: Job) -> bytes:
    """Read, draw and write a document.

    Args:
        form: one of ``FORMS`` but a calendar.
        report: makes the report, telling how far it is.
        job: told of every step; may stop between two.

    Raises:
        Stopped: somebody stopped it.
        UserError: a page or a figure cannot be made, or there is no browser to draw with.
    """
    made = report(job.step)
    if form == "xlsx":
        from dashboard.documents.workbook import workbook  # noqa: PLC0415

        job.step(say("report.writes"), 0, 0)
        return workbook(made)
    from dashboard.documents.pictures import Pictures  # noqa: PLC0415

    with Pictures() as pictures:
        return _writer(form)(made, Counted(pictures, job, sum(panel.figure is not None for panel in made.panels)))


class Counted:
    """Pictures that tell a job of each they draw."""

    def __init__(self, pictures: Any, job: Job, n_figures: int) -> None:
        self._pictures, self._job, self._n_figures, self._done = pictures, job, n_figures, 0

    def svg(self, figure: Mapping[str, Any], *size: Any, **options: Any) -> bytes:
        """A figure as vectors."""
        return self._drawn(self._pictures.svg, figure, *size, **options)

    def png(self, figure: Mapping[str, Any], *size: Any, **options: Any) -> bytes:
        """A figure as a picture."""
        return self._drawn(self._pictures.png, figure, *size, **options)

    def _drawn(self, draw: Callable[..., bytes], figure: Mapping[str, Any], *size: Any, **options: Any) -> bytes:
        self._job.step(say("report.draws"), min(self._done, self._n_figures), self._n_figures)
        self._done += 1
        return draw(figure, *size, **options)


def _writer(form: str) -> Callable[..., bytes]:
    """The function that writes a form."""
    if form == "pdf":
        from dashboard.documents.pdf import pdf as write  # noqa: PLC0415
    elif form == "docx":
        from dashboard.documents.word import word as write  # noqa: PLC0415
    elif form == "pptx":
        from dashboard.documents.slides import slides as write  # noqa: PLC0415
    else:
        from dashboard.documents.web import web as write  # noqa: PLC0415
    return write
