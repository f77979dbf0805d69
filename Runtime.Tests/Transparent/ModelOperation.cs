using CsCheck;

namespace HmmGen.Tests.Transparent;

/// <summary>An operation of <see cref="TransparentModel"/>.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Device">By which device.</param>
/// <param name="Start">The first element.</param>
/// <param name="End">One past the last element.</param>
/// <param name="Value">What is written or added.</param>
internal sealed record ModelOperation(ModelOperationKind Kind, int Device, int Start, int End, int Value)
{
    /// <summary>Any operation.</summary>
    public static Gen<ModelOperation> Any { get; } =
        from kind in Gen.Enum<ModelOperationKind>()
        from device in Gen.Int[0, 1]
        from start in Gen.Int[0, TransparentModel.Length - 1]
        from length in Gen.OneOf(Gen.Int[1, TransparentModel.Length], Gen.Int[1, 1500])
        from value in Gen.Int[1, 1_000_000]
        select new ModelOperation(kind, device, start, Math.Min(TransparentModel.Length, start + length), value);
}
