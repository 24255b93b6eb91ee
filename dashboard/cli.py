"""The command line ``lsi``: the steward's side, and serving the dashboard. Each command reads, calls, prints."""

from __future__ import annotations

import json
import signal
import sys
import threading
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import category

import click

from dashboard import __version__, text
from dashboard.clock import now
from dashboard.errors import ChecklistBlocks, DeliveryRefused, PolicyViolation, UserError
from dashboard.settings import SAMPLE, Settings
from dashboard.text import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from dashboard.access import Person

PORT = 8501
DESK_PORT = 8502
DAY = click.DateTime(["%Y-%m-%d"])
SAID_OF = 100  # deliveries that are read, each time this many
STOPPED = 128  # and the number of the signal, as shells count


class Commands(click.Group):
    """A group that says in one sentence what went wrong, and ends with the exit code of that kind of error."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; no traceback for what a person can act on, nor for being stopped."""
        with _stoppable() as signals:
            ctx.obj = signals  # a command looks here at each of its steps
            try:
                with suppress(UserError):  # whoever uses a setting says what is wrong with it
                    text.use(Settings.from_environment().language)
                return super().invoke(ctx)
            except BaseException as error:
                if signals:  # whatever it interrupted
                    _tell(say("cli.stopped"), err=True)
                    sys.exit(STOPPED + signals[0])
                problem = _problem(error)
                if problem is None:
                    raise
                _tell(say(problem.key, **problem.values), err=True)
                sys.exit(problem.exit_code)


@contextmanager
def _stoppable() -> Iterator[list[int]]:
    """Let Ctrl-C and SIGTERM interrupt what runs, so that it cleans up; gives the list of what came, of which one is enough."""
    came: list[int] = []

    def stop(number: int, _frame: object) -> None:
        if not came:
            came.append(number)
            raise KeyboardInterrupt

    kinds = [signal.SIGINT, signal.SIGTERM] if threading.current_thread() is threading.main_thread() else []
    before = {kind: signal.signal(kind, stop) for kind in kinds if signal.getsignal(kind) is not signal.SIG_IGN}
    try:
        yield came
    finally:
        for kind, handler in before.items():
            signal.signal(kind, handler)


def _problem(error: BaseException) -> UserError | None:
    """What a person can act on; None for a mistake in the program, or a reader of the output that went away."""
    if isinstance(error, UserError):
        return error
    from dashboard.store import STORAGE_ERRORS, storage_error  # noqa: PLC0415  not every command needs a database

    if isinstance(error, STORAGE_ERRORS) and not isinstance(error, BrokenPipeError):
        with suppress(UserError):
            return storage_error(error, Settings.from_environment().data)
        return storage_error(error, Settings().data)
    return None


@click.group(cls=Commands)
@click.version_option(__version__, prog_name="lsi")
def main() -> None:
    """LSI results: check deliveries, build and publish releases, serve the dashboard."""


@main.command()
@click.option("--scale", type=click.Choice(["demo", "programme", "national"]), default="demo", show_default=True)
@click.option("--seed", type=int, default=2026, show_default=True)
@click.option("--to", "folder", type=click.Path(path_type=Path), default=Path("data/sample"), show_default=True)
def sample(scale: Any, seed: int, folder: Path) -> None:
    """Write the fictitious Markerwaard: areas and deliveries as partners would send them."""
    from dashboard.tools.sample.write import write_sample  # noqa: PLC0415  geopandas is slow to import

    write_sample(folder, scale, seed, progress=_tell)


@main.command()
@click.argument("file", type=click.Path(path_type=Path), default=Path("lsi-levering.xlsx"))
def template(file: Path) -> None:
    """Write the workbook partners fill in."""
    from dashboard.steward.intake.template import write_template  # noqa: PLC0415

    write_template(file)
    _tell(file)


