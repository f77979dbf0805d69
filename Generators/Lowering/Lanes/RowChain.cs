using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>The value that a walk carries from one iteration to the next. What it combines with depends on no other iteration.</summary>
/// <param name="Local">
/// The carried local. Along the row it is what it combines with; where order does not matter, what the iterations of each lane have combined so far.
/// </param>
/// <param name="Combine">How it combines: an operation with the carried local and other operands, or a <see cref="RowChoice"/>.</param>
/// <param name="IsLocalFirst">Whether the carried local is the first operand.</param>
/// <param name="Identity">The text of the value that changes nothing, where the order of combinations does not matter either; null where it does.</param>
internal sealed record RowChain(int Local, Expression Combine, bool IsLocalFirst, string? Identity)
{
    /// <summary>The local with the iteration in which the carried value was found, of equal ones the first; null when nobody asks for it.</summary>
    public int? Place { get; init; }

    /// <summary>What the carried value is combined with in an iteration.</summary>
    public Expression Operand => RowChoice.Of(Combine, Local)?.Value ?? Combine.Part(IsLocalFirst ? 1 : 0);
}
