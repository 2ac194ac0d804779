"""`python -m tests.bench`: every figure, with the machine's load; a bar that is missed is told, not hidden."""

from itertools import chain

from tests.bench import engine, papers, search, store, trail, window
from tests.bench.measure import load

VERDICT = {True: "yes", False: "NO", None: "-"}


def main() -> None:
    """Print the table as Markdown."""
    print(f"Load before: {load()}\n")
    print("| what | against | measured | bar | holds |")
    print("|---|---|---|---|---|")
    for row in chain(engine.rows(), papers.rows(), trail.rows(), search.rows(), store.rows(), window.rows()):
        print(f"| {row.what} | {row.against} | {row.figure} | {row.bar} | {VERDICT[row.holds]} |", flush=True)
    print(f"\nLoad after: {load()}")


if __name__ == "__main__":
    main()