@main.command()
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Problems as JSON.")
def check(path: Path, *, as_json: bool) -> None:
    """Check a delivery (XLSX, folder of CSV files or ZIP), or a folder of them, and print every problem.

    Exit code 0, 1 (refused) or 2 (cannot be read). As JSON a list of problems; of a folder of deliveries such a list per name.
    """
    from dashboard.steward.intake import archive  # noqa: PLC0415
    from dashboard.steward.intake.problems import problems_as_json, problems_as_text, shown  # noqa: PLC0415
    from dashboard.steward.intake.workers import check_each  # noqa: PLC0415

    settings = Settings.from_environment()
    for damaged in archive.survey(settings)[1]:
        _tell(say("intake.archive.unseen", what=say(damaged.key, **damaged.values)), err=True)
    outcomes = check_each(path, settings)
    if as_json:
        each = {str(one.relative_to(path)): outcome.problems for one, outcome in outcomes.items() if one != path}
        _tell(problems_as_json(each or outcomes[path].problems))
    else:
        for one, outcome in outcomes.items():
            name = "" if one == path else f"{shown(one.name)}\n"
            _tell(name + problems_as_text(outcome.problems), err=not outcome.is_readable)
    sys.exit(max(outcome.exit_code for outcome in outcomes.values()))


_BY = click.option("--by", "name", help="Who does this; by default the account of this machine.")


def _person(name: str | None) -> Person:
    """Who gives the command, by the name they say."""
    from dashboard.steward.release.acts import account, named_person  # noqa: PLC0415

    return named_person(account() if name is None else name)


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@_BY
@click.option("--subject", hidden=True, help="Who does this, as the desk knows them.")
def build(paths: tuple[Path, ...], name: str | None, subject: str | None) -> None:
    """Take deliveries in (files, ZIPs or a folder of them) and make a draft release."""
    from dashboard.access import Person, Role  # noqa: PLC0415
    from dashboard.state.engine import looking  # noqa: PLC0415
    from dashboard.steward.intake import archive  # noqa: PLC0415
    from dashboard.steward.intake.take_in import take_in  # noqa: PLC0415
    from dashboard.steward.release import approval  # noqa: PLC0415
    from dashboard.steward.release.checklist import below_promise  # noqa: PLC0415
    from dashboard.steward.release.review import review  # noqa: PLC0415
    from dashboard.steward.set_up import build_and_attack  # noqa: PLC0415
    from dashboard.store import UNSEEN  # noqa: PLC0415

    settings = Settings.from_environment()
    person = Person(subject, frozenset({Role.STEWARD})) if subject else _person(name)
    with looking(settings):  # where who built cannot be noted, nothing is built
        pass
    refused = take_in(settings, paths, now(), _tell, lambda line: _tell(line, err=True), person.subject)
    built = build_and_attack(settings, _progress, now())
    approval.built(settings, built.release.id, person, existed=built.existed)
    if built.existed:
        waits = built.release.status in UNSEEN
        _tell(say("cli.existed_draft" if waits else "cli.existed", id=built.release.id))
    else:
        rows = sum(table["rows"] for table in built.release.manifest["tables"].values())
        _tell(say("cli.built", id=built.release.id, rows=rows))
        for item in below_promise(review(settings, built.release.id).items):
            _tell(item.sentence)
    for code, stake in archive.outside_every_total(settings).items():
        _tell(say("cli.outside", project=code, rows=stake.rows, addresses=stake.addresses))
    if refused:
        raise DeliveryRefused("error.refused", n=refused)


@main.command()
@click.argument("release_id", required=False)
@click.option("--json", "as_json", is_flag=True, help="The report as JSON.")
@click.option("--thorough", is_flag=True, help="Ten times as many invented domains for the Bayesian attacker.")
def audit(release_id: str | None, *, as_json: bool, thorough: bool) -> None:
    """Attack a release (by default the newest) and print what that found; exit code 13 when it found too much."""
    from dashboard.steward.attack.run import audit as attack_release  # noqa: PLC0415

    report = attack_release(Settings.from_environment(), release_id, thorough=thorough)
    _tell(json.dumps(report.as_dict(), indent=1) if as_json else report.as_text())
    if not report.passed:
        sys.exit(PolicyViolation.exit_code)


@main.command("validate-effect")
@click.option("--runs", type=click.IntRange(1), default=500, show_default=True, help="Draws per world and effect.")
@click.option("--to", "file", type=click.Path(dir_okay=False, path_type=Path), default=Path("effect_validation.json"))
@click.option("--seed", type=int, default=2026, show_default=True)
def validate_effect(runs: int, file: Path, seed: int) -> None:
    """Try the estimators of effect on series with a known truth; write bias, coverage, false alarms and power."""
    from dashboard.tools.validation.run import validate, write  # noqa: PLC0415  draws a whole sample

    def step(world: str, number: int, steps: int) -> None:
        _tell(say("cli.validating", world=world, n=number, of=steps))

    write(validate(runs, seed, step), file, now()[:10])
    _tell(file)


