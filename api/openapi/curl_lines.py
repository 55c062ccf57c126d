"""How a person asks each route, as one line for a shell."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from api.openapi.access import is_command

ADDRESS = "http://localhost:8000"
TOKEN_HEADER = '-H "Authorization: Bearer $(cat data/api_token)"'


def curl_line(
    method: str, path: str, operation: Mapping[str, Any], schemas: Mapping[str, Any]
) -> str:
    """A line that works as it stands, made of the examples of parameters and body.

    `operation` and `schemas` are parts of an OpenAPI document. What may be left out is left out.
    """
    answers = operation["responses"].get("200", operation["responses"].get("202", {}))
    content = answers.get("content", {})
    parts = ["curl -sSN" if "text/event-stream" in content else "curl -sS"]
    if method != "get":
        parts.append(f"-X {method.upper()}")
    if is_command(method, path):
        parts.append(TOKEN_HEADER)
    if operation.get("requestBody", {}).get("required"):
        parts += ['-H "Content-Type: application/json"', f"-d '{_body(operation, schemas)}'"]
    parts.append(_address(path, operation.get("parameters", ())))
    return " ".join(parts) + (" | jq" if "application/json" in content else "")


def _address(path: str, parameters: Any) -> str:
    needed = [parameter for parameter in parameters if parameter.get("required")]
    for parameter in needed:
        path = path.replace(f"{{{parameter['name']}}}", quote(_example(parameter)))
    query = "&".join(
        f"{parameter['name']}={quote(_example(parameter))}"
        for parameter in needed
        if parameter["in"] == "query"
    )
    return f"'{ADDRESS}{path}?{query}'" if query else f"{ADDRESS}{path}"


def _example(parameter: Mapping[str, Any]) -> str:
    schema = parameter["schema"]
    choices = [parameter.get("example"), schema.get("example"), *schema.get("enum", ())]
    return str(next((choice for choice in choices if choice is not None), parameter["name"]))


def _body(operation: Mapping[str, Any], schemas: Mapping[str, Any]) -> str:
    schema = operation["requestBody"]["content"]["application/json"]["schema"]
    name = schema.get("$ref", "").rpartition("/")[2]
    return json.dumps(schemas.get(name, schema).get("example", {}))
