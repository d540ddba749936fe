"""The OpenAPI document: FastAPI's, with our problems in the place of its own errors."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from .routes.document_models import Document
from .routes.models import Problem


def install(app: FastAPI) -> None:
    """Makes /openapi.json and /docs show the document of `document`."""

    def made() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = document(app)
        return app.openapi_schema

    app.openapi = made  # type: ignore[method-assign]


def document(app: FastAPI) -> dict[str, Any]:
    """Everything that the routes declare. Errors have the shape `Problem`, never FastAPI's own."""
    made: dict[str, Any] = get_openapi(
        title=app.title, version=app.version, description=app.description, routes=app.routes
    )
    schemas = made["components"]["schemas"]
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    schemas["Document"] = Document.model_json_schema()
    schemas["Problem"] = Problem.model_json_schema()
    made["components"]["securitySchemes"] = {
        "bearer": {"type": "http", "scheme": "bearer"},
        "header": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
    }
    made["security"] = [{}, {"bearer": []}, {"header": []}]
    for path in made["paths"].values():
        for operation in path.values():
            for status, response in operation["responses"].items():
                if int(status) >= 400 and not _is_refusal(response):
                    response.get("content", {}).pop("application/json", None)
    return made


def _is_refusal(response: dict[str, Any]) -> bool:
    """Whether an error has the form of those under /reconcile, which is documented as it is."""
    reference = response.get("content", {}).get("application/json", {}).get("schema", {}).get("$ref", "")
    return bool(reference == "#/components/schemas/Refusal")