@main.command("checklist")
@click.argument("release_id", required=False)
@click.option("--note", "text", help="What changed in the definitions, for readers.")
@click.option("--sign", is_flag=True, help="Say that you checked it; then somebody else may approve it.")
@_BY
def show_checklist(release_id: str | None, text: str | None, name: str | None, *, sign: bool) -> None:
    """Print what keeps a release (by default what waits) from being published, and what an approver has to know.

    Exit code 27 when something blocks.
    """
    from dashboard.steward.release import approval, desk  # noqa: PLC0415
    from dashboard.steward.release.checklist import blocking  # noqa: PLC0415
    from dashboard.steward.release.review import review  # noqa: PLC0415

    settings = Settings.from_environment()
    chosen = release_id or desk.next_release(settings)
    if text is not None:
        approval.explain_definitions(settings, chosen, _person(name), text, now())
        _tell(say("release.cli.noted", id=chosen))
    seen = review(settings, chosen)
    for item in seen.items:
        _tell(f"{say(f'checklist.state.{item.state}'):<12} {item.sentence}")
    if sign:
        approval.check(settings, chosen, _person(name), now())
        _tell(say("release.cli.checked", id=chosen))
    elif blocking(seen.items):
        sys.exit(ChecklistBlocks.exit_code)


@main.command()
@click.argument("release_id")
@click.option("--why", required=True, help="On what grounds.")
@_BY
def approve(release_id: str, why: str, name: str | None) -> None:
    """Approve a release as its second person: not who built or checked it."""
    from dashboard.steward.release import approval  # noqa: PLC0415

    approval.approve(Settings.from_environment(), release_id, _person(name), why, now())
    _tell(say("release.cli.approved", id=release_id))


@main.command()
@click.argument("release_id", required=False)
@click.option("--at", "due", help="When, such as 2026-12-01 09:30; without a time zone that of the Netherlands.")
@click.option("--off", is_flag=True, help="Take the plan back.")
@_BY
def schedule(release_id: str | None, due: str | None, name: str | None, *, off: bool) -> None:
    """Plan when a release is published, which `lsi publish --due`, run by a timer, does; without an ID list what is planned."""
    from dashboard.steward.release import planning  # noqa: PLC0415

    settings = Settings.from_environment()
    if release_id is None:
        for one in planning.planned(settings):
            _tell(f"{one.release_id}  {one.due}  ({one.subject})")
        return
    if off == (due is not None):
        raise click.UsageError(say("release.cli.at_or_off"))
    if due is None:
        planning.unschedule(settings, release_id, _person(name))
        _tell(say("release.cli.unscheduled", id=release_id))
        return
    planned = planning.schedule(settings, release_id, due, _person(name), now())
    _tell(say("release.cli.scheduled", id=release_id, due=planned.due))


@main.command()
@click.argument("release_id", required=False)
@click.option("--to", "subject", help="Who, as the log knows them.")
@click.option("--from", "opens", help="From when, such as 2026-12-01 09:30.")
@click.option("--until", "closes", help="Until when.")
@click.option("--off", is_flag=True, help="Take the access back.")
@_BY
def prerelease(
    release_id: str | None, subject: str | None, opens: str | None, closes: str | None, name: str | None, *, off: bool
) -> None:
    """Let somebody see a release before it is published; without --to list who may."""
    from dashboard.steward.release import planning  # noqa: PLC0415

    settings = Settings.from_environment()
    if release_id is None or subject is None:
        for one in planning.early(settings):
            if release_id in {None, one.release_id}:
                _tell(f"{one.release_id}  {one.opens}  {one.closes}  {one.subject}  ({one.given_by})")
        return
    if off:
        planning.take_early(settings, release_id, subject, _person(name))
        _tell(say("release.cli.no_early", id=release_id, subject=subject))
        return
    if opens is None or closes is None:
        raise click.UsageError(say("release.cli.both_ends"))
    given = planning.give_early(settings, release_id, subject, (opens, closes), _person(name))
    _tell(say("release.cli.early", id=release_id, subject=given.subject, opens=given.opens, closes=given.closes))


