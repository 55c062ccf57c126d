"""python -m docs.house: write the graph of imports and the sizes into the map, and print both."""

from docs.house.architecture import write_graph, write_sizes
from docs.house.graph import table
from docs.house.layers import rooms
from docs.house.sizes import size_table, sizes
from docs.house.source import imports, modules

if __name__ == "__main__":
    known = modules()
    graph = table(rooms(), imports(known))
    write_graph(graph)
    print(graph)
    print()
    by_size = sizes(known.values())
    write_sizes(size_table(by_size))
    for room, files, lines in by_size:
        print(f"{room:<14}{files:>4} files{lines:>8,} lines")
