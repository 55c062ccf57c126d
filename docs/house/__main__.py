"""python -m docs.house: draw the import graph into docs/architecture.md, and print the sizes."""

from docs.house.architecture import write_graph
from docs.house.graph import table
from docs.house.layers import rooms
from docs.house.sizes import sizes
from docs.house.source import imports, modules

if __name__ == "__main__":
    known = modules()
    graph = table(rooms(), imports(known))
    write_graph(graph)
    print(graph)
    print()
    for room, files, lines in sizes(known.values()):
        print(f"{room:<14}{files:>4} files{lines:>8,} lines")
