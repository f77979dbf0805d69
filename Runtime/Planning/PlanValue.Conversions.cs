namespace HmmGen.Planning;

// Conversions between values and the integers of C#. Narrowing wraps, as unchecked C# does.
internal readonly partial struct PlanValue
{
    /// <summary>A number.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator PlanValue(int value) => Constant(value);

    /// <summary>A number.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator PlanValue(long value) => Constant(value);

    /// <summary>A number; unknown from 2^63 on.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator PlanValue(ulong value) => value > long.MaxValue ? Unknown : Constant((long)value);

    /// <summary>The value as <see cref="sbyte"/>.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The wrapped value; the type's whole range when the number of wraps is unknown.</returns>
    public static PlanValue SByte(in PlanValue value) => Wrap(value, sbyte.MinValue, sbyte.MaxValue);

    /// <summary>The value as <see cref="byte"/>.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The wrapped value; the type's whole range when the number of wraps is unknown.</returns>
    public static PlanValue Byte(in PlanValue value) => Wrap(value, byte.MinValue, byte.MaxValue);

    /// <summary>The value as <see cref="short"/>.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The wrapped value; the type's whole range when the number of wraps is unknown.</returns>
    public static PlanValue Int16(in PlanValue value) => Wrap(value, short.MinValue, short.MaxValue);

    /// <summary>The value as <see cref="ushort"/> or <see cref="char"/>.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The wrapped value; the type's whole range when the number of wraps is unknown.</returns>
    public static PlanValue UInt16(in PlanValue value) => Wrap(value, ushort.MinValue, ushort.MaxValue);

    /// <summary>The value as <see cref="int"/>.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The wrapped value; the type's whole range when the number of wraps is unknown.</returns>
    public static PlanValue Int32(in PlanValue value) => Wrap(value, int.MinValue, int.MaxValue);

    /// <summary>The value as <see cref="uint"/>.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The wrapped value; the type's whole range when the number of wraps is unknown.</returns>
    public static PlanValue UInt32(in PlanValue value) => Wrap(value, uint.MinValue, uint.MaxValue);

    /// <summary>The value as <see cref="long"/>.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The value unchanged: known values fit, and wrapped ones are unknown already.</returns>
    public static PlanValue Int64(in PlanValue value) => value;

    /// <summary>The value as <see cref="ulong"/>.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The value; unknown when it can be negative, since the wrapped value does not fit.</returns>
    public static PlanValue UInt64(in PlanValue value) => value.IsUnknown || value.Lowest < 0 ? Unknown : value;

    /// <summary>The value if all of it lies between two numbers. A loop's bound that is computed without wrapping must.</summary>
    /// <param name="value">The value.</param>
    /// <param name="lowest">The lower number.</param>
    /// <param name="highest">The higher number.</param>
    /// <returns>The value; unknown when it can lie outside.</returns>
    public static PlanValue Within(in PlanValue value, long lowest, long highest)
        => value.IsUnknown || value.Lowest < lowest || value.Highest > highest ? Unknown : value;

    private static PlanValue Wrap(in PlanValue value, long least, long most)
    {
        if (value.IsUnknown) return Hull(least, most, value, value);
        if (value.Lowest >= least && value.Highest <= most) return value;

        // If all values need the same number of wraps, wrapping is a subtraction.
        Int128 size = (Int128)most - least + 1;
        Int128 turn = Turn(value.Lowest);
        if (turn == Turn(value.Highest))
        {
            Int128 moved = -turn * size;
            if (moved >= long.MinValue && moved <= long.MaxValue)
            {
                PlanValue wrapped = value + Constant((long)moved);
                if (!wrapped.IsUnknown) return wrapped;
            }
        }
        return Hull(least, most, value, value);

        Int128 Turn(long number)
        {
            Int128 distance = (Int128)number - least;
            return (distance - (((distance % size) + size) % size)) / size;
        }
    }
}
