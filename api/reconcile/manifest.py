"""What the service says of itself: one manifest for each version, since no document is valid for both."""

from __future__ import annotations

from typing import Any

from ... import __version__
from .types import default_types

Wire = dict[str, Any]
WIDTH, HEIGHT = 420, 260

DOCUMENTATION_PATH = "/docs"
_SETTINGS = (
    {"id": "limit", "name": "Values at most", "type": "number", "default": 0, "help": "0 gives all"},
    {
        "id": "language", "name": "Language of names", "type": "text", "default": "",
        "help": "A BCP 47 code (ru, zh, ja, en): names in that language, also those that follow by rule",
    },
)  # fmt: skip


def manifest_02(root: str, prefix: str, batch_size: int) -> Wire:
    """Version 0.2. `root` is the address of the service, `prefix` the language path before /reconcile."""
    base = f"{root}{prefix}/reconcile"

    def suggest(what: str) -> Wire:
        flyout = f"/flyout/{what}?id=${{id}}"
        return {"service_url": base, "service_path": f"/suggest/{what}", "flyout_service_path": flyout}

    return {
        "versions": ["0.2"],
        "name": _name(prefix),
        "identifierSpace": f"{root}/entities/",
        "schemaSpace": f"{root}/reconcile/types/",
        "defaultTypes": default_types(),
        "documentation": root + DOCUMENTATION_PATH,
        "serviceVersion": __version__,
        "batchSize": batch_size,
        "view": {"url": f"{root}/view/{{{{id}}}}"},
        "preview": {"url": f"{base}/preview/{{{{id}}}}", "width": WIDTH, "height": HEIGHT},
        "suggest": {what: suggest(what) for what in ("entity", "property", "type")},
        "extend": {
            "propose_properties": {"service_url": base, "service_path": "/extend/propose"},
            "property_settings": [
                {
                    "name": each["id"], "label": each["name"], "type": each["type"], "default": each["default"],
                    "help_text": each["help"],
                }
                for each in _SETTINGS
            ],
        },
    }  # fmt: skip


def manifest_10(root: str, prefix: str, batch_size: int) -> Wire:
    """The 1.0 draft."""
    settings = [
        {
            "id": each["id"], "name": each["name"], "type": each["type"], "default": each["default"],
            "helpText": each["help"],
        }
        for each in _SETTINGS
    ]  # fmt: skip
    return {
        "versions": ["1.0-draft"],
        "name": _name(prefix),
        "documentation": root + DOCUMENTATION_PATH,
        "serviceVersion": __version__,
        "defaultTypes": default_types(),
        "batchSize": batch_size,
        "standardizedScore": True,
        "view": {"url": f"{root}/view/{{id}}"},
        "preview": {"width": WIDTH, "height": HEIGHT},
        "suggest": {"entity": True, "property": True, "type": True},
        "extend": {"proposeProperties": True, "propertySettings": settings},
    }


def _name(prefix: str) -> str:
    return f"exonym ({prefix[1:]})" if prefix else "exonym"
