using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>
/// Decides whether a kernel is printed for sixteen lanes, too. Vectors of 512 bits compute twice as much at once, and take half the loads and stores of neighbours
/// that the caches have. Other elements come no sooner. So kernels gain that touch neighbours only, or that do many operations for each element.
/// </summary>
internal static class WideLanes
{
    // Of fewer operations memory is the slower part: beyond the caches, and anywhere if each lane's element is loaded by itself.
    private const int LeastOperations = 5;

    /// <summary>Decides.</summary>
    /// <param name="model">The kernel with lanes.</param>
    /// <returns>When they suit. Never where a value that differs between lanes has more than 32 bits or an operation has no wide form.</returns>
    public static WideUse Use(LaneModel model)
    {
        // A program may only write to an array: no vector of its elements is then a local's value.
        if (model.Kernel.Body.Arrays.Any(static array => !Holds(array.Element)))
        {
            return WideUse.Never;
        }

        int operations = 0;
        bool isApart = false;
        HashSet<(int Block, int At)> parts = LaneWord.PlacesOf(model.Words.Where(static word => word.IsInterleaved));
        for (int block = 0; block < model.Kernel.Body.Blocks.Count; block++)
        {
            BlockModel one = model.Kernel.Body.Blocks[block];
            isApart |= one.Instructions.Where((_, at) => !parts.Contains((block, at))).Any(instruction => instruction.SpanAccess() is { } access
                && IsByLane(instruction, access, model.Spreads) && (access.Path.Count > 0 || model.Spreads.Of(access.Index).Stride is not 1));
            if (!one.Instructions.All(instruction => Has(instruction, model, ref operations))
                || (one.Terminator is BranchTerminator branch && !Has(branch.Condition, model, ref operations)))
            {
                return WideUse.Never;
            }
        }

        bool isMuch = model.Kernel.Body.MayLoop || operations >= LeastOperations;
        return !isMuch && isApart ? WideUse.Never
            : !model.Walks.All(static walk => walk.Along is not { } along || HasAll(along.Model)) ? WideUse.Never
            : isMuch ? WideUse.Always : WideUse.InCaches;
    }

    // Along a row other values are vectors than across the rows.
    private static bool HasAll(LaneModel model)
    {
        int operations = 0;
        return model.Kernel.Body.Blocks.All(block => block.Instructions.All(instruction => Has(instruction, model, ref operations)));
    }

    private static bool Has(Instruction instruction, LaneModel model, ref int operations)
    {
        if (instruction is AtomicInstruction
            || (instruction.Target() is >= 0 and int local && model.Spreads.Of(local).IsVector && !Holds(model.Kernel.Body.Locals[local].Type))
            || (instruction.SpanAccess() is { } access && IsByLane(instruction, access, model.Spreads) && !Holds(access.Value)))
        {
            return false;
        }

        for (int part = 0; part < instruction.PartCount(); part++)
        {
            if (!Has(instruction.Part(part), model, ref operations))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsByLane(Instruction instruction, Access access, LaneSpreads spreads) => instruction is StoreInstruction || !spreads.Of(access.Index).IsUniform;

    private static bool Has(Expression expression, LaneModel model, ref int operations)
    {
        Spread spread = model.Spreads.Of(expression);
        if (spread.IsUniform)
        {
            return true;
        }

        if (!Holds(expression.Type))
        {
            return false;
        }

        if (spread.Stride is not null)
        {
            return true;
        }

        operations += expression is LocalExpression ? 0 : expression is CallExpression one && IsLong(one.Function) ? LeastOperations : 1;

        if (expression is CallExpression call && !(HasFunction(call) || (model.Kernel.IsFast && LaneVocabulary.HasFast(call))))
        {
            return false;
        }

        for (int part = 0; part < expression.PartCount(); part++)
        {
            if (!Has(expression.Part(part), model, ref operations))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsLong(DeviceFunction function) => function is not (DeviceFunction.Abs or DeviceFunction.Max or DeviceFunction.Min or DeviceFunction.CopySign
        or DeviceFunction.Sign or DeviceFunction.SingleToInt32Bits or DeviceFunction.SingleToUInt32Bits or DeviceFunction.Int32BitsToSingle or DeviceFunction.UInt32BitsToSingle);

    private static bool Holds(ValueType type) => type.Kind is ValueKind.Single or ValueKind.Int32 or ValueKind.UInt32 or ValueKind.Boolean
        or ValueKind.Byte or ValueKind.SByte or ValueKind.Int16 or ValueKind.UInt16 or ValueKind.Char;

    // A logarithm to another base is found lane by lane, eight at a time.
    private static bool HasFunction(CallExpression call) => call.Function switch
    {
        DeviceFunction.Log => call.Arguments.Count == 1,
        DeviceFunction.Abs or DeviceFunction.Max or DeviceFunction.Min or DeviceFunction.Clamp or DeviceFunction.CopySign or DeviceFunction.Sign => true,
        DeviceFunction.Sqrt or DeviceFunction.Floor or DeviceFunction.Ceiling or DeviceFunction.Truncate or DeviceFunction.Round
            or DeviceFunction.DegreesToRadians or DeviceFunction.RadiansToDegrees => true,
        DeviceFunction.FusedMultiplyAdd or DeviceFunction.MultiplyAdd => true,
        DeviceFunction.Exp or DeviceFunction.Exp2 or DeviceFunction.Exp10 or DeviceFunction.Sin or DeviceFunction.Cos or DeviceFunction.Log2
            or DeviceFunction.Log10 or DeviceFunction.Tanh or DeviceFunction.Pow => true,
        DeviceFunction.IsNaN or DeviceFunction.IsInfinity or DeviceFunction.IsFinite => true,
        DeviceFunction.SingleToInt32Bits or DeviceFunction.SingleToUInt32Bits or DeviceFunction.Int32BitsToSingle or DeviceFunction.UInt32BitsToSingle => true,
        DeviceFunction.ToInt32 or DeviceFunction.ToUInt32 => true,
        _ => false,
    };
}
