namespace HmmGen.Generators.Model;

/// <summary>The blocks that a terminator leads to. Only this class knows which kinds have which.</summary>
internal static class TerminatorParts
{
    /// <summary>The blocks that a terminator leads to, in the order of its parts; a branch may name one block twice.</summary>
    /// <param name="terminator">The terminator.</param>
    /// <returns>The blocks' numbers.</returns>
    public static int[] Targets(this Terminator terminator) => terminator switch
    {
        JumpTerminator jump => [jump.Target],
        BranchTerminator branch => [branch.WhenTrue, branch.WhenFalse],
        _ => [],
    };

    /// <summary>Makes the same terminator with other blocks.</summary>
    /// <param name="terminator">The terminator.</param>
    /// <param name="map">The other block for each one.</param>
    /// <returns>The new terminator.</returns>
    public static Terminator WithTargets(this Terminator terminator, Func<int, int> map) => terminator switch
    {
        JumpTerminator jump => new JumpTerminator(map(jump.Target)),
        BranchTerminator branch => branch with { WhenTrue = map(branch.WhenTrue), WhenFalse = map(branch.WhenFalse) },
        _ => terminator,
    };
}
