using System.Globalization;
using HmmGen.Samples;
using Spectre.Console;

namespace HmmGen.Digits;

/// <summary>One run of the sample: data, device, training, report.</summary>
/// <param name="console">Where to report.</param>
internal sealed class DigitsRun(IAnsiConsole console)
{
    private const int SyntheticCount = 10_000;

    /// <summary>Whether an exception speaks of what the user gave, so that its message is all there is to say.</summary>
    /// <param name="failure">The exception.</param>
    /// <returns>True when it does.</returns>
    public static bool IsExpected(Exception failure)
        => failure is IOException
            or InvalidDataException
            or UnauthorizedAccessException
            or DeviceMissingException
            or HmmDeviceException
            or HmmOutOfMemoryException;

    /// <summary>Runs.</summary>
    /// <param name="request">What to run.</param>
    public void Execute(DigitsRequest request)
    {
        HmmDeviceKind kind = DeviceChoice.Kind(request.Device);
        using HmmDevice device = DeviceChoice.Open(kind, new SimulatedOptions { MemoryBudget = request.Budget });
        Introduce(device, request);

        DigitSet set = Load(request);
        ResidencyTable residency = new(device);
        TrainingResult result = new TrainingView(console).Show(
            new Trainer(device, request.Training),
            set,
            request.Training.Epochs,
            (classifier, data) =>
            {
                if (kind != HmmDeviceKind.Host)
                    residency.Add(classifier, data);
            });

        console.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"Test accuracy: [green]{100 * result.Accuracy:0.00} %[/]. Loss: {result.Losses[^1]:0.0000}. Time: {result.Elapsed.TotalSeconds:0.0} s.");
        if (kind != HmmDeviceKind.Host)
            console.Write(residency.Table);
        console.Write(MovementTable.Of(result.Statistics));
    }

    private void Introduce(HmmDevice device, DigitsRequest request)
    {
        console.MarkupLineInterpolated($"Device: {device.Name} ({device.Kind}).");
        console.MarkupLineInterpolated($"Memory: {device.MirrorMode}, since {device.MirrorModeReason}.");
        console.MarkupLineInterpolated($"Host memory: {HmmSpace.Shared.HostMode}, since {HmmSpace.Shared.HostModeReason}.");
        if (device.Kind != HmmDeviceKind.Host)
            console.MarkupLineInterpolated($"Budget: {ByteSize.Format(device.MemoryBudget)}.");
        else if (request.Budget is not null)
            console.MarkupLine("[yellow]The host has no memory of its own to manage: --budget changes nothing.[/]");
        if (request.Device == DeviceChoice.Auto)
        {
            foreach (string line in HmmDevice.DiscoveryReport)
                console.MarkupLineInterpolated($"[grey]{line}[/]");
        }
    }

    private DigitSet Load(DigitsRequest request)
    {
        DigitSet set = request is { Images: { } images, Labels: { } labels }
            ? DigitSet.Read(images, labels)
            : SyntheticDigits.Draw(SyntheticCount, request.Training.Seed);
        string origin = request.Images is null ? "Drawn" : "Read";
        console.MarkupLineInterpolated($"{origin}: {set.TrainingCount} digits for training, {set.Count - set.TrainingCount} for the test.");
        return set;
    }
}
