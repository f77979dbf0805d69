using System.Globalization;
using HmmGen.Samples;
using Spectre.Console;

namespace HmmGen.Digits;

/// <summary>One run of the sample: data, device, training, report.</summary>
/// <param name="console">Where to report.</param>
internal sealed class DigitsRun(IAnsiConsole console)
{
    private const int SyntheticCount = 10_000;

    /// <summary>Less than a quarter of what training uses.</summary>
    private const long SmallBudget = 2 << 20;

    /// <summary>Runs.</summary>
    /// <param name="request">What to run.</param>
    /// <returns>False when two devices were compared and did not come to the same.</returns>
    public bool Execute(DigitsRequest request)
    {
        if (request.Device != DigitsRequest.Compare)
        {
            HmmDeviceKind kind = DeviceChoice.Kind(request.Device);
            using HmmDevice device = DeviceChoice.Open(kind, new SimulatedOptions { MemoryBudget = request.Budget });
            Introduce(device, request);
            Train(device, request, Load(request));
            return true;
        }

        console.MarkupLine("[bold]First on the host, where nothing moves.[/]");
        DigitSet set = Load(request);
        TrainingResult onHost = Train(HmmDevice.Host, request, set);
        console.MarkupLine("[bold]Now on a device that holds less than the training uses.[/]");
        using HmmDevice small = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = request.Budget ?? SmallBudget });
        Introduce(small, request);
        TrainingResult onDevice = Train(small, request, set);
        bool same = onDevice.IsSame(onHost);
        console.MarkupLine(same
            ? "[green]Host and device came to the same accuracy, losses and parameters, to the bit.[/]"
            : "[red]Host and device did not come to the same. This is a bug in HmmGen: please report it.[/]");
        return same;
    }

    private TrainingResult Train(HmmDevice device, DigitsRequest request, DigitSet set)
    {
        bool hasMemory = device.Kind != HmmDeviceKind.Host;
        ResidencyTable residency = new(device);
        TrainingResult result = new TrainingView(console).Show(
            new Trainer(device, request.Training),
            set,
            request.Training.Epochs,
            (classifier, data) =>
            {
                if (hasMemory)
                    residency.Add(classifier, data);
            });

        console.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"Test accuracy: [green]{100 * result.Accuracy:0.00} %[/]. Loss: {result.Losses[^1]:0.0000}. Time: {result.Elapsed.TotalSeconds:0.0} s.");
        if (hasMemory)
        {
            console.Write(residency.Table);
            console.Write(MovementTable.Of(result));
        }

        return result;
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