@main.command()
@click.argument("release_id", required=False)
@click.option("--due", is_flag=True, help="What was planned until now; for a timer.")
@_BY
def publish(release_id: str | None, name: str | None, *, due: bool) -> None:
    """Publish a release that was approved (by default what waits): from then on everybody sees it."""
    from dashboard.steward.release import approval, planning  # noqa: PLC0415

    settings = Settings.from_environment()
    if not due:
        _tell(say("cli.published", id=approval.publish(settings, release_id, _person(name), now()).id))
        return
    if release_id:
        raise click.UsageError(say("release.cli.one_or_due"))
    outcome = planning.publish_due(settings, now())
    for one in outcome.published:
        _tell(say("cli.published", id=one))
    for error in outcome.refused:
        _tell(say(error.key, **error.values), err=True)
    if outcome.refused:
        sys.exit(outcome.refused[0].exit_code)
    if not outcome.published:
        _tell(say("release.cli.nothing_due"))


@main.command()
@click.argument("release_id")
@click.option("--why", required=True, help="The reason, shown to readers.")
@_BY
def withdraw(release_id: str, why: str, name: str | None) -> None:
    """Take a release back with a reason."""
    from dashboard.steward.release import approval  # noqa: PLC0415

    approval.withdraw(Settings.from_environment(), release_id, _person(name), why, now())
    _tell(say("cli.withdrawn_release", id=release_id, why=why))


@main.group(invoke_without_command=True)
@click.pass_context
def releases(ctx: click.Context) -> None:
    """List the releases with their status, newest first."""
    if ctx.invoked_subcommand:
        return
    from dashboard.steward.release import desk  # noqa: PLC0415

    for release in desk.releases(Settings.from_environment()):
        if isinstance(release, UserError):
            _tell(f"{release.values['id']}  {say('cli.damaged'):<11} {say(release.key, **release.values)}")
            continue
        line = release.manifest["history"][-1]
        again = say("cli.built_again", at=line["built_again"]) if "built_again" in line else ""
        kept = say("cli.kept", why=release.manifest["kept"]["why"]) if "kept" in release.manifest else ""
        _tell(f"{release.id}  {line['status']:<11} {line['at']}  {line.get('why', again)}{kept}".rstrip())


@releases.command("keep")
@click.argument("release_id")
@click.option("--why", required=True, help="Where it is cited.")
def keep_release(release_id: str, why: str) -> None:
    """Keep a published release readable for ever, because minutes or a report cite it."""
    from dashboard.steward.release import keeping  # noqa: PLC0415

    keeping.keep(Settings.from_environment(), release_id, why, now())
    _tell(say("cli.keeps", id=release_id))


@releases.command("clear")
@click.option("--last", type=click.IntRange(min=0), required=True, help="How many superseded releases stay.")
def clear_releases(last: int) -> None:
    """Take away the files of older superseded releases that nobody keeps; links to them say who to ask."""
    from dashboard.steward.release import keeping  # noqa: PLC0415

    gone = keeping.clear(Settings.from_environment(), last, now())
    _tell(say("cli.cleared", n=len(gone), ids=", ".join(gone)) if gone else say("cli.nothing_to_clear"))


@releases.command("send")
def send_releases() -> None:
    """Bring object storage in line with the releases of the data folder; publishing does so by itself."""
    from dashboard.objects import SETTING, releases_address  # noqa: PLC0415
    from dashboard.steward.release.sending import send  # noqa: PLC0415

    if not releases_address():
        raise click.UsageError(say("objects.cli.not_set", setting=SETTING))
    sent = send(Settings.from_environment())
    _tell(say("objects.cli.sent", ids=", ".join(sent)) if sent else say("objects.cli.in_line"))


@main.group("export")
def export_group() -> None:
    """Write what others may have."""


@export_group.command("open-data")
@click.argument("release_id")
@click.option("--to", "folder", type=click.Path(file_okay=False, path_type=Path), required=True, help="Empty or new.")
def export_open_data(release_id: str, folder: Path) -> None:
    """Write a published release as open data: its tables as CSV and Parquet, with everything that describes them."""
    from dashboard.access import VIEWER  # noqa: PLC0415
    from dashboard.answers import Reader  # noqa: PLC0415
    from dashboard.documents.open_data.export import export  # noqa: PLC0415
    from dashboard.store import linked_release  # noqa: PLC0415

    release = linked_release(Settings.from_environment(), release_id)
    written = export(Reader(VIEWER, release), folder)
    _tell(say("open_data.cli.written", n=written, id=release.id, folder=folder.resolve()))


