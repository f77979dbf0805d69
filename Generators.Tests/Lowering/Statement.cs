using HmmGen.Generators.Model;

namespace HmmGen.Generators.Tests.Lowering;

/// <summary>A statement of a kernel that is made by hand.</summary>
internal abstract record Statement
{
    internal sealed record Set(int Local, Expression Value) : Statement;

    internal sealed record Load(int Local, int Parameter, Expression Index) : Statement;

    internal sealed record Store(int Parameter, Expression Index) : Statement;

    internal sealed record If(Expression Condition, Statement[] Then, Statement[] Otherwise) : Statement;

    internal sealed record For(Statement[] First, Expression Condition, Statement[] Next, Statement[] Body) : Statement;

    internal sealed record Do(Statement[] Body, Expression Condition) : Statement;

    internal sealed record Break : Statement;

    internal sealed record Continue : Statement;

    internal sealed record Return : Statement;
}
