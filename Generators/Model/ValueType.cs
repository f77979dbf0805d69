namespace HmmGen.Generators.Model;

/// <summary>The kinds of values that device code can hold in a local or load from an element.</summary>
internal enum ValueKind
{
    /// <summary>No value: the result of a void method.</summary>
    Void,

    /// <summary><see cref="bool"/>; a byte in memory.</summary>
    Boolean,

    /// <summary><see cref="char"/>; an unsigned 16-bit integer on the device.</summary>
    Char,

    /// <summary><see cref="sbyte"/>.</summary>
    SByte,

    /// <summary><see cref="byte"/>.</summary>
    Byte,

    /// <summary><see cref="short"/>.</summary>
    Int16,

    /// <summary><see cref="ushort"/>.</summary>
    UInt16,

    /// <summary><see cref="int"/>.</summary>
    Int32,

    /// <summary><see cref="uint"/>.</summary>
    UInt32,

    /// <summary><see cref="long"/>.</summary>
    Int64,

    /// <summary><see cref="ulong"/>.</summary>
    UInt64,

    /// <summary><see cref="float"/>.</summary>
    Single,

    /// <summary><see cref="double"/>.</summary>
    Double,

    /// <summary>An unmanaged struct of the user's.</summary>
    Struct,
}

/// <summary>The type of a value in a kernel.</summary>
/// <param name="Kind">Its kind; enums have the kind of their underlying type.</param>
/// <param name="Name">The C# name of the source type: a keyword or a name that starts with <c>global::</c>.</param>
/// <param name="DeviceStruct">The name of a struct's <see cref="DeviceStructModel"/>.</param>
internal sealed record ValueType(ValueKind Kind, string Name, string? DeviceStruct = null)
{
    /// <summary>No value.</summary>
    public static readonly ValueType Void = new(ValueKind.Void, "void");

    /// <summary><see cref="bool"/>.</summary>
    public static readonly ValueType Boolean = new(ValueKind.Boolean, "bool");

    /// <summary><see cref="int"/>.</summary>
    public static readonly ValueType Int32 = new(ValueKind.Int32, "int");

    /// <summary><see cref="long"/>.</summary>
    public static readonly ValueType Int64 = new(ValueKind.Int64, "long");

    /// <summary>The C# type of a device local or expression of this type.</summary>
    public string DeviceName => Kind switch
    {
        ValueKind.Boolean => "bool",
        ValueKind.Char => "ushort",
        ValueKind.SByte => "sbyte",
        ValueKind.Byte => "byte",
        ValueKind.Int16 => "short",
        ValueKind.UInt16 => "ushort",
        ValueKind.Int32 => "int",
        ValueKind.UInt32 => "uint",
        ValueKind.Int64 => "long",
        ValueKind.UInt64 => "ulong",
        ValueKind.Single => "float",
        ValueKind.Double => "double",
        _ => DeviceStruct ?? Name,
    };

    /// <summary>The C# type of a value of this type in memory: <see cref="DeviceName"/>, but a byte for <see cref="bool"/>.</summary>
    public string MemoryName => Kind == ValueKind.Boolean ? "byte" : DeviceName;

    /// <summary>The size in bytes; 0 for structs, whose size only the compiler knows.</summary>
    public int Size => Kind switch
    {
        ValueKind.Boolean or ValueKind.SByte or ValueKind.Byte => 1,
        ValueKind.Char or ValueKind.Int16 or ValueKind.UInt16 => 2,
        ValueKind.Int32 or ValueKind.UInt32 or ValueKind.Single => 4,
        ValueKind.Int64 or ValueKind.UInt64 or ValueKind.Double => 8,
        _ => 0,
    };

    /// <summary>Whether the type is an integer, <see cref="char"/> included.</summary>
    public bool IsInteger => Kind is >= ValueKind.Char and <= ValueKind.UInt64;

    /// <summary>Whether the type is a signed integer.</summary>
    public bool IsSigned => Kind is ValueKind.SByte or ValueKind.Int16 or ValueKind.Int32 or ValueKind.Int64;

    /// <summary>Whether the type is <see cref="float"/> or <see cref="double"/>.</summary>
    public bool IsFloating => Kind is ValueKind.Single or ValueKind.Double;
}
