using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>A span of integers that items only change, all by one atomic operation whose old value nobody asks for. Each thread may change a copy of its own.</summary>
/// <param name="Parameter">The span parameter's number in <see cref="KernelModel.Parameters"/>.</param>
/// <param name="Operator">The operation.</param>
internal sealed record LaneTable(int Parameter, AtomicOperator Operator)
{
    /// <summary>Finds the tables of a kernel.</summary>
    /// <param name="kernel">The whole kernel: what its method does item by item counts, too.</param>
    /// <returns>The tables.</returns>
    public static EquatableArray<LaneTable> Of(KernelModel kernel) => Enumerable.Range(0, kernel.Parameters.Count)
        .Select(parameter => Of(kernel, parameter)).OfType<LaneTable>().ToEquatable();

    private static LaneTable? Of(KernelModel kernel, int parameter)
    {
        Instruction[] all = [.. kernel.Body.Blocks.SelectMany(static block => block.Instructions).Where(one => one.SpanAccess()?.Parameter == parameter)];
        return all.Length > 0 && all[0] is AtomicInstruction { Operator: AtomicOperator.Add or AtomicOperator.And or AtomicOperator.Or } first
            && all.All(one => one is AtomicInstruction { Local: < 0, Access.Path.Count: 0 } atomic && atomic.Operator == first.Operator && IsWhole(atomic.Access))
            ? new LaneTable(parameter, first.Operator)
            : null;
    }

    private static bool IsWhole(Access access) => access.Element == access.Value
        && access.Value.Kind is ValueKind.Int32 or ValueKind.UInt32 or ValueKind.Int64 or ValueKind.UInt64;

    /// <summary>Whether a kernel's lanes change elements of the table that are not the same for all.</summary>
    /// <param name="kernel">The kernel as lanes run it.</param>
    /// <param name="spreads">How its values differ between work items.</param>
    /// <returns>False where all lanes are joined before one change.</returns>
    public bool IsSpread(KernelModel kernel, LaneSpreads spreads) => kernel.Body.Blocks.SelectMany(static block => block.Instructions)
        .Any(one => one is AtomicInstruction atomic && atomic.Access.Parameter == Parameter && !spreads.Of(atomic.Access.Index).IsUniform);
}
