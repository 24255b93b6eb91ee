"""The log of a process: every line of ours, of the server and of Streamlit in one form, for people or as JSON.

A line holds what happened and the ids of the request, the run and the session it happened in; of an error its kind and its path
through the code, never what it says, which may be a figure, a name or a password.
"""

from __future__ import annotations

import hashlib
import logging
import secrets
import sys
import threading
import traceback
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from unicodedata import category

import structlog
from structlog.contextvars import bind_contextvars, bound_contextvars, get_contextvars, merge_contextvars
from structlog.stdlib import ExtraAdder, ProcessorFormatter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from structlog.typing import EventDict, Processor

LOG = logging.getLogger("lsi")
# What is told of a line beside its words; what other libraries add to theirs may be anything.
FIELDS = ("code", "page", "reason", "seconds", "status")
TOLD_FROM = {"": logging.WARNING, "lsi": logging.INFO}
ID_BYTES = 4


def write_log(form: str) -> None:
    """Let every line of this process be written to standard error in one form.

    Args:
        form: ``lines`` for people or ``json`` for machines, as the setting has it.
    """
    quiet_errors()
    as_json: Processor = structlog.processors.JSONRenderer(ensure_ascii=False)
    as_lines: Processor = structlog.dev.ConsoleRenderer(colors=False, pad_event_to=0, sort_keys=True)
    formatter = ProcessorFormatter(
        foreign_pre_chain=[
            merge_contextvars,
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            ExtraAdder(FIELDS),
            _on_one_line,
            _places_of_error,
        ],
        processors=[ProcessorFormatter.remove_processors_meta, as_json if form == "json" else as_lines],
    )
    handler = logging.StreamHandler()
    handler.setFormatter(formatter)
    logging.getLogger().handlers = [handler]
    logging.captureWarnings(capture=True)
    for name, level in TOLD_FROM.items():
        logging.getLogger(name).setLevel(level)


def pass_on(logger: logging.Logger) -> None:
    """Let a logger that writes by itself leave its lines to the one form."""
    logger.handlers.clear()
    logger.propagate = True


def _on_one_line(_logger: object, _method: str, line: EventDict) -> EventDict:
    """A line holds no sign that begins another one, or that a terminal obeys."""
    told = {name: _plain(value) if isinstance(value, str) else value for name, value in line.items()}
    line.update(told)
    return line


def _plain(text: str) -> str:
    return "".join(" " if category(sign)[0] == "C" else sign for sign in text)


def _places_of_error(_logger: object, _method: str, line: EventDict) -> EventDict:
    given = line.pop("exc_info", None)
    error = given[1] if isinstance(given, tuple) else given
    if isinstance(error, BaseException):
        line["exception"] = places(error)
    return line


def quiet_errors() -> None:
    """Let no line of a log of this process hold what an error says: only its kind, and where in the code it came up."""
    make = logging.getLogRecordFactory()

    def quiet(*given: Any, **named: Any) -> logging.LogRecord:
        record = make(*given, **named)
        if record.exc_info and record.exc_info[1]:
            record.exc_text = places(record.exc_info[1])  # a formatter takes this where it is there
        return record

    logging.setLogRecordFactory(quiet)
    sys.excepthook = lambda _kind, error, _trace: LOG.critical("nobody caught an error", exc_info=error)
    threading.excepthook = lambda failed: LOG.critical("a thread ended by an error", exc_info=failed.exc_value)


def places(error: BaseException) -> str:
    """The kind of an error and its path through the code, and of those it came from."""
    lines = [type(error).__name__]
    lines += [f"  {one.filename}:{one.lineno} {one.name}" for one in traceback.extract_tb(error.__traceback__)]
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\n".join([*lines, places(cause)] if cause else lines)


def new_id() -> str:
    """An id of something that happens once, such as a request or a run."""
    return secrets.token_hex(ID_BYTES)


def session_mark(session_id: str) -> str:
    """What the log calls a session: the same for all its runs, and of no use to who would act as that session."""
    return hashlib.blake2b(session_id.encode(), digest_size=ID_BYTES).hexdigest() if session_id else ""


@contextmanager
def within(**ids: str) -> Iterator[None]:
    """Let every line of what runs inside bear these ids; empty ones are left out."""
    with bound_contextvars(**{name: value for name, value in ids.items() if value}):
        yield


def ids() -> Mapping[str, Any]:
    """The ids that lines bear now, for another thread that goes on with the work."""
    return get_contextvars()


def bear(given: Mapping[str, Any]) -> None:
    """Let every further line of this thread bear ids of another one."""
    bind_contextvars(**given)
