"""Executes a notebook whose outputs are empty, as committed ones are, and writes it with its outputs and pictures.

    run_notebook.py NOTEBOOK OUTPUT_DIR

OUTPUT_DIR gets the executed notebook, its pictures as PNG and its texts as text.txt. Exit 0 executed, 1 a cell failed,
2 the notebook is not as it must be committed.
"""

import base64
import pathlib
import sys

import nbclient
import nbformat

source, target = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
notebook = nbformat.read(source, as_version=4)
nbformat.validate(notebook)
full = [cell["id"] for cell in notebook.cells if cell.cell_type == "code" and (cell.outputs or cell.execution_count)]
if full:
    print(f"{source}: the cells {full} hold outputs. Clear them before you commit.", file=sys.stderr)
    sys.exit(2)
target.mkdir(parents=True, exist_ok=True)
try:
    nbclient.NotebookClient(notebook, timeout=300, kernel_name="python3").execute()
except nbclient.exceptions.CellExecutionError as e:
    print(e, file=sys.stderr)
    sys.exit(1)
finally:
    nbformat.write(notebook, target / source.name)
texts, pictures = [], 0
for cell in notebook.cells:
    for output in cell.get("outputs", []):
        data = output.get("data", {})
        if "image/png" in data:
            pictures += 1
            (target / f"{source.stem}-{pictures}.png").write_bytes(base64.b64decode(data["image/png"]))
        texts.append(data.get("text/markdown") or data.get("text/html") or output.get("text", ""))
(target / "text.txt").write_text("\n".join(texts))
print(f"{len(notebook.cells)} cells, {pictures} pictures")
