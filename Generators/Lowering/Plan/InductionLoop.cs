using HmmGen.Generators.Lowering.Flow;

namespace HmmGen.Generators.Lowering.Plan;

/// <summary>A loop whose iterations are known from a variable that rises or falls in equal steps.</summary>
/// <param name="loop">The loop.</param>
/// <param name="declaration">The variable's values in the body.</param>
/// <param name="test">The block that ends with the test of the variable.</param>
/// <param name="stay">Where the test leads while the loop goes on.</param>
internal sealed class InductionLoop(NaturalLoop loop, PlanLoop declaration, int test, int stay)
{
    /// <summary>The loop.</summary>
    public NaturalLoop Loop => loop;

    /// <summary>The variable's values in the body.</summary>
    public PlanLoop Declaration => declaration;

    /// <summary>The block that ends with the test of the variable.</summary>
    public int Test => test;

    /// <summary>Where the test leads while the loop goes on.</summary>
    public int Stay => stay;

    /// <summary>Whether the test comes before the body, and not only after it.</summary>
    public bool TestsFirst => stay != loop.Header;

    /// <summary>The first value that does not pass the test, which the variable has when the test ends the loop; null when it is not known.</summary>
    public PlanExpression? Final { get; set; }

    /// <summary>What locals hold when an iteration begins; those that are not here are not known.</summary>
    public Dictionary<int, PlanExpression> Values { get; } = [];

    /// <summary>Whether the test is the only way out of the loop.</summary>
    public bool HasOneExit => loop.Exits.All(exit => exit.From == test);

    /// <summary>Whether the variable has its declared values in a block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="flow">The flow of control.</param>
    /// <returns>Whether it does.</returns>
    public bool Covers(int block, FlowAnalysis flow)
        => loop.Contains(block) && (!TestsFirst || flow.EdgeDominates(test, stay, block));
}
