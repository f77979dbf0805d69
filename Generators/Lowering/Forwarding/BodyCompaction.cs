using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Forwarding;

/// <summary>Removes unused locals and sites, and numbers the others again.</summary>
internal static class BodyCompaction
{
    /// <summary>Compacts a body.</summary>
    /// <param name="body">The body.</param>
    /// <returns>The compact body.</returns>
    public static KernelBody Run(KernelBody body)
    {
        bool[] locals = new bool[body.Locals.Count];
        bool[] sites = new bool[body.Sites.Count];
        List<int> read = [];
        foreach (BlockModel block in body.Blocks)
        {
            foreach (Instruction instruction in block.Instructions)
            {
                if (instruction.Target() is >= 0 and int target)
                {
                    locals[target] = true;
                }

                if (SiteOf(instruction) is { } site)
                {
                    sites[site] = true;
                }

                for (int part = 0; part < instruction.PartCount(); part++)
                {
                    ExpressionLocals.Collect(instruction.Part(part), read);
                }
            }

            ExpressionLocals.Collect((block.Terminator as BranchTerminator)?.Condition, read);
        }

        foreach (int local in read)
        {
            locals[local] = true;
        }

        int[] localNumbers = Numbered(locals);
        int[] siteNumbers = Numbered(sites);
        Func<LocalExpression, Expression?> renumbered = local =>
            localNumbers[local.Local] == local.Local ? null : local with { Local = localNumbers[local.Local] };
        return body with
        {
            Locals = body.Locals.Where((_, local) => locals[local]).ToEquatable(),
            Sites = body.Sites.Where((_, site) => sites[site]).ToEquatable(),
            Blocks = body.Blocks.ConvertAll(b => new BlockModel(
                b.Line,
                b.Instructions.ConvertAll(i => Renumbered(i, renumbered, localNumbers, siteNumbers)),
                b.Terminator is BranchTerminator branch
                    ? branch with { Condition = ExpressionSimplifier.Replace(branch.Condition, renumbered) }
                    : b.Terminator)),
        };
    }

    private static int[] Numbered(bool[] used)
    {
        int[] numbers = new int[used.Length];
        int count = 0;
        for (int old = 0; old < used.Length; old++)
        {
            numbers[old] = used[old] ? count++ : -1;
        }

        return numbers;
    }

    private static int? SiteOf(Instruction instruction) => instruction switch
    {
        GuardInstruction guard => guard.Site,
        BoundsInstruction bounds => bounds.Site,
        _ => instruction.SpanAccess()?.Site,
    };

    private static Instruction Renumbered(Instruction instruction, Func<LocalExpression, Expression?> renumbered, int[] locals, int[] sites)
    {
        instruction = instruction.WithParts(renumbered, static (part, renumbered) => ExpressionSimplifier.Replace(part, renumbered));
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
            MarkInstruction mark => mark with { Access = mark.Access with { Site = sites[mark.Access.Site] } },
            MarkRangeInstruction mark => mark with { Access = mark.Access with { Site = sites[mark.Access.Site] } },
            _ => instruction,
        };
    }
}
