"""Executes every notebook from top to bottom and fails on the first error; the files themselves keep no outputs."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).parents[1]
DATABASE = ROOT / "build" / "notebooks.duckdb"


def main() -> int:
    """Reads the samples into a database, then runs the notebooks on it. Returns the exit code."""
    DATABASE.parent.mkdir(exist_ok=True)
    DATABASE.unlink(missing_ok=True)
    command = [sys.executable, "-m", "planparse", "ingest", "samples/docx", "--db", str(DATABASE)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    os.environ["PLANPARSE_DB"] = str(DATABASE)
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        if any(cell.get("outputs") for cell in notebook.cells):
            print(f"{path.name}: holds outputs: clear them before committing", file=sys.stderr)
            return 1
        NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(path.parent)}}).execute()
        executed = ROOT / "build" / "notebooks" / path.name
        executed.parent.mkdir(exist_ok=True)
        nbformat.write(notebook, executed)
        print(f"{path.name}: executed, the run is in {executed.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
