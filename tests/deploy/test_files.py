"""What is shipped to run it on a server: read by the programs that will read it, and held to what this house promises."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
import yaml

from dashboard import __version__
from dashboard.settings import Settings
from tests.conftest import ROOT
from tests.deploy.proxy import NGINX, configuration

DEPLOY = ROOT / "deploy"
BIN = Path(sys.executable).parent
MANIFESTS = sorted((DEPLOY / "kubernetes").glob("*.yaml"))
SERVICES = sorted((DEPLOY / "systemd").glob("*.service"))
MOST_EXPOSED = 20  # tenths, as systemd judges units: 0 sees nothing, 100 may do everything


def said_by(*command, **more):
    """Exit code and words of a program."""
    done = subprocess.run([str(one) for one in command], capture_output=True, text=True, check=False, **more)
    return done.returncode, done.stdout + done.stderr


@cache
def documents():
    """Every object of Kubernetes by kind and name."""
    found = [one for path in MANIFESTS for one in yaml.safe_load_all(path.read_text(encoding="utf-8"))]
    return {(one["kind"], one["metadata"]["name"]): one for one in found}


@cache
def services():
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]


def pods():
    return {
        name: one["spec"]["template"]["spec"]
        for (_, name), one in documents().items()
        if "template" in one.get("spec", ())
    }


def test_the_container_file_follows_the_rules_of_its_linter():
    assert said_by(BIN / "hadolint", DEPLOY / "Containerfile") == (0, "")


def test_compose_fits_its_schema():
    code, words = said_by(BIN / "check-jsonschema", "--builtin-schema", "vendor.compose-spec", DEPLOY / "compose.yaml")

    assert code == 0, words


def test_manifests_fit_the_schemas_of_kubernetes():
    code, words = said_by(BIN / "kubernetes-validate", "--strict", "--quiet", *MANIFESTS)

    assert code == 0, words


@pytest.mark.skipif(not Path(NGINX).exists(), reason="there is no nginx on this machine")
def test_nginx_reads_its_configuration(tmp_path):
    addresses = {f"LSI_VIEWER_{name}": f"127.0.0.1:{port}" for port, name in enumerate("ABC", 8501)}
    names = {"LSI_LISTEN": "127.0.0.1:8080", "LSI_NAME": "lsi.example", "LSI_DESK_NAME": "balie.lsi.example"}
    main = configuration(tmp_path, **addresses, **names, LSI_DESK="127.0.0.1:8510")

    code, words = said_by(NGINX, "-t", "-p", tmp_path, "-c", main)

    assert code == 0, words
    assert "warn" not in words


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="there is no systemd on this machine")
@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.stem)
def test_systemd_reads_its_units_and_finds_them_closed(path, tmp_path):
    unit = tmp_path / path.name.replace("@", "@8501")
    unit.write_text(path.read_text(encoding="utf-8").replace("/opt/lsi/bin/lsi", "/bin/true"), encoding="utf-8")

    assert said_by("systemd-analyze", "verify", unit) == (0, "")
    code, words = said_by("systemd-analyze", "security", "--offline=true", f"--threshold={MOST_EXPOSED}", unit)
    assert code == 0, words


def test_only_the_desk_can_write():
    mounts = {name: {one.split(":")[1]: one for one in pod.get("volumes", ())} for name, pod in services().items()}
    viewers = [name for name in services() if name.startswith("viewer-")]

    assert len(viewers) == 3
    assert all(mounts[name]["/srv/lsi/releases"].endswith(":ro") for name in viewers)
    assert all("/srv/lsi" not in mounts[name] for name in viewers)
    (viewer,) = pods()["lsi-viewer"]["containers"]
    assert {one["mountPath"] for one in viewer["volumeMounts"] if not one.get("readOnly")} == {"/tmp"}
    unit = (DEPLOY / "systemd" / "lsi-viewer@.service").read_text(encoding="utf-8")
    assert "ReadWritePaths" not in unit


@pytest.mark.parametrize("name", sorted(services()))
def test_a_container_has_no_more_than_it_needs(name):
    service = services()[name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["mem_limit"]
    assert not service.get("privileged")
    assert name == "proxy" or int(service["user"].split(":")[0]) > 0  # the image of the proxy names its own account


@pytest.mark.parametrize("name", ["lsi-viewer", "lsi-desk"])
def test_a_pod_has_no_more_than_it_needs(name):
    pod = pods()[name]

    assert pod["securityContext"]["runAsNonRoot"]
    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert not pod["automountServiceAccountToken"]
    for container in pod["containers"]:
        context = container["securityContext"]
        assert (context["readOnlyRootFilesystem"], context["allowPrivilegeEscalation"]) == (True, False)
        assert context["capabilities"] == {"drop": ["ALL"]}
        assert "memory" in container["resources"]["limits"]


def test_images_are_of_this_version_and_name_no_registry():
    images = [one["image"] for one in services().values()]
    images += [container["image"] for pod in pods().values() for container in pod["containers"]]
    images += re.findall(r"^FROM (\S+)", (DEPLOY / "Containerfile").read_text(encoding="utf-8"), re.MULTILINE)

    assert {one for one in images if one.startswith("lsi-")} == {f"lsi-dashboard:{__version__}"}
    assert [one for one in images if "." in one.split("/")[0].split(":")[0] or ":" not in one] == []


def test_every_setting_that_is_used_is_one():
    known = {f"DASHBOARD_{name.upper()}" for name in Settings.__dataclass_fields__}
    text = "".join(path.read_text(encoding="utf-8") for path in DEPLOY.rglob("*") if path.is_file())

    assert set(re.findall(r"DASHBOARD_[A-Z_]+", text)) <= known


def test_what_nginx_is_told_is_what_it_asks_for():
    asked = set(re.findall(r"\$\{(LSI_\w+)\}", (DEPLOY / "nginx" / "lsi.conf.template").read_text(encoding="utf-8")))

    assert set(services()["proxy"]["environment"]) == asked
    given = {services()[f"viewer-{name}"]["networks"]["inside"]["ipv4_address"] for name in "abc"}
    told = {services()["proxy"]["environment"][f"LSI_VIEWER_{name}"].removesuffix(":8501") for name in "ABC"}
    assert told == given


def test_nothing_of_a_data_folder_goes_into_an_image():
    """What is let through is what the program is built of, so a vault beside it stays where it is."""
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    let_through = {line.removeprefix("!") for line in lines if line.startswith("!")}

    assert next(line for line in lines if line and not line.startswith("#")) == "*"
    assert let_through == {"dashboard", "queries", "data", "pyproject.toml", "requirements.txt", "README.md", "LICENSE"}


def test_the_image_is_built_of_what_is_let_through(tmp_path):
    """As the container file does it: the same command, on nothing else."""
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    for name in (line.removeprefix("!") for line in lines if line.startswith("!")):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copyfile
        copy(ROOT / name, tmp_path / name)
    pip = (sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation")

    code, words = said_by(*pip, "--wheel-dir", tmp_path / "wheels", tmp_path)

    assert code == 0, words
    assert len(list((tmp_path / "wheels").glob("lsi_dashboard-*.whl"))) == 1


def test_the_probes_ask_under_a_name_that_is_answered():
    for name in ("lsi-viewer", "lsi-desk"):
        container = pods()[name]["containers"][0]
        for probe in ("startupProbe", "livenessProbe", "readinessProbe"):
            asked = container[probe]["httpGet"]
            assert asked["httpHeaders"] == [{"name": "Host", "value": "localhost"}], json.dumps(asked)
            assert asked["path"] == ("/api/ready" if probe == "readinessProbe" else "/api/live")
    assert "DASHBOARD_HOSTS" not in documents()["ConfigMap", "lsi"]["data"]
