using HmmGen.Generators.Model;
using HmmGen.Generators.Symbols;
using Microsoft.CodeAnalysis;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Parsing;

/// <summary>Maps Roslyn's types to those of one kernel, and makes its device structs.</summary>
/// <param name="compilation">The compilation.</param>
/// <param name="within">The type that the generated code will be in.</param>
internal sealed class TypeTable(Compilation compilation, INamedTypeSymbol within)
{
    private readonly Dictionary<ITypeSymbol, (ValueType? Type, string Reason)> _known = new(SymbolEqualityComparer.Default);
    private readonly List<DeviceStructModel> _structs = [];
    private readonly HashSet<string> _names = [];

    /// <summary>The device structs made so far; each comes after those that its fields use.</summary>
    public IReadOnlyList<DeviceStructModel> DeviceStructs => _structs;

    /// <summary>Maps a scalar or struct type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="reason">Why it is refused.</param>
    /// <returns>The type, or null when it is not in the kernel language.</returns>
    public ValueType? Read(ITypeSymbol? type, out string reason)
    {
        if (type is null)
        {
            reason = TypeReader.NotAValue;
            return null;
        }

        if (!_known.TryGetValue(type, out (ValueType? Type, string Reason) known))
        {
            ValueType? made = TypeReader.Read(type, compilation.Assembly, out string why);
            known = (made is { Kind: ValueKind.Struct } ? made with { DeviceStruct = DeviceStructOf((INamedTypeSymbol)type, made.Name) } : made, why);
            _known[type] = known;
        }

        reason = known.Reason;
        return known.Type;
    }

    private string DeviceStructOf(INamedTypeSymbol type, string source)
    {
        DeviceStructField[] fields = [.. StructMembers.FieldsOf(type).Select(field => new DeviceStructField(
            StructMembers.NameOf(field), Read(field.Type, out _) ?? throw new InvalidOperationException("A field that was accepted is refused.")))];
        string name = type.Name + "DeviceStruct";
        for (int number = 2; !_names.Add(name); number++)
        {
            name = type.Name + "DeviceStruct" + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        _structs.Add(new DeviceStructModel(name, source, fields.ToEquatable())
        {
            IsForeign = ForeignSymbols.Has(type, compilation.Assembly) && ForeignSymbols.CanName(type, within, compilation),
        });
        return name;
    }
}