@main.group(invoke_without_command=True)
@click.pass_context
def deliveries(ctx: click.Context) -> None:
    """List what was delivered: number, state, who, which months, as of which day."""
    if ctx.invoked_subcommand:
        return
    from dashboard.steward.intake import archive  # noqa: PLC0415

    sound, damaged = archive.survey(Settings.from_environment())
    for one in sound:
        facts = one.facts
        who = (
            f"{' '.join(facts.sources) or facts.partner_code}  {facts.months[0]}..{facts.months[-1]}  {facts.reference_date}"
            if facts
            else "-"
        )
        _tell(f"{one.number}  {say(f'intake.state.{one.status}'):<13} {who}  {one.file_name}  {one.why}".rstrip())
    for error in damaged:
        _tell(say(error.key, **error.values), err=True)


@deliveries.command("show")
@click.argument("number")
def show_delivery(number: str) -> None:
    """Print the report of a delivery, for its sender."""
    from dashboard.steward.intake import archive  # noqa: PLC0415
    from dashboard.steward.intake.problems import problems_as_text  # noqa: PLC0415

    receipt = archive.numbered(Settings.from_environment(), number)
    _tell(f"{receipt.number}  {say(f'intake.state.{receipt.status}')}  {receipt.file_name}  {receipt.why}".rstrip())
    _tell(problems_as_text(receipt.problems))


@deliveries.command("withdraw")
@click.argument("number")
@click.option("--why", required=True, help="The reason, kept with the delivery and shown to readers.")
@_BY
def withdraw_delivery(number: str, why: str, name: str | None) -> None:
    """Take a delivery out of every later build; it stays in the archive."""
    from dashboard.desk.deliver import acts  # noqa: PLC0415

    receipt = acts.withdraw(_person(name), Settings.from_environment(), number, why, now())
    _tell(say("cli.delivery_withdrawn", number=receipt.number, file=receipt.file_name, why=receipt.why))


@deliveries.command("restore")
@click.argument("number")
@click.option("--why", required=True, help="The reason, kept with the delivery.")
@_BY
def restore_delivery(number: str, why: str, name: str | None) -> None:
    """Let a withdrawn delivery count again."""
    from dashboard.desk.deliver import acts  # noqa: PLC0415

    receipt = acts.restore(_person(name), Settings.from_environment(), number, why, now())
    _tell(say("cli.delivery_restored", number=receipt.number, file=receipt.file_name))


@main.group()
def areas() -> None:
    """Official areas."""


@areas.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--year", type=int, required=True, help="Year of the area file.")
@click.option(
    "--provinces",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Gemeenten alfabetisch of CBS: XLSX or CSV.",
)
def import_areas(file: Path, year: int, provinces: Path | None) -> None:
    """Read a Wijk- en Buurtkaart of CBS and Kadaster as it was downloaded (ZIP or GeoPackage)."""
    from dashboard.crs import RD  # noqa: PLC0415
    from dashboard.steward.areas.columns import OFFICIAL  # noqa: PLC0415
    from dashboard.steward.areas.official import import_areas as read_areas  # noqa: PLC0415  geopandas is slow to import

    def step(key: str, number: int, steps: int) -> None:
        _tell(f"{number}/{steps} {say(key)}")

    report = read_areas(file, year, Settings.from_environment().areas, provinces, step)
    for level, label in report.wrong_labels.items():
        read = report.reprojected_from.get(level, RD)
        _tell(say("cli.areas_label", layer=OFFICIAL[level].layer, label=label, read=read))
    _tell(say("cli.areas", year=report.year, n=sum(report.n_areas.values())))


@main.group("events", invoke_without_command=True)
@click.pass_context
def events_group(ctx: click.Context) -> None:
    """The events of this programme on the axis of time; those of the product come with it."""
    if ctx.invoked_subcommand:
        return
    from dashboard.steward.events import own_events  # noqa: PLC0415

    kept = own_events(Settings.from_environment())
    for event in kept:
        _tell(f"{event.date}  {event.area or '-'}  {event.name_nl}  ({event.source})")
    if not kept:
        _tell(say("cli.no_events"))


