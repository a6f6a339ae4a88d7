"""The reference: the OpenAPI document as a plain page, without a script and without anything from elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ui.escaping import escaped

_STYLE = (Path(__file__).parent / "reference.css").read_text(encoding="utf-8")


def render_reference(document: Mapping[str, Any]) -> str:
    """The page of an OpenAPI document: a section a route, with what it takes, what it gives, and examples."""
    schemas = document.get("components", {}).get("schemas", {})
    routes = [
        (method.upper(), path, operation)
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
    ]
    listed = "".join(
        f'<li><a href="#{_anchor(method, path)}"><code>{method} {escaped(path)}</code></a></li>'
        for method, path, _ in routes
    )
    sections = "".join(_section(method, path, operation, schemas) for method, path, operation in routes)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Dateline: the API</title>'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<link rel="icon" href="favicon.ico"><style>{_STYLE}</style></head><body><main><h1>Dateline: the API</h1>'
        '<p class="quiet">For programs: <a href="openapi.json">openapi.json</a>. Keys go into '
        "<code>Authorization: Bearer KEY</code>.</p>"
        f'<nav aria-label="Routes"><ul>{listed}</ul></nav>{sections}</main></body></html>'
    )


def _section(method: str, path: str, operation: Mapping[str, Any], schemas: Mapping[str, Any]) -> str:
    body = operation.get("requestBody", {}).get("content", {})
    title = f'<span class="method">{method}</span> <code>{escaped(path)}</code>'
    parts = [
        f'<section><h2 id="{_anchor(method, path)}">{title}</h2>',
        *(f"<p>{escaped(each)}</p>" for each in operation.get("description", "").split("\n\n") if each),
        _parameters(operation.get("parameters", [])),
        *_contents("Send", body, schemas),
        *_answers(operation["responses"], schemas),
        "</section>",
    ]
    return "".join(parts)


def _parameters(parameters: list[Mapping[str, Any]]) -> str:
    if not parameters:
        return ""
    rows = "".join(
        f"<tr><td><code>{escaped(each['name'])}</code></td><td>{escaped(each['in'])}"
        f"{', needed' if each.get('required') else ''}</td><td>{escaped(_kind(each['schema']))}</td></tr>"
        for each in parameters
    )
    return f"<table><tr><th>Parameter</th><th>Where</th><th>What</th></tr>{rows}</table>"


def _contents(title: str, contents: Mapping[str, Any], schemas: Mapping[str, Any]) -> Iterator[str]:
    for media_type, content in contents.items():
        schema = content.get("schema", {})
        names = [each for each in _named(schema) if each in schemas]
        example = content.get("example") or next(
            (schemas[name]["examples"][0] for name in names if schemas[name].get("examples")), None
        )
        yield f"<h3>{title} <code>{escaped(media_type)}</code></h3>"
        for text in (schema.get("description"), *(schemas[name].get("description") for name in names)):
            yield f'<p class="quiet">{escaped(text)}</p>' if text else ""
        if example is not None:
            told = example if isinstance(example, str) else json.dumps(example, indent=2, ensure_ascii=False)
            yield f'<pre tabindex="0">{escaped(told)}</pre>'


def _answers(responses: Mapping[str, Any], schemas: Mapping[str, Any]) -> Iterator[str]:
    yield from _contents("Get", responses["200"].get("content", {}), schemas)
    rows = "".join(
        f"<tr><td><code>{code}</code></td><td>{escaped(response['description'])}</td></tr>"
        for code, response in sorted(responses.items())
        if code != "200"
    )
    yield f"<table><tr><th>Else</th><th>Why</th></tr>{rows}</table>"


def _named(schema: Mapping[str, Any]) -> list[str]:
    """The names of the schemas that this one is, is one of, or is a list of."""
    if "$ref" in schema:
        return [str(schema["$ref"]).rpartition("/")[2]]
    inner = [*schema.get("anyOf", []), *([schema["items"]] if "items" in schema else [])]
    return list(dict.fromkeys(name for each in inner for name in _named(each)))


def _kind(schema: Mapping[str, Any]) -> str:
    kinds = [each["type"] for each in schema.get("anyOf", [schema]) if each.get("type") not in (None, "null")]
    bounds = [f"{word} {schema[key]}" for key, word in (("minimum", "from"), ("maximum", "to")) if key in schema]
    default = [f"default {schema['default']}"] if schema.get("default") not in (None, "") else []
    return ", ".join([" or ".join(kinds), *bounds, *default])


def _anchor(method: str, path: str) -> str:
    return escaped(f"{method}{path}".lower().replace("/", "-").replace("{", "").replace("}", "").replace(":", "-"))
