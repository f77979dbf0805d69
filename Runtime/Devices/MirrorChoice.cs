namespace HmmGen.Devices;

/// <summary>The way in which a device reaches process memory, and the reason for it.</summary>
/// <param name="Mode">The mode.</param>
/// <param name="Reason">Why this mode.</param>
/// <param name="Place">How kernels work in place; null where HmmGen mirrors pages, and on the host.</param>
internal sealed record MirrorChoice(HmmMirrorMode Mode, string Reason, PlaceAccess? Place)
{
    /// <summary>The environment variable with which a user chooses for all devices with a driver: <c>inplace</c>, <c>faults</c> or <c>auto</c>.</summary>
    public const string Variable = "HMMGEN_MIRROR";

    /// <summary>Chooses.</summary>
    /// <param name="found">The device.</param>
    /// <param name="options">Its options. What they say goes before the variable.</param>
    /// <param name="asked">The value of <see cref="Variable"/>; null or empty for <c>auto</c>.</param>
    /// <returns>The choice.</returns>
    /// <exception cref="NotSupportedException">The options demand what the device cannot.</exception>
    /// <exception cref="PlatformNotSupportedException">The variable has a value that it cannot have.</exception>
    public static MirrorChoice Of(FoundDevice found, HmmDeviceOptions options, string? asked)
    {
        if (options.InPlace is { } demanded)
        {
            return demanded
                ? new MirrorChoice(found.Place?.Mode ?? throw Refused(found), $"the options ask for it; {found.Place.Reason}", found.Place)
                : found.Kind == HmmDeviceKind.Host ? throw Refused(found) : Pages(found, "the options ask for pages");
        }

        if (found.Kind is HmmDeviceKind.Host or HmmDeviceKind.Simulated)
        {
            return new MirrorChoice(found.Mode, found.Reason, Place: null);
        }

        return asked switch
        {
            null or "" or "auto" => Pages(found, found.Reason),
            "faults" => Pages(found, $"{Variable} asks for faults"),
            "inplace" when found.Place is null => Pages(found, $"{Variable} asks for inplace, but {found.Reason}"),
            "inplace" when AskForPages(options) => Pages(found, "the options say how pages are managed, so HmmGen mirrors them"),
            "inplace" => new MirrorChoice(found.Place.Mode, $"{Variable} asks for it; {found.Place.Reason}", found.Place),
            _ => throw new PlatformNotSupportedException($"{Variable} is '{asked}': set it to inplace, faults or auto."),
        };
    }

    private static MirrorChoice Pages(FoundDevice found, string reason) => new(found.Mode, reason, Place: null);

    private static bool AskForPages(HmmDeviceOptions options)
    {
        HmmDeviceOptions normal = new();
        return options.MemoryBudget is not null || options.PageSize != normal.PageSize || options.Testing != normal.Testing;
    }

    private static NotSupportedException Refused(FoundDevice found) => new($"{found.Name}: InPlace cannot be chosen: {found.Reason}.");
}