@events_group.command("take")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_BY
def take_events(file: Path, name: str | None) -> None:
    """Keep the events of a CSV file (date, name_nl, name_en, source, area) in the place of those before."""
    from dashboard.steward.events import take_events as take  # noqa: PLC0415

    _tell(say("cli.events", n=len(take(file, Settings.from_environment(), _person(name).subject))))


@main.command()
@click.option("--port", type=int, default=PORT, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True)
def serve(port: int, host: str) -> None:
    """Serve the dashboard on the published release."""
    from dashboard.server import run  # noqa: PLC0415  starts Streamlit

    _serve(run, "cli.serving", host, port)


@main.command()
@click.option("--port", type=int, default=DESK_PORT, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True)
def desk(port: int, host: str) -> None:
    """Serve the desk: deliveries, releases and the audit log, beside the dashboard."""
    from dashboard.desk.server import run  # noqa: PLC0415  starts Streamlit

    _serve(run, "desk.serving", host, port)


def _serve(run: Callable[[str, int], None], said: str, host: str, port: int) -> None:
    for kind, usual in ((signal.SIGINT, signal.default_int_handler), (signal.SIGTERM, signal.SIG_DFL)):
        signal.signal(kind, usual)  # a server has its own way to stop
    _tell(say(said, host="localhost" if host == "127.0.0.1" else host, port=port))
    run(host, port)


@main.group("log")
def log_group() -> None:
    """The audit log."""


@log_group.command("verify")
@click.option("--head", default="", help="A hash that was noted before; it must be in the log.")
def verify_log(head: str) -> None:
    """Read the whole log and say whether anything was changed, left out or moved; exit code 23 when it was."""
    from dashboard.state.log import is_hash, verify  # noqa: PLC0415  not every command needs a database

    if head and not is_hash(head):
        raise UserError("desk_log.error.head", value=head)
    verdict = verify(Settings.from_environment(), head)
    if verdict.n_entries:
        _tell(say("desk_log.cli.holds", n=verdict.n_entries, first=verdict.first, last=verdict.last))
    else:
        _tell(say("desk_log.none"))
    _tell(say("desk_log.cli.head", head=verdict.head))


@log_group.command("export")
@click.option("--to", "file", type=click.Path(dir_okay=False, path_type=Path), required=True, help=".csv or .jsonl")
@click.option("--since", type=DAY, help="First day.")
@click.option("--until", type=DAY, help="Last day.")
def export_log(file: Path, since: datetime | None, until: datetime | None) -> None:
    """Write the log, or some days of it, as CSV or JSON Lines; that is noted in the log too."""
    from dashboard.access import LOCAL  # noqa: PLC0415
    from dashboard.desk.log.choices import Choice  # noqa: PLC0415
    from dashboard.desk.log.export import export_to  # noqa: PLC0415

    choice = Choice(since.date() if since else None, until.date() if until else None)
    n = export_to(Settings.from_environment(), choice, file, LOCAL.subject)
    _tell(say("desk_log.cli.written", n=n, file=file))


@log_group.command("expire")
@click.option(
    "--days", "given", type=click.IntRange(1), help="How long an entry is kept; by default as access.toml says."
)
@_BY
def expire_log(given: int | None, name: str | None) -> None:
    """Delete entries past their time; an entry tells of it, and the rest of the chain holds."""
    from dashboard.access.listening import access_file  # noqa: PLC0415
    from dashboard.access.mapping import KEEP_DAYS  # noqa: PLC0415
    from dashboard.state.log import expire  # noqa: PLC0415

    said = access_file()
    days = given or (said.keep_days if said else KEEP_DAYS)
    n = expire(Settings.from_environment(), days, _person(name).subject)
    _tell(say("desk_log.cli.expired", n=n, days=days) if n else say("desk_log.cli.nothing", days=days))


