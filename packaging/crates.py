#!/usr/bin/env python3
"""The crates that a program is made of, by `cargo metadata`:

    packaging/crates.py sbom              what is in it on any system, and what builds it, as CycloneDX
    packaging/crates.py texts TARGET      the licences of what is in it, as their texts ask to be handed on
    packaging/crates.py licences          fails where a crate has no licence that deny.toml allows, or comes from elsewhere
"""

import datetime
import json
import os
import pathlib
import re
import subprocess
import sys
import tomllib
import uuid

ROOT = pathlib.Path(__file__).resolve().parent.parent
REGISTRY = "registry+https://github.com/rust-lang/crates.io-index"


def metadata(target=None):
    command = ["cargo", "metadata", "--format-version", "1", "--locked"]
    command += ["--filter-platform", target] if target else []
    return json.loads(subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout)


class Crates:
    """The crates of one target, or of all: which need which, and which of them are in the program itself."""

    def __init__(self, target=None):
        read = metadata(target)
        self.packages = {it["id"]: it for it in read["packages"]}
        self.root = read["resolve"]["root"]
        nodes = {it["id"]: it["deps"] for it in read["resolve"]["nodes"]}
        self.needs = {}
        waiting = [self.root]
        while waiting:
            crate = waiting.pop()
            if crate not in self.needs:
                kept = {it["pkg"] for it in nodes[crate] if any(k["kind"] != "dev" for k in it["dep_kinds"])}
                self.needs[crate] = sorted(kept)
                waiting += kept
        self.inside = set()
        waiting = [self.root]
        while waiting:
            crate = waiting.pop()
            if crate not in self.inside and not self.is_macro(crate):
                self.inside.add(crate)
                waiting += [it["pkg"] for it in nodes[crate] if any(k["kind"] is None for k in it["dep_kinds"])]

    def is_macro(self, crate):
        return any("proc-macro" in it["kind"] for it in self.packages[crate]["targets"])


def purl(package):
    return f"pkg:cargo/{package['name']}@{package['version']}"


def spdx(licence):
    """The expression as SPDX writes it: older crates have `/` for `OR`."""
    return re.sub(r"\s*/\s*", " OR ", licence)


def sbom():
    crates = Crates()
    sums = {(it["name"], it["version"]): it.get("checksum") for it in tomllib.loads((ROOT / "Cargo.lock").read_text())["package"]}

    def component(crate):
        package = crates.packages[crate]
        made = {
            "type": "application" if crate == crates.root else "library",
            "bom-ref": purl(package),
            "name": package["name"],
            "version": package["version"],
            "scope": "required" if crate in crates.inside else "excluded",
            "licenses": [{"expression": spdx(package["license"])}],
            "purl": purl(package),
        }
        checksum = sums[package["name"], package["version"]]
        if checksum:
            made["hashes"] = [{"alg": "SHA-256", "content": checksum}]
        if package["repository"]:
            made["externalReferences"] = [{"type": "vcs", "url": package["repository"]}]
        return made

    root = component(crates.root)
    del root["scope"]
    others = sorted((component(it) for it in crates.needs if it != crates.root), key=lambda it: it["bom-ref"])
    edges = [
        {"ref": purl(crates.packages[crate]), "dependsOn": sorted(purl(crates.packages[it]) for it in needs)}
        for crate, needs in crates.needs.items()
    ]
    made_at = datetime.datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", "0")), datetime.timezone.utc)
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "timestamp": made_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": root,
        },
        "components": others,
        "dependencies": sorted(edges, key=lambda it: it["ref"]),
    }
    # Of the same content the same number.
    number = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(document, sort_keys=True))
    print(json.dumps({**document, "serialNumber": f"urn:uuid:{number}"}, indent=2))


def texts(target):
    crates = Crates(target)
    print("What is built into goals and goals-ui, and under which terms. Each text stands once, with the crates it comes with.")
    found = {}
    for crate in crates.inside - {crates.root}:
        package = crates.packages[crate]
        name = f"{package['name']} {package['version']} ({spdx(package['license'])})"
        folder = pathlib.Path(package["manifest_path"]).parent
        files = [it for it in folder.iterdir() if re.match(r"(?i)(licen[cs]e|copying|notice|unlicense)", it.name) and it.is_file()]
        if not files:
            by = ", ".join(package["authors"])
            found.setdefault(f"The crate has no text of its own.{' By ' + by if by else ''}", set()).add(name)
        for file in files:
            found.setdefault(file.read_text(errors="replace").replace("\r\n", "\n").strip(), set()).add(name)
    for text, names in sorted(found.items(), key=lambda it: sorted(it[1])):
        print("\n" + "=" * 80)
        print("\n".join(sorted(names)))
        print("-" * 80)
        print(text)


def is_allowed(expression, allowed):
    """Whether an SPDX expression holds with these licences alone."""
    words = re.findall(r"[()]|[^\s()]+", spdx(expression))

    def alternatives():
        holds = all_of()
        while words and words[0] == "OR":
            words.pop(0)
            holds = all_of() or holds
        return holds

    def all_of():
        holds = one()
        while words and words[0] == "AND":
            words.pop(0)
            holds = one() and holds
        return holds

    def one():
        word = words.pop(0)
        if word == "(":
            holds = alternatives()
            words.pop(0)
            return holds
        if words and words[0] == "WITH":
            word = " ".join([word, words.pop(0), words.pop(0)])
        return word in allowed

    return alternatives()


def licences():
    rules = tomllib.loads((ROOT / "deny.toml").read_text())["licenses"]
    exceptions = {it["crate"]: it["allow"] for it in rules["exceptions"]}
    problems = []
    for package in metadata()["packages"]:
        name, licence = f"{package['name']} {package['version']}", package["license"]
        allowed = rules["allow"] + exceptions.get(package["name"], [])
        if not licence or not is_allowed(licence, allowed):
            problems.append(f"{name}: its licence is {licence or 'not said'}, which deny.toml does not allow")
        if package["source"] not in (REGISTRY, None):
            problems.append(f"{name}: it comes from {package['source']}")
    if problems:
        sys.exit("\n".join(problems))


def main(args):
    match args:
        case ["sbom"]:
            sbom()
        case ["texts", target]:
            texts(target)
        case ["licences"]:
            licences()
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
