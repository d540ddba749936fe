"""Every module that makes a bridge between scripts is listed among the routes, once."""

import ast
from pathlib import Path

from exonym.resolver.readings import routes

FOLDER = Path(routes.__file__).parent


def makes_bridges(path: Path) -> bool:
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if any(isinstance(target, ast.Name) and target.id == "BRIDGES" for target in targets):
            return True
    return False


def test_every_module_with_bridges_is_listed_once():
    found = {
        ".".join(path.relative_to(FOLDER).with_suffix("").parts) for path in FOLDER.rglob("*.py") if makes_bridges(path)
    }
    listed = list(routes._MODULES)
    assert len(listed) == len(set(listed))
    assert set(listed) == found


def test_every_bridge_leads_somewhere_and_none_stands_twice():
    ways = [(bridge.code, bridge.source, bridge.target) for bridge in routes.all_bridges()]
    assert len(ways) == len(set(ways))
    assert all(bridge.title for bridge in routes.all_bridges())
