using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>A struct whose members all have one size, those of structs within it too. So they follow each other in memory, without gaps.</summary>
/// <param name="Members">How many members it has.</param>
/// <param name="Before">How many of them come before the one that is accessed.</param>
internal sealed record EvenStruct(int Members, int Before)
{
    /// <summary>Looks at the struct of which an access takes a member.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="element">The type of the span's elements.</param>
    /// <param name="access">The access.</param>
    /// <param name="most">The most members that it may have.</param>
    /// <returns>The struct; null for others.</returns>
    public static EvenStruct? Of(KernelModel kernel, ValueType element, Access access, int most)
    {
        List<(string Path, ValueType Type)> members = [];
        bool isFlat = Flatten(kernel, element, "", members, most);
        int before = members.FindIndex(member => member.Path == string.Concat(access.Path.Select(static name => "." + name)));
        return isFlat && before >= 0 && members.All(member => member.Type.Size == access.Value.Size) ? new EvenStruct(members.Count, before) : null;
    }

    // An empty struct takes a byte.
    private static bool Flatten(KernelModel kernel, ValueType type, string path, List<(string Path, ValueType Type)> members, int most)
    {
        if (type.Kind != ValueKind.Struct)
        {
            members.Add((path, type));
            return members.Count <= most;
        }

        return kernel.DeviceStructs.FirstOrDefault(one => one.Name == type.DeviceStruct) is { } model
            && model.Fields.Count > 0 && model.Fields.All(field => Flatten(kernel, field.Type, path + "." + field.Name, members, most));
    }
}
