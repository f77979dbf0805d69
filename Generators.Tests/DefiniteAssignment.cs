using System.Text.RegularExpressions;

namespace HmmGen.Generators.Tests;

/// <summary>Finds variables in the text of a compiled kernel that are read on a way on which nothing was assigned to them.</summary>
internal sealed partial class DefiniteAssignment
{
    private readonly List<Block> _blocks = [];
    private readonly Dictionary<string, Block> _byLabel = [];
    private readonly HashSet<string> _given;

    private DefiniteAssignment(IEnumerable<string> lines, IEnumerable<string> given)
    {
        _given = [.. given];
        Block current = Add("");
        foreach (string line in lines.Select(line => line.Trim()).Where(line => line is not ("" or ";")))
        {
            if (Label().Match(line) is { Success: true } label)
            {
                Block next = Add(label.Groups[1].Value);
                current.GoTo(next.Label);
                current = next;
                current.Read(line[label.Length..]);
            }
            else
            {
                current.Read(line);
            }
        }
    }

    /// <summary>The first variable of a text that may be read before it is assigned.</summary>
    /// <param name="text">PTX assembly or OpenCL C, as ILGPU writes them.</param>
    /// <returns>Block and variable; null when there is none.</returns>
    public static string? FirstUnassigned(string text) => Function().Matches(text)
        .Select(function => new DefiniteAssignment(function.Groups[2].Value.Split('\n'), Variable().Matches(function.Groups[1].Value).Select(v => v.Value)).First())
        .FirstOrDefault(found => found is not null);

    private string? First()
    {
        _blocks[0].Before = _given;
        Queue<Block> changed = new(_blocks.Take(1));
        while (changed.TryDequeue(out Block? block))
        {
            HashSet<string> after = [.. block.Before!, .. block.Assigned];
            foreach (Block next in block.Targets.Select(label => _byLabel[label]))
            {
                int before = next.Before?.Count ?? int.MaxValue;
                next.Before = next.Before is null ? [.. after] : [.. next.Before.Intersect(after)];
                if (next.Before.Count < before)
                {
                    changed.Enqueue(next);
                }
            }
        }

        return _blocks.Where(block => block.Before is not null)
            .Select(block => block.ReadFirst.FirstOrDefault(variable => !block.Before!.Contains(variable)) is { } variable ? $"{block.Label}: {variable}" : null)
            .FirstOrDefault(found => found is not null);
    }

    private Block Add(string label)
    {
        Block block = new(label);
        _blocks.Add(block);
        _byLabel.Add(label, block);
        return block;
    }

    [GeneratedRegex(@"^(?:kernel|\.visible \.entry|\.func)\b([^{}]*?)^\{(.*?)^\}", RegexOptions.CultureInvariant | RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Function();

    [GeneratedRegex(@"^(\$?L_\w+):\s*;?", RegexOptions.CultureInvariant)]
    private static partial Regex Label();

    [GeneratedRegex(@"(?<![\w.%])(?:var\d+|%(?:rd|r|p|f|fd|rs|h)\d+)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();

    /// <summary>What a block reads and assigns, and where it leads.</summary>
    private sealed partial class Block(string label)
    {
        private bool _conditional;
        private bool _left;

        public string Label => label;

        public HashSet<string>? Before { get; set; }

        public HashSet<string> Assigned { get; } = [];

        /// <summary>The variables that are read before the block assigns them.</summary>
        public List<string> ReadFirst { get; } = [];

        public List<string> Targets { get; } = [];

        /// <summary>Adds where the block leads, unless it has left before.</summary>
        /// <param name="target">The label.</param>
        public void GoTo(string target)
        {
            if (!_left)
            {
                Targets.Add(target);
            }
        }

        public void Read(string line)
        {
            if (_left)
            {
                return;
            }

            if (Declaration().Match(line) is { Success: true } declaration)
            {
                // What is declared with an address space is memory, of which only the address is a value.
                Assigned.UnionWith(declaration.Groups["memory"].Success ? Variable().Matches(line).Select(variable => variable.Value) : []);
                return;
            }

            if (Jump().Match(line) is { Success: true } jump)
            {
                // The labels of an indexed branch stand where its block begins, under a label of their own, which the branch names.
                Use(line);
                bool isIndexed = jump.Groups["how"].ValueSpan.StartsWith("brx", StringComparison.Ordinal);
                Targets.AddRange(Names().Matches(line).Select(name => name.Value).Where(_ => !isIndexed));
                _left = !_conditional && !jump.Groups["predicate"].Success && jump.Groups["how"].Value != ".branchtargets";
                _conditional = false;
            }
            else if (line.StartsWith("if (", StringComparison.Ordinal))
            {
                Use(line);
                _conditional = true;
            }
            else if (Return().IsMatch(line))
            {
                _left = true;
            }
            else if (line.StartsWith("switch", StringComparison.Ordinal) || Case().IsMatch(line))
            {
                // Every case jumps, and what follows the last one as well.
                Use(line);
                _conditional = Case().IsMatch(line);
            }
            else if (Assignment().Match(line) is { Success: true } assignment)
            {
                Use(line[assignment.Length..]);
                Assigned.UnionWith(Variable().Matches(assignment.Groups["to"].Value).Select(variable => variable.Value));
            }
            else
            {
                Use(line);
            }
        }

        private void Use(string text)
            => ReadFirst.AddRange(Variable().Matches(text).Select(variable => variable.Value).Where(variable => !Assigned.Contains(variable)));

        [GeneratedRegex(@"^(?<memory>(?:private|local)\s+)?(?:[\w*]+\s+)+\*?\s*var\d+(?:\[\d+\])?;$|^\.(?:reg|local|param)\b", RegexOptions.CultureInvariant)]
        private static partial Regex Declaration();

        [GeneratedRegex(@"^(?<predicate>@!?%p\d+\s+)?(?<how>goto\b|bra\b|brx\.idx\b|\.branchtargets\b)", RegexOptions.CultureInvariant)]
        private static partial Regex Jump();

        [GeneratedRegex(@"\bL_\w+", RegexOptions.CultureInvariant)]
        private static partial Regex Names();

        [GeneratedRegex(@"^(?:return\b|ret\b)", RegexOptions.CultureInvariant)]
        private static partial Regex Return();

        [GeneratedRegex(@"^(?:case |default:)", RegexOptions.CultureInvariant)]
        private static partial Regex Case();

        // OpenCL C assigns variables and their fields; PTX names the destination first, except where it stores.
        [GeneratedRegex(@"^(?<to>var\d+)(?:\.\w+)*\s*=(?!=)|^(?!st\.|red\.|bar|membar)[a-z][\w.:]*\s+(?<to>%\w+|\{[^}]*\})\s*,", RegexOptions.CultureInvariant)]
        private static partial Regex Assignment();
    }
}
