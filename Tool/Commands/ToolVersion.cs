using System.Reflection;

namespace HmmGen.Tool.Commands;

/// <summary>The version of HmmGen that the tool was built with.</summary>
internal static class ToolVersion
{
    /// <summary>The version, as packages and generated code have it.</summary>
    public static string Current { get; } = typeof(HmmDevice).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>() is { } said
        ? said.InformationalVersion.Split('+')[0]
        : typeof(HmmDevice).Assembly.GetName().Version!.ToString(3);
}
