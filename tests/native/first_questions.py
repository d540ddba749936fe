"""Asks first questions from several threads at once: `python first_questions.py GAZETTEER`.

For each mention, in a copy of this process that has asked nothing yet. Prints the mentions whose copy crashed, raised
or answered the same question in two ways, with what became of it.
"""

from __future__ import annotations

import faulthandler
import os
import sys
import threading
from pathlib import Path

from exonym.resolver.resolve import Resolver
from exonym.resolver.store.reading.load import load

THREADS, QUESTIONS = 6, 3
MENTIONS = (
    "Ngo Xuan Lihc", "Нго Суан Лтьи", "吴春歷", "キシ ノブヲ", "عبد الله كريم", "กมล ทองดี", "김정은이",
    "Phan Van Giangg",
)  # fmt: skip


def main(gazetteer: Path) -> None:
    resolver = Resolver(load([gazetteer]))
    for mention in MENTIONS:
        copy = os.fork()
        if not copy:
            faulthandler.enable()
            os._exit(_asked(resolver, mention))
        code = os.waitstatus_to_exitcode(os.waitpid(copy, 0)[1])
        if code:
            print(mention, code)


def _asked(resolver: Resolver, mention: str) -> int:
    """0 where all threads have the same answers, else 3."""
    questions = [mention[: len(mention) - left] for left in range(QUESTIONS)]
    together, answers = threading.Barrier(THREADS), []

    def ask(first: int) -> None:
        together.wait()
        found = {question: resolver.resolve(question) for question in questions[first:] + questions[:first]}
        answers.append(found)

    threads = [threading.Thread(target=ask, args=(number % QUESTIONS,)) for number in range(THREADS)]
    sys.setswitchinterval(1e-6)  # seconds: threads take turns in the middle of everything
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return 0 if len(answers) == THREADS and all(each == answers[0] for each in answers) else 3


if __name__ == "__main__":
    main(Path(sys.argv[1]))
