using HmmGen.Generators.Lowering.Flow;

namespace HmmGen.Generators.Lowering.Plan;

/// <summary>A loop whose variable rises or falls in equal steps, so that its iterations are known.</summary>
/// <param name="loop">The loop.</param>
/// <param name="declaration">The variable's values in the body.</param>
/// <param name="test">The block that ends with the test of the variable.</param>
/// <param name="stay">The block that follows the test while the loop goes on.</param>
internal sealed class InductionLoop(NaturalLoop loop, PlanLoop declaration, int test, int stay)
{
    /// <summary>The loop.</summary>
    public NaturalLoop Loop => loop;

    /// <summary>The variable's values in the body.</summary>
    public PlanLoop Declaration => declaration;

    /// <summary>The block that ends with the test of the variable.</summary>
    public int Test => test;

    /// <summary>The block that follows the test while the loop goes on.</summary>
    public int Stay => stay;

    /// <summary>Whether the test comes before the body, and not only after it.</summary>
    public bool TestsFirst => stay != loop.Header;

    /// <summary>The first value that fails the test; the variable has it when the test ends the loop. Null when unknown.</summary>
    public PlanExpression? Final { get; set; }

    /// <summary>The values of locals when an iteration begins; locals that are not here are unknown.</summary>
    public Dictionary<int, PlanExpression> Values { get; } = [];

    /// <summary>Whether the test is the only way out of the loop.</summary>
    public bool HasOneExit => loop.Exits.All(exit => exit.From == test);

    /// <summary>Whether the variable has its declared values in a block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="flow">The flow of control.</param>
    /// <returns>True when it does.</returns>
    public bool Covers(int block, FlowAnalysis flow)
        => loop.Contains(block) && (!TestsFirst || flow.EdgeDominates(test, stay, block));
}
