namespace HmmGen.Generators.Model;

/// <summary>
/// A struct that device code sees in the place of one of the user's: the same fields in the same order, all public and writable, a
/// <see cref="bool"/> as a byte and a <see cref="char"/> as an unsigned 16-bit integer. So it does not matter to generated code what the
/// user's type hides.
/// </summary>
/// <param name="Name">Its name, unique in the kernel.</param>
/// <param name="Source">The full C# name of the user's struct.</param>
/// <param name="Fields">The fields.</param>
internal sealed record DeviceStructModel(string Name, string Source, EquatableArray<DeviceStructField> Fields);

/// <summary>A field of a mirror.</summary>
/// <param name="Name">Its name: the field's, or the property's for the field behind an automatic property.</param>
/// <param name="Type">Its type.</param>
internal sealed record DeviceStructField(string Name, ValueType Type);
