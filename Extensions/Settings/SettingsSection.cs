using System.Globalization;
using HmmGen.Base;
using Microsoft.Extensions.Configuration;

namespace HmmGen.Extensions.Settings;

/// <summary>Reads one section of the configuration, value by value, without reflection. Collects what is wrong. Used by one thread.</summary>
/// <param name="section">The section.</param>
internal sealed class SettingsSection(IConfigurationSection section)
{
    /// <summary>The section of the container's own device and space.</summary>
    public const string Root = "HmmGen";

    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _failures = [];

    /// <summary>The section of a device with a key.</summary>
    /// <param name="key">The key; empty for <see cref="Root"/>.</param>
    /// <returns>The path of the section.</returns>
    public static string Of(string key) => key.Length == 0 ? Root : $"{Root}:Devices:{key}";

    /// <summary>Reads a word that is the name of a value.</summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <param name="key">The key in the section.</param>
    /// <param name="current">The value if the key is missing or wrong.</param>
    /// <returns>The value.</returns>
    public T? Word<T>(string key, T? current)
        where T : struct, Enum
        => Read(
            key,
            current,
            static text => !char.IsAsciiLetter(text[0]) || !Enum.TryParse(text, ignoreCase: true, out T value) || !Enum.IsDefined(value) ? null : value,
            $"set {string.Join(", ", Enum.GetNames<T>())}, or leave it out");

    /// <summary>Reads true or false.</summary>
    /// <param name="key">The key in the section.</param>
    /// <param name="current">The value if the key is missing or wrong.</param>
    /// <returns>The value.</returns>
    public bool Flag(string key, bool current) => Read<bool>(key, current, static text => bool.TryParse(text, out bool value) ? value : null, "set true or false")!.Value;

    /// <summary>Reads a whole number.</summary>
    /// <param name="key">The key in the section.</param>
    /// <param name="current">The value if the key is missing or wrong.</param>
    /// <returns>The value.</returns>
    public int? Number(string key, int? current) => Read(
        key,
        current,
        static text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) ? value : (int?)null,
        "set a whole number");

    /// <summary>Reads a number of bytes as <see cref="ByteSizeText"/> has it.</summary>
    /// <param name="key">The key in the section.</param>
    /// <param name="current">The value if the key is missing or wrong.</param>
    /// <returns>The value.</returns>
    public long? Bytes(string key, long? current) => Read<long>(
        key, current, static text => ByteSizeText.TryParse(text, out long value) ? value : null, "set a number of bytes, such as 67108864 or 64MiB");

    /// <summary>Says that a key of the section is read elsewhere.</summary>
    /// <param name="key">The key in the section.</param>
    public void Know(string key) => _known.Add(key);

    /// <summary>Ends the reading.</summary>
    /// <returns>What is wrong: values that cannot be read, and keys that nobody knows.</returns>
    public IReadOnlyList<string> Failures()
        => [.. ValueOf(section), .. _failures, .. section.GetChildren()
            .Where(child => !_known.Contains(child.Key))
            .Select(child => $"{child.Path} is not known: {section.Path} has the keys {string.Join(", ", _known)}.")];

    /// <summary>Says what is wrong where a section has a value.</summary>
    /// <param name="section">The section.</param>
    /// <returns>One message; none where there is no value.</returns>
    public static IEnumerable<string> ValueOf(IConfigurationSection section)
    {
        if (!string.IsNullOrWhiteSpace(section.Value))
        {
            yield return $"{section.Path} is '{section.Value}': set the keys of a section in place of a value.";
        }
    }

    private T? Read<T>(string key, T? current, Func<string, T?> parse, string advice)
        where T : struct
    {
        _known.Add(key);
        if (section.GetSection(key).GetChildren().FirstOrDefault() is { } inner)
        {
            _failures.Add($"{section.Path}:{key} has a key '{inner.Key}' in it: {advice}.");
            return current;
        }

        string? text = section[key]?.Trim();
        if (string.IsNullOrEmpty(text))
        {
            return current;
        }

        if (parse(text) is { } value)
        {
            return value;
        }

        _failures.Add($"{section.Path}:{key} is '{text}': {advice}.");
        return current;
    }
}
