"""`python -m tests.upgrade.make`: keeps a database of today's schema for the versions to come."""

import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory

from clinicdesk.store.embedded import DATABASE, EmbeddedStore
from clinicdesk.store.schema import STEPS
from tests.upgrade.people import fill

HERE = Path(__file__).parent


def keys() -> tuple[bytes, bytes]:
    """The made-up database key and trail key that all of them are under."""
    told = tomllib.loads((HERE / "keys.toml").read_text("utf-8"))
    return bytes.fromhex(told["database_key"]), bytes.fromhex(told["trail_key"])


def main() -> None:
    """Make the file of the newest step, unless it is there."""
    target = HERE / f"{max(STEPS)}.db"
    if target.exists():
        raise SystemExit(f"{target.name} is there already. A new schema needs a new step; see schema.py.")
    with TemporaryDirectory() as folder:
        store = EmbeddedStore.create(Path(folder), *keys())
        fill(store)
        store.close()
        (Path(folder) / DATABASE).rename(target)
    print(f"Kept {target.name}.")


if __name__ == "__main__":
    main()
