namespace HmmGen.Generators.Lowering.Flow;

/// <summary>Orders the nodes of a graph.</summary>
internal static class GraphOrder
{
    /// <summary>The nodes that a node reaches, each before those that follow it, back edges excepted.</summary>
    /// <param name="count">The number of nodes.</param>
    /// <param name="root">The node to start at.</param>
    /// <param name="next">The nodes that follow a node.</param>
    /// <returns>The nodes, the root first.</returns>
    public static int[] ReversePostorder(int count, int root, Func<int, IReadOnlyList<int>> next)
    {
        bool[] seen = new bool[count];
        int[] order = new int[count];
        int free = count;
        Stack<(int Node, int Edge)> open = new();
        seen[root] = true;
        open.Push((root, 0));
        while (open.Count > 0)
        {
            (int node, int edge) = open.Pop();
            IReadOnlyList<int> followers = next(node);
            if (edge == followers.Count)
            {
                order[--free] = node;
                continue;
            }

            open.Push((node, edge + 1));
            if (!seen[followers[edge]])
            {
                seen[followers[edge]] = true;
                open.Push((followers[edge], 0));
            }
        }

        int[] reached = new int[count - free];
        Array.Copy(order, free, reached, 0, reached.Length);
        return reached;
    }

    /// <summary>Inverts an order.</summary>
    /// <param name="count">The number of nodes.</param>
    /// <param name="order">Some of the nodes.</param>
    /// <returns>Each node's place in the order, -1 for the others.</returns>
    public static int[] Positions(int count, int[] order)
    {
        int[] positions = new int[count];
        for (int node = 0; node < count; node++)
        {
            positions[node] = -1;
        }

        for (int place = 0; place < order.Length; place++)
        {
            positions[order[place]] = place;
        }

        return positions;
    }
}
