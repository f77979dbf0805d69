namespace HmmGen.Tests.Transparent;

/// <summary>An operation of <see cref="MemoryModel"/>.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Subject">To which array.</param>
/// <param name="Device">By which device.</param>
/// <param name="Start">The first element.</param>
/// <param name="End">One past the last element.</param>
/// <param name="Value">What is written or added, and what else an operation chooses by.</param>
internal sealed record ModelOperation(ModelOperationKind Kind, int Subject, int Device, int Start, int End, int Value)
{
    private static readonly ModelOperationKind[] Kinds = Enum.GetValues<ModelOperationKind>();

    /// <summary>Any operation.</summary>
    /// <param name="random">Chooses it.</param>
    /// <returns>The operation.</returns>
    public static ModelOperation Any(Random random)
    {
        int start = random.Next(MemoryModel.Length);
        int length = random.Next(1, random.Next(2) == 0 ? 1500 : MemoryModel.Length);
        return new ModelOperation(
            Kinds[random.Next(Kinds.Length)],
            random.Next(MemoryModel.Subjects),
            random.Next(2),
            start,
            Math.Min(MemoryModel.Length, start + length),
            random.Next(1, 1_000_000));
    }
}
