"""A command about a mention, which may begin with a dash."""

from __future__ import annotations

import re
from typing import Any

from .plain_values import PlainCommand

_OPTION = re.compile(r"--?[A-Za-z][A-Za-z0-9-]*(=.*)?", re.DOTALL)


class MentionCommand(PlainCommand):
    """A command whose argument may begin with a dash (-5, --吴春历) if it does not look like an option."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take what cannot be an option for a mention."""
        dashed = [arg for arg in args if arg.startswith("-") and arg != "-"]
        ctx.ignore_unknown_options = not any(self._is_unknown(ctx, arg) for arg in dashed)
        return super().parse_args(ctx, args)

    def _is_unknown(self, ctx: Any, arg: str) -> bool:
        known = {name for parameter in self.get_params(ctx) for name in parameter.opts}
        return bool(_OPTION.fullmatch(arg)) and arg.split("=", 1)[0] not in known
