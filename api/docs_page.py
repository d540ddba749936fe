"""/docs: the OpenAPI document as one page without scripts, so that nothing is loaded from anywhere else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any
from urllib.parse import urlencode

from fastapi import FastAPI, Request
from fastapi.responses import Response
from markupsafe import Markup
from starlette.routing import Route

from .web.rendering import render

_Object = Mapping[str, Any]


def mount(app: FastAPI) -> None:
    """Puts /docs into the application. It is made anew for each reader: few ask, and it takes milliseconds."""

    async def docs(request: Request) -> Response:
        return render(request, "docs.html", body=Markup(_body(app.openapi())))  # noqa: S704 (every text is escaped)

    app.router.routes.append(Route("/docs", docs, methods=["GET"]))


def _body(document: _Object) -> str:
    operations = [
        (path, method, operation) for path, each in document["paths"].items() for method, operation in each.items()
    ]
    listed = "".join(
        f'<li><a href="#{_anchor(path, method)}"><code>{method.upper()} {escape(path)}</code></a> '
        f"{_prose(operation['summary'])}</li>"
        for path, method, operation in operations
    )
    schemas = document["components"]["schemas"]
    parts = [
        f"<h1>{escape(document['info']['title'])} {escape(document['info']['version'])}</h1>",
        *(f"<p>{_prose(each)}</p>" for each in document["info"]["description"].split("\n\n")),
        '<p>For programs: <a href="/openapi.json">openapi.json</a></p>',
        f"<ul>{listed}</ul>",
        *(_operation(path, method, operation, schemas) for path, method, operation in operations),
        "<h2>Shapes</h2>",
        *(_schema(name, schema) for name, schema in sorted(schemas.items())),
    ]
    return "".join(parts)


def _operation(path: str, method: str, operation: _Object, schemas: _Object) -> str:
    rows = "".join(
        f"<tr><td><code>{escape(each['name'])}</code></td><td>{_type(each['schema'])}</td>"
        f"<td>{_prose(each.get('description', ''))}</td></tr>"
        for each in operation.get("parameters", ())
    )
    replies = "".join(
        f"<tr><td>{escape(status)}</td><td>{_content(reply)}</td><td>{_prose(reply['description'])}</td></tr>"
        for status, reply in operation["responses"].items()
    )
    return (
        f'<h2 id="{_anchor(path, method)}"><code>{method.upper()} {escape(path)}</code></h2>'
        f"<p>{_prose(operation['summary'])}. {_prose(operation.get('description', ''))}</p>"
        f"{''.join(_examples(path, method, operation, schemas))}"
        + (_table(("Parameter", "Type", "What it is"), rows) if rows else "")
        + _table(("Status", "Reply", "When"), replies)
    )


def _examples(path: str, method: str, operation: _Object, schemas: _Object) -> Iterator[str]:
    if method == "get":
        given = {each["name"]: _example(each) for each in operation.get("parameters", ()) if _example(each)}
        address = re.sub(r"\{(\w+)\}", lambda found: given.pop(found[1], found[1]), path)
        address += f"?{urlencode(given)}" if given else ""
        yield f'<p>Try it: <a href="{escape(address)}"><code>{escape(address)}</code></a></p>'
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    name = str(body.get("$ref", "")).rpartition("/")[2]
    for example in schemas.get(name, {}).get("examples", ()):
        text = json.dumps(example, ensure_ascii=False)
        link = f'<a href="#schema-{escape(name)}">{escape(name)}</a>'
        yield f'<p>Body: {link}</p><pre class="scroll" tabindex="0"><code>{escape(text)}</code></pre>'


def _example(parameter: _Object) -> str:
    return str((parameter["schema"].get("examples") or parameter.get("examples") or [""])[0])


def _content(reply: _Object) -> str:
    schemas = [each.get("schema", {}) for each in reply.get("content", {}).values()]
    return ", ".join(_type(schema) for schema in schemas if schema)


def _schema(name: str, schema: _Object) -> str:
    required = schema.get("required", ())
    rows = "".join(
        f"<tr><td><code>{escape(field)}</code></td><td>{_type(each)}{'' if field in required else ', optional'}</td>"
        f"<td>{_prose(each.get('description', ''))}</td></tr>"
        for field, each in schema.get("properties", {}).items()
    )
    return f'<h3 id="schema-{escape(name)}">{escape(name)}</h3><p>{_prose(schema.get("description", ""))}</p>' + (
        _table(("Field", "Type", "What it is"), rows) if rows else ""
    )


def _table(heads: tuple[str, ...], rows: str) -> str:
    """A table of rows, which may be wider than a narrow page."""
    columns = "".join(f'<th scope="col">{head}</th>' for head in heads)
    return f'<div class="scroll"><table><thead><tr>{columns}</tr></thead><tbody>{rows}</tbody></table></div>'


def _type(schema: _Object) -> str:
    """A few words for a schema: its type, its choices, or where it is described."""
    if "$ref" in schema:
        name = escape(schema["$ref"].rpartition("/")[2])
        return f'<a href="#schema-{name}">{name}</a>'
    if "anyOf" in schema:
        return " or ".join(_type(each) for each in schema["anyOf"])
    if "enum" in schema:
        return escape(" | ".join(str(each) or "(empty)" for each in schema["enum"]))
    if schema.get("type") == "array":
        return f"list of {_type(schema.get('items', {}))}"
    return escape(str(schema.get("type", "any")))


def _prose(text: str) -> str:
    """Text with `code` in backticks."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(" ".join(text.split())))


def _anchor(path: str, method: str) -> str:
    return re.sub(r"\W+", "-", f"{method}{path}").strip("-")
