namespace HmmGen.Memory;

/// <summary>Whether other memory can be mapped over pages of the collected heap.</summary>
internal static class HeapMapping
{
    /// <summary>True with pages of the usual size, and with a heap that leaves the pages of a live array to the array.</summary>
    public static bool IsPossible { get; } =
        OperatingSystem.IsLinux() && Environment.SystemPageSize == HeapPage.Size && !IsOn("GCLargePages") && Type.GetType("Mono.RuntimeStructs") is null;

    private static bool IsOn(string name)
        => GC.GetConfigurationVariables().TryGetValue(name, out object? value) && value is true or 1L;
}
