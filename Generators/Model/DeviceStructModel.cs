namespace HmmGen.Generators.Model;

/// <summary>
/// A device struct: the struct that device code sees in place of one of the user's. It has the same fields in the same order, all public and
/// writable; a <see cref="bool"/> is a byte and a <see cref="char"/> an unsigned 16-bit integer. So it does not matter what the user's
/// type hides.
/// </summary>
/// <param name="Name">Its name, unique in the kernel.</param>
/// <param name="Source">The full C# name of the user's struct.</param>
/// <param name="Fields">The fields.</param>
internal sealed record DeviceStructModel(string Name, string Source, EquatableArray<DeviceStructField> Fields)
{
    /// <summary>Whether the struct is of another assembly, which may have another layout when the kernel runs. Generated code can name it.</summary>
    public bool IsForeign { get; init; }
}

/// <summary>A field of a device struct.</summary>
/// <param name="Name">Its name: the field's, or the property's for the field behind an automatic property.</param>
/// <param name="Type">Its type.</param>
internal sealed record DeviceStructField(string Name, ValueType Type);
