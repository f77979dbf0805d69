namespace HmmGen.Devices;

/// <summary>Writes the sentences of the report about drivers that fail.</summary>
internal static class DiscoveryFailure
{
    private const string Remedy = "Update the driver or install it again, and restart the machine.";

    /// <summary>The sentence about a kind of device that nobody could look for.</summary>
    /// <param name="kind">The kind of device.</param>
    /// <param name="words">What the driver said.</param>
    /// <returns>The sentence.</returns>
    public static string OfKind(string kind, string words)
        => $"{kind}: looking for devices failed, so there are none of this kind. The driver said: {Sentence(words)} {Remedy}";

    /// <summary>The sentence about one device, or one platform, whose driver fails.</summary>
    /// <param name="kind">The kind of device.</param>
    /// <param name="name">The name of the device.</param>
    /// <param name="words">What the driver said.</param>
    /// <returns>The sentence.</returns>
    public static string OfDevice(string kind, string name, string words) => $"{kind}: {name} cannot be used. The driver said: {Sentence(words)} {Remedy}";

    /// <summary>One line that ends with one full stop: drivers write several.</summary>
    private static string Sentence(string words) => string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.') + ".";
}
