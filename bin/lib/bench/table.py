"""The rows of the table, and what each benchmark gave last (target/bench/rows/<name>.json)."""

import dataclasses
import json

from processes import WORK


@dataclasses.dataclass
class Row:
    """One line: `met` says whether what was reached is what was aimed at; None: no aim."""

    what: str
    reach: str
    reached: str
    ratio: str = ""
    met: bool | None = None


def markdown(rows):
    lines = ["| what | reach | reached | ratio | met |", "|---|---|---|---|---|"]
    for row in rows:
        met = {True: "yes", False: "**no**", None: ""}[row.met]
        lines.append(f"| {row.what} | {row.reach} | {row.reached} | {row.ratio} | {met} |")
    return "\n".join(lines)


def keep(name, rows):
    file = WORK / "rows" / f"{name}.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps([dataclasses.asdict(row) for row in rows], indent=1))


def last(name):
    file = WORK / "rows" / f"{name}.json"
    return [Row(**row) for row in json.loads(file.read_text())] if file.exists() else []


def percent(ratio, digits=2):
    return f"{100 * ratio:.{digits}f} %"


def figure(ratio):
    """.9463, without the zero in front."""
    return f"{ratio:.4f}".lstrip("0")
