"""The schemas in a real editor's language server: completion with explanations, and an error on a misspelt key.

Needs node and the npm package yaml-language-server: on the path, or in the directory that the environment variable
NODE_MODULES names (`npm install --prefix DIR yaml-language-server`, then NODE_MODULES=DIR/node_modules).
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from exonym.resolver.store.reading.shipped import shipped


def _server() -> str | None:
    folders = os.pathsep.join(filter(None, (os.environ.get("NODE_MODULES", "") + "/.bin", os.environ.get("PATH"))))
    return shutil.which("yaml-language-server", path=folders)


pytestmark = [
    pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed"),
    pytest.mark.skipif(_server() is None, reason="the npm package yaml-language-server is not installed"),
]


class Editor:
    """As much of an editor as it takes: JSON-RPC over pipes."""

    def __init__(self, root: Path) -> None:
        self.root = root
        command = [_server() or "", "--stdio"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.number = 0
        self.notices: list[dict[str, Any]] = []
        self.ask("initialize", {"processId": None, "rootUri": root.as_uri(), "capabilities": {
            "textDocument": {"completion": {"completionItem": {"documentationFormat": ["markdown"]}}, "hover": {}},
            "workspace": {"configuration": True},
        }})  # fmt: skip
        self.tell("initialized", {})

    def send(self, message: dict[str, Any]) -> None:
        raw = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(raw), raw))
        self.process.stdin.flush()

    def tell(self, method: str, params: Any) -> None:
        self.send({"method": method, "params": params})

    def read(self) -> dict[str, Any]:
        assert self.process.stdout
        length = 0
        while (line := self.process.stdout.readline().strip()) or not length:
            assert line or length or self.process.poll() is None, "the server has ended"
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        message: dict[str, Any] = json.loads(self.process.stdout.read(length))
        if "id" in message and "method" in message:  # the server asks for settings
            self.send({"id": message["id"], "result": [self.settings(each) for each in _items(message)]})
        return message

    @staticmethod
    def settings(section: dict[str, Any]) -> Any:
        yaml = {"completion": True, "validate": True, "hover": True, "schemaStore": {"enable": False}}
        return yaml if section.get("section") == "yaml" else {}

    def ask(self, method: str, params: Any) -> Any:
        self.number += 1
        self.send({"id": self.number, "method": method, "params": params})
        while True:
            message = self.read()
            if message.get("id") == self.number and "method" not in message:
                return message["result"]
            self.notices.append(message)

    def open(self, text: str) -> str:
        file = self.root / "people" / "vn.yaml"
        file.write_text(text)
        self.tell("textDocument/didOpen", {
            "textDocument": {"uri": file.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        })  # fmt: skip
        return file.as_uri()

    def diagnostics(self) -> list[dict[str, Any]]:
        while True:
            message = self.notices.pop(0) if self.notices else self.read()
            if message.get("method") == "textDocument/publishDiagnostics":
                return message["params"]["diagnostics"]  # type: ignore[no-any-return]


def _items(message: dict[str, Any]) -> list[dict[str, Any]]:
    params = message.get("params")
    return params.get("items", []) if isinstance(params, dict) else []


HEAD = "# yaml-language-server: $schema=../schema/people.schema.json\n"


@pytest.fixture
def editor(tmp_path: Path) -> Iterator[Editor]:
    (tmp_path / "people").mkdir()
    shutil.copytree(shipped() / "schema", tmp_path / "schema")
    editor = Editor(tmp_path)
    yield editor
    editor.process.kill()
    for stream in (editor.process.stdin, editor.process.stdout):
        assert stream
        stream.close()
    editor.process.wait()


def test_a_misspelt_key_is_an_error_where_it_stands(editor: Editor) -> None:
    editor.open(HEAD + "vn-a:\n  name: Lê Thử\n  bron: 1954\n")
    (found,) = editor.diagnostics()
    assert found["range"]["start"] == {"line": 3, "character": 2}
    assert "bron" in found["message"]


def test_what_is_right_is_free_of_errors(editor: Editor) -> None:
    editor.open(HEAD + 'vn-a:\n  name: Lê Thử\n  names: {zh: [黎試], "no": Le}\n  born: 1954\n  sources: [knowledge]\n')
    assert editor.diagnostics() == []


def test_keys_are_completed_and_explained(editor: Editor) -> None:
    uri = editor.open(HEAD + "vn-a:\n  name: Lê Thử\n  b\n")
    position = {"line": 3, "character": 3}
    answer = editor.ask("textDocument/completion", {"textDocument": {"uri": uri}, "position": position})
    items = {each["label"]: each for each in (answer["items"] if isinstance(answer, dict) else answer)}
    assert "born" in items
    assert "Date of birth" in json.dumps(items["born"])
    hover = {"textDocument": {"uri": uri}, "position": {"line": 2, "character": 3}}
    shown = json.dumps(editor.ask("textDocument/hover", hover), ensure_ascii=False)
    assert "owner's language" in shown
    assert "Ngô Xuân Lịch" in shown
