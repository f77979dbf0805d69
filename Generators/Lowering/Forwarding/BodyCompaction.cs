using HmmGen.Generators.Model;
using Microsoft.CodeAnalysis.CSharp;

namespace HmmGen.Generators.Lowering.Forwarding;

/// <summary>Drops the locals and sites that are no longer used, numbers the others anew, and gives locals names of their own.</summary>
internal static class BodyCompaction
{
    /// <summary>Compacts a body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="reserved">Names that locals must not have.</param>
    /// <returns>The compact body.</returns>
    public static KernelBody Run(KernelBody body, IEnumerable<string> reserved)
    {
        SortedSet<int> locals = [];
        SortedSet<int> sites = [];
        foreach (Instruction instruction in body.Blocks.SelectMany(static b => b.Instructions))
        {
            if (instruction.Target() is >= 0 and int target)
            {
                locals.Add(target);
            }

            if (SiteOf(instruction) is { } site)
            {
                sites.Add(site);
            }

            for (int part = 0; part < instruction.PartCount(); part++)
            {
                ExpressionLocals.Collect(instruction.Part(part), locals);
            }
        }

        foreach (BranchTerminator branch in body.Blocks.Select(static b => b.Terminator).OfType<BranchTerminator>())
        {
            ExpressionLocals.Collect(branch.Condition, locals);
        }

        Dictionary<int, int> localNumbers = Numbered(locals);
        Dictionary<int, int> siteNumbers = Numbered(sites);
        Names names = new(reserved);
        return body with
        {
            Locals = locals.Select(l => body.Locals[l] with { Name = names.Unique(body.Locals[l].Name) }).ToEquatable(),
            Arrays = body.Arrays.Select(a => a with { Name = names.Unique(a.Name) }).ToEquatable(),
            Sites = sites.Select(s => body.Sites[s]).ToEquatable(),
            Blocks = body.Blocks.Select(b => Renumbered(b, localNumbers, siteNumbers)).ToEquatable(),
        };
    }

    private static Dictionary<int, int> Numbered(SortedSet<int> old)
    {
        Dictionary<int, int> numbers = [];
        foreach (int number in old)
        {
            numbers.Add(number, numbers.Count);
        }

        return numbers;
    }

    private static int? SiteOf(Instruction instruction) => instruction switch
    {
        GuardInstruction guard => guard.Site,
        BoundsInstruction bounds => bounds.Site,
        _ => instruction.SpanAccess()?.Site,
    };

    private static BlockModel Renumbered(BlockModel block, Dictionary<int, int> locals, Dictionary<int, int> sites) => block with
    {
        Instructions = block.Instructions.Select(i => Renumbered(i, locals, sites)).ToEquatable(),
        Terminator = block.Terminator is BranchTerminator branch ? branch with { Condition = Renumbered(branch.Condition, locals) } : block.Terminator,
    };

    private static Expression Renumbered(Expression expression, Dictionary<int, int> locals) =>
        ExpressionSimplifier.Replace(expression, local => local with { Local = locals[local.Local] });

    private static Instruction Renumbered(Instruction instruction, Dictionary<int, int> locals, Dictionary<int, int> sites)
    {
        int count = instruction.PartCount();
        if (count > 0)
        {
            Expression[] parts = new Expression[count];
            for (int part = 0; part < count; part++)
            {
                parts[part] = Renumbered(instruction.Part(part), locals);
            }

            instruction = instruction.WithParts(parts);
        }

        return instruction switch
        {
            AssignInstruction assign => assign with { Local = locals[assign.Local] },
            LoadInstruction load => load with { Local = locals[load.Local], Access = load.Access with { Site = sites[load.Access.Site] } },
            StoreInstruction store => store with { Access = store.Access with { Site = sites[store.Access.Site] } },
            AtomicInstruction atomic => atomic with
            {
                Local = atomic.Local < 0 ? -1 : locals[atomic.Local],
                Access = atomic.Access with { Site = sites[atomic.Access.Site] },
            },
            GuardInstruction guard => guard with { Site = sites[guard.Site] },
            BoundsInstruction bounds => bounds with { Site = sites[bounds.Site] },
            ArrayLoadInstruction load => load with { Local = locals[load.Local] },
            _ => instruction,
        };
    }

    private sealed class Names(IEnumerable<string> reserved)
    {
        private readonly HashSet<string> _taken = [.. reserved];
        private readonly Dictionary<string, int> _next = [];

        public string Unique(string name)
        {
            if (SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None)
            {
                name += "Value";
            }

            if (_taken.Add(name))
            {
                return name;
            }

            _next.TryGetValue(name, out int number);
            number = Math.Max(number, 2);
            string unique;
            do
            {
                unique = name + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
                number++;
            }
            while (!_taken.Add(unique));
            _next[name] = number;
            return unique;
        }
    }
}