@main.command()
@click.argument("link")
@click.option("--json", "as_json", is_flag=True, help="Every panel with its rows as JSON.")
def resolve(link: str, *, as_json: bool) -> None:
    """Say what a cited link shows: the same figures as the screen, from the release the link fixes."""
    from dashboard.access import VIEWER  # noqa: PLC0415
    from dashboard.ui import links  # noqa: PLC0415  starts Streamlit

    release, screen = links.resolve(links.parse(link), Settings.from_environment(), VIEWER)
    if as_json:
        panels = [
            {
                "key": panel.key,
                "title": panel.title,
                "finding": panel.finding,
                "sentence": panel.sentence,
                "source": panel.source,
                "filters": dict(panel.filters),
                "table": panel.table.astype(str).to_dict("records"),
            }
            for panel in screen.panels
        ]
        _tell(json.dumps({"release": release.id, "panels": panels}, ensure_ascii=False, indent=1))
        return
    for panel in screen.panels:
        words = "\n".join(filter(None, (panel.finding, panel.sentence)))
        _tell(f"{panel.title}\n{words}\n{panel.table.to_string(index=False)}\n{panel.source}\n")
    for message in () if screen.panels else screen.messages:
        _tell(message)


@main.command()
def demo() -> None:
    """Build and publish the shipped sample, unless a release is there already."""
    from dashboard.steward.set_up import set_up_sample  # noqa: PLC0415

    set_up_sample(Settings.from_environment(), SAMPLE, now(), _progress, _tell)


@main.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--key-to", type=click.Path(path_type=Path), help="File or folder for the key of the rounding, kept elsewhere."
)
@click.option("--without-database", is_flag=True, help="PostgreSQL is backed up by its own means.")
@_BY
def backup(folder: Path, key_to: Path | None, name: str | None, *, without_database: bool) -> None:
    """Copy vault, ledger, archive, areas, releases and the log into a new folder, each file with its hash; the key apart."""
    from dashboard.state.copies import Means  # noqa: PLC0415
    from dashboard.steward.operate.backup import back_up  # noqa: PLC0415

    settings, who = Settings.from_environment(), _person(name).subject
    kept = back_up(settings, folder, key_to, who, now(), _progress, database_apart=without_database)
    _tell(say("operate.cli.kept", n=len(kept.items), size=_megabytes(kept.size), folder=folder))
    if kept.key and key_to is None:
        _tell(say("operate.cli.no_key"))
    if kept.state == Means.APART:
        _tell(say("operate.cli.apart"))


@main.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--key", "key_file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="The key, as kept."
)
@_BY
def restore(folder: Path, key_file: Path | None, name: str | None) -> None:
    """Bring a backup back into an empty data folder, after every file of it was held against its hash."""
    from dashboard.state.copies import Means  # noqa: PLC0415
    from dashboard.steward.operate.restore import restore as bring_back  # noqa: PLC0415

    settings = Settings.from_environment()
    kept = bring_back(settings, folder, key_file, _person(name).subject, _progress)
    _tell(say("operate.cli.restored", n=len(kept.items), at=kept.made_at, folder=settings.data))
    if kept.key and key_file is None:
        _tell(say("operate.cli.put_key", file=settings.vault / "key"))
    if kept.state == Means.APART:
        _tell(say("operate.cli.apart"))


def _megabytes(size: int) -> int:
    return max(1, round(size / 1_000_000))


@main.command()
@click.option("--json", "as_json", is_flag=True, help="The findings as JSON.")
def doctor(*, as_json: bool) -> None:
    """Say whether all is as it should be, and what to do where it is not; changes nothing. Exit code 1 at a fault."""
    from dashboard.steward.operate.doctor import State, examine  # noqa: PLC0415

    findings = examine()
    if as_json:
        told = [{"check": one.check, "state": one.state, "sentence": one.sentence} for one in findings]
        _tell(json.dumps({"version": __version__, "findings": told}, ensure_ascii=False, indent=1))
    else:
        for one in findings:
            _tell(f"{say(f'operate.state.{one.state}'):<8} {say(f'operate.check.{one.check}'):<14} {one.sentence}")
    if any(one.state == State.FAULT for one in findings):
        sys.exit(1)


def _tell(words: object, *, err: bool = False) -> None:
    """Say something at the keyboard, without signs that a terminal would obey: a file or a reason may hold anything."""
    click.echo("".join(" " if category(sign)[0] == "C" and sign != "\n" else sign for sign in str(words)), err=err)


def _progress(step: str) -> None:
    if click.get_current_context().obj:
        raise KeyboardInterrupt  # what a signal interrupted swallowed it
    key, _, rest = step.partition(" ")
    number, _, of = rest.partition("/")
    if not of or number == of or int(number) % SAID_OF == 0:
        _tell(f"{say(key)} {rest}".rstrip())


if __name__ == "__main__":
    main()
