"""``python -m tests.docs.notebook``: run docs/notebook.ipynb and write its outputs anew, as plain text."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).parents[2]
NOTEBOOK = ROOT / "docs" / "notebook.ipynb"


def ran(path: Path = NOTEBOOK) -> nbformat.NotebookNode:
    """Return the notebook as it is after a run of all its cells; an error in a cell is raised.

    Outputs keep their plain text alone, which is small and the same on every machine.
    """
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(ROOT)}}).execute()
    for number, cell in enumerate((c for c in notebook.cells if c.cell_type == "code"), 1):
        cell.execution_count = number
        cell.metadata = {}
        for output in cell.outputs:
            if "data" in output:
                output.data = {"text/plain": output.data["text/plain"]}
                output.metadata = {}
            if "execution_count" in output:
                output.execution_count = number
    notebook.metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    return notebook


def written(notebook: nbformat.NotebookNode) -> str:
    """Return the text of a notebook's file."""
    return nbformat.writes(notebook, indent=1) + "\n"


if __name__ == "__main__":
    NOTEBOOK.write_text(written(ran()), encoding="utf-8")
