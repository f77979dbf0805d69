using Spectre.Console;

namespace HmmGen.Samples;

/// <summary>What a sample says before it begins.</summary>
internal static class WorkloadIntroduction
{
    /// <summary>Names the device and its memory.</summary>
    /// <param name="console">Where to write.</param>
    /// <param name="device">The device.</param>
    /// <param name="request">What the sample is asked for.</param>
    public static void Write(IAnsiConsole console, HmmDevice device, WorkloadRequest request)
    {
        console.MarkupLineInterpolated($"Device: {device.Name} ({device.Kind}). Host memory: {HmmSpace.Shared.HostMode}.");
        if (device.Kind != HmmDeviceKind.Host)
            console.MarkupLineInterpolated($"Budget: {ByteSize.Format(device.MemoryBudget)}.");
        else if (request.Budget is not null)
            console.MarkupLine("[yellow]The host has no memory of its own to manage: --budget changes nothing.[/]");
    }
}
