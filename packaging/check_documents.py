#!/usr/bin/env python3
"""Reads what a release is made of besides programs, as those read it who get it:

    packaging/check_documents.py FOLDER-OF-A-RELEASE
"""

import json
import pathlib
import re
import sys

import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent


def sbom(path):
    """What CycloneDX 1.5 asks for, and what makes a list of parts worth reading."""
    document = json.loads(path.read_text())
    assert document["bomFormat"] == "CycloneDX" and document["specVersion"] == "1.5" and document["version"] == 1
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", document["serialNumber"])
    root = document["metadata"]["component"]
    assert root["type"] == "application" and root["name"] == "goals-cli"
    known = {root["bom-ref"]}
    for part in document["components"]:
        assert part["type"] == "library" and part["scope"] in ("required", "excluded"), part
        assert part["purl"] == f"pkg:cargo/{part['name']}@{part['version']}", part
        assert part["licenses"][0]["expression"] and re.fullmatch("[0-9a-f]{64}", part["hashes"][0]["content"]), part
        assert part["bom-ref"] not in known, f"{part['bom-ref']} is there twice"
        known.add(part["bom-ref"])
    edges = {it["ref"]: set(it["dependsOn"]) for it in document["dependencies"]}
    assert edges.keys() == known, "each part says what it needs"
    assert all(needs <= known for needs in edges.values()), "what is needed is a part"
    reached, waiting = set(), [root["bom-ref"]]
    while waiting:
        part = waiting.pop()
        if part not in reached:
            reached.add(part)
            waiting += edges[part]
    assert reached == known, f"nothing needs {known - reached}"
    # Also what is in the programs of other systems.
    assert {"clap", "ratatui", "rustix", "directories"} <= {it["name"] for it in document["components"] if it["scope"] == "required"}


def manifests(folder):
    scoop = json.loads((folder / "scoop.json").read_text())
    assert scoop["architecture"]["64bit"]["url"].endswith(".zip")
    kinds = {}
    for path in (folder / "winget").iterdir():
        manifest = yaml.safe_load(path.read_text())
        kinds[manifest["ManifestType"]] = manifest
        assert isinstance(manifest["PackageVersion"], str), path
    assert kinds.keys() == {"version", "installer", "defaultLocale"}
    assert len({(it["PackageIdentifier"], it["PackageVersion"]) for it in kinds.values()}) == 1
    installer = kinds["installer"]["Installers"][0]
    assert re.fullmatch("[0-9a-f]{64}", installer["InstallerSha256"])


def workflow(path):
    jobs = yaml.safe_load(path.read_text())["jobs"]
    assert jobs["build"]["needs"] == "test" and jobs["release"]["needs"] == "build"


def main(folder):
    (bill,) = folder.glob("*.cdx.json")
    sbom(bill)
    manifests(folder / "manifests")
    workflow(ROOT / ".github/workflows/release.yml")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
