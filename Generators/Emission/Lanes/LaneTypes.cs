using HmmGen.Generators.Lowering.Lanes;
using HmmGen.Generators.Model;
using HmmGen.Generators.Signatures;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Emission.Lanes;

/// <summary>
/// The types of vectors: eight lanes of 32 bits, or a pair of vectors for 64 bits. Narrow integers are lanes of <c>int</c>, truth is a mask. Wide ones have
/// sixteen lanes, never pairs.
/// </summary>
internal sealed class LaneTypes
{
    /// <summary>The namespace of the functions that generated code calls.</summary>
    public const string Lanes = GeneratedNames.Kernels + "::Lanes.";

    private readonly string _vector;

    private LaneTypes(string vector, string prefix, int width)
    {
        _vector = "global::System.Runtime.Intrinsics." + vector;
        Math = $"{Lanes}{prefix}LaneMath.";
        FastMath = $"{Lanes}{prefix}FastLaneMath.";
        Memory = $"{Lanes}{prefix}LaneMemory.";
        Width = width;
    }

    /// <summary>Eight lanes.</summary>
    public static LaneTypes Ordinary { get; } = new("Vector256", "", LaneModel.Width);

    /// <summary>Sixteen lanes.</summary>
    public static LaneTypes Wide { get; } = new("Vector512", "Wide", 2 * LaneModel.Width);

    /// <summary>The lanes of a group.</summary>
    public int Width { get; }

    /// <summary>The functions of lanes.</summary>
    public string Math { get; }

    /// <summary>The functions of lanes in kernels that ask for speed before bits.</summary>
    public string FastMath { get; }

    /// <summary>The loads and stores of lanes.</summary>
    public string Memory { get; }

    /// <summary>The type of a mask.</summary>
    public string Mask => _vector + "<int>";

    /// <summary>A mask of no lane.</summary>
    public string None => Mask + ".Zero";

    /// <summary>A mask of all lanes.</summary>
    public string All => Mask + ".AllBitsSet";

    /// <summary>The type of half a vector, with lanes of 16 bits.</summary>
    public string Shorts => $"global::System.Runtime.Intrinsics.Vector{16 * Width}<short>";

    /// <summary>The type of a whole vector, with lanes of 16 bits.</summary>
    public string WholeShorts => _vector + "<short>";

    /// <summary>The type of a vector in a panel.</summary>
    public string PanelVector => _vector + "<byte>";

    /// <summary>The function that gives a vector's bits.</summary>
    public string Bytes => _vector + ".AsByte";

    /// <summary>The type that holds the lanes of a value.</summary>
    /// <param name="type">The value's type.</param>
    /// <returns>The C# type.</returns>
    public string Of(ValueType type) => IsPair(type) ? $"{Lanes}LanePair<{type.DeviceName}>" : $"{_vector}<{Element(type)}>";

    /// <summary>Lanes that all have one value.</summary>
    /// <param name="type">The value's type.</param>
    /// <param name="scalar">The value.</param>
    /// <returns>The C# expression.</returns>
    public string Broadcast(ValueType type, string scalar)
        => type.Kind == ValueKind.Boolean ? $"{Math}Mask({scalar})"
            : IsPair(type) ? $"new {Of(type)}({scalar})"
            : $"{_vector}.Create<{Element(type)}>({scalar})";

    /// <summary>A vector whose bits are given.</summary>
    /// <param name="type">The type of its lanes.</param>
    /// <param name="bytes">The bits.</param>
    /// <returns>The C# expression.</returns>
    public string FromBytes(ValueType type, string bytes) => $"{_vector}.As<byte, {(IsPair(type) ? type.DeviceName : Element(type))}>({bytes})";

    /// <summary>The size of a value in memory.</summary>
    /// <param name="type">The value's type.</param>
    /// <returns>The C# expression, in bytes.</returns>
    public static string SizeOf(ValueType type) => $"global::System.Runtime.CompilerServices.Unsafe.SizeOf<{type.MemoryName}>()";

    /// <summary>Whether lanes of a type take two vectors.</summary>
    /// <param name="type">The type.</param>
    /// <returns>True for 64 bits.</returns>
    public static bool IsPair(ValueType type) => type.Kind is ValueKind.Int64 or ValueKind.UInt64 or ValueKind.Double;

    /// <summary>The type of a lane of 32 bits.</summary>
    /// <param name="type">The value's type.</param>
    /// <returns>The C# type.</returns>
    public static string Element(ValueType type) => type.Kind switch
    {
        ValueKind.Single => "float",
        ValueKind.UInt32 => "uint",
        _ => "int",
    };
}
