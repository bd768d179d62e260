"""Somebody who asks everything: schemathesis on the OpenAPI document."""

import json
import subprocess
import venv

from measuring.processes import REPOSITORY, run

from .browser import Lost, taken


STRANGER = "schemathesis==4.32.5"
# A parameter whose samples are taken from the registry, so that the stranger also finds something.
SAMPLED = {"code": "code", "reference": "code", "number": "registrationNumber"}


def stranger(base, labels, folder, seconds):
    """No undeclared answer and no 5xx, whatever is asked of the interfaces."""
    place = REPOSITORY / ".build" / "stranger"
    schemathesis = place / "bin" / "schemathesis"
    if not schemathesis.is_file():
        venv.create(place, with_pip=True)
        run([place / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check", STRANGER])
    document = json.loads(taken(base, "/openapi.json"))
    for methods in document["paths"].values():
        for operation in methods.values():
            for parameter in operation.get("parameters", []):
                if field := SAMPLED.get(parameter.get("name")):
                    parameter["examples"] = {label[field]: {"value": label[field]} for label in labels[:20]}
    asked = folder / "openapi.json"
    asked.write_text(json.dumps(document))
    checks = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,response_headers_conformance"
    done = subprocess.run(
        [
            schemathesis, "run", asked, "--url", base, "-c", checks, "--phases", "examples,coverage,fuzzing", "-n", "60",
            "--seed", "20261121", "--continue-on-failure", "--max-time", str(seconds), "--no-color", "--warnings", "off",
        ],
        cwd=folder, capture_output=True, text=True, timeout=seconds + 300,
    )
    if done.returncode != 0:
        raise Lost(done.stdout[-4000:])
    return {"cases": next((line.strip() for line in done.stdout.splitlines() if "generated" in line), "")}
