"""What the service says of itself: each route with a sentence, an example and a line to try."""

import json
import re
import shlex
from urllib.parse import urlsplit

import pytest
from jsonschema_rs import Draft202012Validator

from bot.domain import CommandKind
from bot.state import FileVolume
from tests.support.api_app import app_over
from tests.support.small_volume import NOON

# what is asked of the bot needs its token, and waits for it
NEEDS_TOKEN = ("/control/", "/positions/")
CODES = ("200", "202", "204")
NO_SUCH_ID = ("/backtests", "/trades/")
"""Backtests are started in tests/api/backtests alone: this volume is others' too, and has none."""


@pytest.fixture(scope="module")
def app(filled):
    return app_over(filled, allowed_hosts=["testserver"])


@pytest.fixture(scope="module")
def document(app):
    return app.openapi()


def json_schema(node):
    """A schema of OpenAPI 3.0 in the words of JSON Schema, which has no `nullable`."""
    if isinstance(node, list):
        return [json_schema(part) for part in node]
    if not isinstance(node, dict):
        return node
    said = {name: json_schema(part) for name, part in node.items() if name != "nullable"}
    return {"anyOf": [said, {"type": "null"}]} if node.get("nullable") is True else said


def operations(document):
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield method, path, operation


def test_every_example_validates_against_its_schema(document):
    models = document["components"]["schemas"]
    shown = {name: model["example"] for name, model in models.items() if "example" in model}
    assert len(shown) >= 12
    components = {"schemas": {name: json_schema(model) for name, model in models.items()}}
    for name, example in shown.items():
        schema = {"$ref": f"#/components/schemas/{name}", "components": components}
        faults = [fault.message for fault in Draft202012Validator(schema).iter_errors(example)]
        assert faults == [], name


def test_every_json_answer_has_an_example(document):
    schemas = document["components"]["schemas"]
    for _, path, operation in operations(document):
        answers = next(
            operation["responses"][code] for code in CODES if code in operation["responses"]
        )
        content = answers.get("content", {}).get("application/json")
        if content is None:
            continue
        schema = content["schema"]
        name = schema.get("items", schema).get("$ref", "").rpartition("/")[2]
        assert "example" in content or "example" in schemas[name], (path, name)


def test_every_route_has_a_sentence_and_one_line_to_try(document):
    for _, path, operation in operations(document):
        assert operation["summary"].endswith("."), path
        assert operation["description"].count("curl -sS") == 1, path


def line_of(operation):
    """The curl line that is told of a route."""
    return operation["description"].split("```")[1].removeprefix("sh").strip()


def asked_by(line):
    """Method, address and options of a curl line, as a shell would give them to curl."""
    words = shlex.split(line.removesuffix(" | jq"))
    method = words[words.index("-X") + 1] if "-X" in words else "GET"
    headers = dict(
        words[place + 1].split(": ", 1) for place, word in enumerate(words) if word == "-H"
    )
    body = words[words.index("-d") + 1] if "-d" in words else None
    address = urlsplit(words[-1])
    return method, f"{address.path}?{address.query}", headers, body


def test_every_line_works_as_it_stands(document, client):
    for _, path, operation in operations(document):
        line = line_of(operation)
        method, address, headers, body = asked_by(line)
        if path.startswith(NEEDS_TOKEN) and method != "GET":
            assert headers["Authorization"] == "Bearer $(cat data/api_token)"
            continue
        if path in ("/health/ready", "/stream") or (path.startswith(NO_SUCH_ID) and "{" in path):
            continue
        if method != "GET" and path.startswith(NO_SUCH_ID):
            continue
        answer = client.request(method, address, headers=headers, content=body)
        assert answer.status_code == 200, (line, answer.text)
        if line.endswith("| jq"):
            json.loads(answer.text)


def lines(document):
    """Each line that asks a GET of the volume, with what is said of it."""
    for method, path, operation in operations(document):
        is_there = not (path.startswith(NO_SUCH_ID) and "{" in path)
        if method == "get" and is_there and path not in ("/health/ready", "/stream"):
            yield asked_by(line_of(operation))[1], operation


def test_the_headers_of_every_answer_are_described_and_so_is_a_304(document, client):
    described = {name.lower() for name in document["components"]["headers"]}
    for address, operation in lines(document):
        answer = client.get(address)
        promised = operation["responses"]["200"]["headers"]
        assert set(answer.headers) & described <= {name.lower() for name in promised}, address
        assert {"ETag", "Stale"} <= set(promised)
        again = client.get(address, headers={"if-none-match": answer.headers["etag"]})
        assert str(again.status_code) in operation["responses"]


def test_a_list_that_goes_on_says_that_it_has_a_link(document, client):
    paged = {"/signals", "/trades", "/candles", "/orders", "/portfolio/signals"}
    paged |= {"/portfolio/trades", "/optimizer/runs", "/news", "/logs"}
    of_lists = {
        path
        for method, path, operation in operations(document)
        if method == "get" and "Link" in operation["responses"]["200"].get("headers", {})
    }
    assert of_lists == paged
    assert "link" in client.get("/signals?limit=1").headers


def test_what_is_taken_in_says_where_it_can_be_asked_after(document):
    of_commands = ("/control/{action}", "/positions/{symbol}/close")
    for path in ("/backtests", *of_commands):
        answer = document["paths"][path]["post"]["responses"]["202"]
        assert "Location" in answer["headers"]
    for path in of_commands:
        schema = document["paths"][path]["post"]["responses"]["202"]["content"]["application/json"]
        assert schema["schema"] == {"$ref": "#/components/schemas/CommandView"}


def test_the_example_of_a_command_has_an_id_as_the_store_gives_them(document, tmp_path):
    given = FileVolume(tmp_path).commands.give(CommandKind.PAUSE, by="ann", at=NOON)
    form = re.compile(r"\d{8}T\d{12}-[0-9a-f]{8}")
    schemas = document["components"]["schemas"]
    for name in ("CommandView", "CommandAnswerView"):
        assert form.fullmatch(schemas[name]["example"]["id"])
    assert form.fullmatch(given.id)


def test_who_needs_the_token_is_told_and_what_becomes_of_a_wrong_one(document):
    assert set(document["components"]["securitySchemes"]) == {"token", "password"}
    for method, path, operation in operations(document):
        is_command = method == "post" and path.startswith(NEEDS_TOKEN)
        if path == "/health/live":
            assert operation["security"] == []
            assert not {"401", "429"} & set(operation["responses"])
            continue
        wanted = [{"token": []}] if is_command else [{}, {"token": []}, {"password": []}]
        assert operation["security"] == wanted, path
        assert {"401", "429"} <= set(operation["responses"]), path


def test_a_symbol_that_is_not_traded_has_news_and_runs(document, client):
    for path in ("/news", "/optimizer/runs"):
        assert client.get(path, params={"symbol": "DOGE/USDT"}).status_code == 200
        assert "404" not in document["paths"][path]["get"]["responses"]
    assert "404" in document["paths"]["/orders"]["get"]["responses"]


def test_the_page_of_it_keeps_no_token(client):
    script = client.get("/static/docs.js").text
    assert "persistAuthorization" not in script  # off, unless it is asked for


def test_the_page_of_it_folds_the_schemas_and_follows_the_systems_colours(client):
    assert "defaultModelsExpandDepth: 0" in client.get("/static/docs.js").text
    assert "/static/docs.css" in client.get("/docs").text
    assert "/static/page/theme_first.js" in client.get("/docs").text
