namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>One way to make a program smaller.</summary>
/// <param name="Path">The way to the piece: numbers of parts, from the root.</param>
/// <param name="Replacement">What takes its place.</param>
/// <param name="Saved">How much shorter the text becomes.</param>
internal sealed record CodeEdit(IReadOnlyList<int> Path, CodeNode Replacement, int Saved)
{
    /// <summary>All edits of a program, the most thorough first.</summary>
    /// <param name="root">The program.</param>
    /// <returns>The edits.</returns>
    public static IReadOnlyList<CodeEdit> Of(CodeNode root)
    {
        List<CodeEdit> edits = [];
        Collect(root, [], edits);
        return [.. edits.Where(edit => edit.Saved > 0).OrderByDescending(edit => edit.Saved)];
    }

    /// <summary>Makes edits of different pieces at once.</summary>
    /// <param name="root">The program.</param>
    /// <param name="edits">The edits; those inside a piece that another one replaces are left out.</param>
    /// <returns>The smaller program.</returns>
    public static CodeNode Apply(CodeNode root, IReadOnlyList<CodeEdit> edits)
    {
        List<CodeEdit> made = [];
        foreach (CodeEdit edit in edits.Where(edit => !made.Exists(other => other.Overlaps(edit))))
        {
            made.Add(edit);
            root = Replace(root, edit, 0);
        }

        return root;
    }

    private static CodeNode Replace(CodeNode node, CodeEdit edit, int level)
        => level == edit.Path.Count
            ? edit.Replacement
            : node.With(edit.Path[level], Replace(node.Parts[edit.Path[level]], edit, level + 1));

    private static void Collect(CodeNode node, int[] path, List<CodeEdit> edits)
    {
        void Add(CodeNode replacement) => edits.Add(new CodeEdit(path, replacement, node.Length - replacement.Length));
        if (node.Kind == CodeKind.Statement)
        {
            Add(CodeNode.Empty);
            CodeNode[] inner = [.. Inner(node, part => part.Kind == CodeKind.Statement)];
            if (inner.Length > 0)
            {
                Add(CodeNode.Row(inner));
            }
        }
        else if (node.Kind == CodeKind.Expression)
        {
            foreach (CodeNode part in Inner(node, part => part.Kind == CodeKind.Expression && part.Type == node.Type))
            {
                Add(part);
            }

            Add(CodeNode.Expression(node.Type, node.Type is "int" ? (CodeParts)$"3" : $"default({node.Type})"));
        }

        for (int n = 0; n < node.Parts.Count; n++)
        {
            Collect(node.Parts[n], [.. path, n], edits);
        }
    }

    /// <summary>The outermost pieces of a kind inside a piece.</summary>
    private static IEnumerable<CodeNode> Inner(CodeNode node, Func<CodeNode, bool> fits)
        => node.Parts.SelectMany(part => fits(part) ? [part] : Inner(part, fits));

    private bool Overlaps(CodeEdit other)
    {
        int common = Math.Min(Path.Count, other.Path.Count);
        return Path.Take(common).SequenceEqual(other.Path.Take(common));
    }
}
