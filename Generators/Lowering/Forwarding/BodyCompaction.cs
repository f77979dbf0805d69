using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Forwarding;

/// <summary>Drops the locals and sites that are no longer used, and numbers the others anew.</summary>
internal static class BodyCompaction
{
    /// <summary>Compacts a body.</summary>
    /// <param name="body">The body.</param>
    /// <returns>The compact body.</returns>
    public static KernelBody Run(KernelBody body)
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
        return body with
        {
            Locals = locals.Select(l => body.Locals[l]).ToEquatable(),
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
}
