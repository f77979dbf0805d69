using System.Collections.Immutable;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Dependencies;

/// <summary>The names that all files of a project declare.</summary>
internal sealed class ProjectNames
{
    private readonly ImmutableArray<TreeNames> _trees;
    private readonly Dictionary<string, ulong> _hashes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _aliases = new(StringComparer.Ordinal);

    /// <summary>Joins the names of files.</summary>
    /// <param name="trees">The files.</param>
    /// <param name="settings">The project's settings.</param>
    public ProjectNames(ImmutableArray<TreeNames> trees, ProjectSettings settings)
    {
        _trees = trees;
        Settings = settings;
        HashSet<string> spaces = new(StringComparer.Ordinal);
        foreach (TreeNames tree in trees)
        {
            Global = unchecked(Global + tree.Global);
            _aliases.UnionWith(tree.Aliases);
            spaces.UnionWith(tree.Spaces);
            foreach (KeyValuePair<string, DeclaredName> name in tree.Names)
            {
                Add(name.Key, name.Value.Hash);
            }
        }

        // A namespace is listed once, however many files share it.
        foreach (string space in spaces)
        {
            foreach (string part in space.Split('.'))
            {
                Add(part, TextHash.Of(space));
            }
        }
    }

    /// <summary>The project's settings.</summary>
    public ProjectSettings Settings { get; }

    /// <summary>A hash of the global usings.</summary>
    public ulong Global { get; }

    /// <summary>Whether a using directive of any file gives a type this name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>True when one does.</returns>
    public bool IsAlias(string name) => _aliases.Contains(name);

    /// <summary>A hash of all declarations under some names.</summary>
    /// <param name="names">The names.</param>
    /// <returns>The hash.</returns>
    public ulong StampOf(IReadOnlyList<string> names)
    {
        ulong stamp = Global;
        for (int i = 0; i < names.Count; i++)
        {
            if (_hashes.TryGetValue(names[i], out ulong hash))
            {
                // Each name has its own weight, so that changes of two names do not cancel.
                stamp = unchecked((stamp * 31) + hash);
            }
            else
            {
                stamp = unchecked(stamp * 31);
            }
        }

        return stamp;
    }

    /// <summary>The names reachable from some names: these, the names that their declarations mention, and so on.</summary>
    /// <param name="names">The first names.</param>
    /// <returns>All names, also undeclared ones: a declaration may come later.</returns>
    public string[] Reach(IEnumerable<string> names)
    {
        HashSet<string> reached = new(StringComparer.Ordinal);
        Stack<string> open = new(names.Concat(_trees.SelectMany(tree => tree.GlobalMentions)));
        while (open.Count > 0)
        {
            string name = open.Pop();
            if (!reached.Add(name) || !_hashes.ContainsKey(name))
            {
                continue;
            }

            foreach (TreeNames tree in _trees)
            {
                if (tree.Names.TryGetValue(name, out DeclaredName? declared))
                {
                    foreach (string mentioned in declared.Mentioned)
                    {
                        open.Push(mentioned);
                    }
                }
            }
        }

        return [.. reached];
    }

    private void Add(string name, ulong hash)
    {
        _hashes.TryGetValue(name, out ulong others);
        _hashes[name] = unchecked(others + hash);
    }
}
