"""The code blocks of the guides, and which of them are not run, with why."""
import re
from dataclasses import dataclass
from pathlib import Path

# What a reader would run; other languages, and none, are shown only.
RUNNABLE = ("sh", "python", "js")
MARK = re.compile(r"^\s*<!-- first-ten-minutes: not run: (.+) -->$")


class Failed(Exception):
    """A step of a guide did not do what the guide says."""


@dataclass
class Block:
    guide: str
    line: int
    language: str
    text: str
    reason: str | None
    is_run: bool = False

    @property
    def place(self):
        return f"{self.guide}:{self.line}"


def read(project, guide):
    blocks, lines = [], (Path(project) / guide).read_text().splitlines()
    number = 0
    while number < len(lines):
        fence = re.match(r"^(\s*)```(\w*)$", lines[number])
        if not fence:
            number += 1
            continue
        mark = MARK.match(lines[number - 1]) if number else None
        end = number + 1
        while lines[end].strip() != "```":
            end += 1
        text = "\n".join(line[len(fence[1]):] for line in lines[number + 1:end]) + "\n"
        blocks.append(Block(guide, number + 1, fence[2], text, mark and mark[1]))
        number = end + 1
    return [block for block in blocks if block.language in RUNNABLE]


class Guides:
    def __init__(self, project, names):
        self.blocks = [block for name in names for block in read(project, name)]

    def take(self, guide, beginning):
        """The block that begins so; a guide in which it is not was changed without this test."""
        found = [block for block in self.blocks if block.guide == guide and block.text.startswith(beginning)]
        if len(found) != 1:
            raise Failed(f"{guide} has {len(found)} blocks that begin with {beginning!r}.")
        if found[0].reason:
            raise Failed(f"{found[0].place} is marked as not run: {found[0].reason}")
        found[0].is_run = True
        return found[0]

    def told(self):
        """What is not run, with why; a block without a reason is a failure."""
        forgotten = [block.place for block in self.blocks if not block.is_run and not block.reason]
        if forgotten:
            raise Failed(f"Neither run nor marked with a reason: {', '.join(forgotten)}")
        return [f"{block.place}  {block.reason}" for block in self.blocks if block.reason]
