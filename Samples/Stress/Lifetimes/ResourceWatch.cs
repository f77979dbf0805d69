using System.Globalization;
using HmmGen.Stress.Watching;

namespace HmmGen.Stress.Lifetimes;

/// <summary>Takes a sample of what the process has of the system every so often, and says whether that has grown.</summary>
/// <param name="findings">Where to note growth.</param>
internal sealed class ResourceWatch(Findings findings) : Worker("resource watch")
{
    private const int Interval = 250;

    /// <summary>Fewer samples say nothing.</summary>
    private const int Least = 40;

    private readonly List<ResourceSample> _samples = [];

    /// <summary>The middle of the second quarter, when everything has been compiled and every pool is full, and of the last.</summary>
    private (ResourceSample Early, ResourceSample Late) Quarters
        => (Middle(_samples[(_samples.Count / 4)..(_samples.Count / 2)]), Middle(_samples[(_samples.Count * 3 / 4)..]));

    /// <summary>Notes what has grown.</summary>
    public void Verify()
    {
        if (_samples.Count < Least)
        {
            return;
        }

        (ResourceSample early, ResourceSample late) = Quarters;
        Compare("memory", early.Memory, late.Memory, (early.Memory / 4) + (48 << 20));
        Compare("mappings", early.Mappings, late.Mappings, (early.Mappings / 4) + 300);
        Compare("descriptors", early.Descriptors, late.Descriptors, 10);
    }

    /// <summary>What was seen.</summary>
    /// <returns>A line.</returns>
    public string Describe() => _samples.Count < Least
        ? $"{_samples.Count} samples, too few to tell whether something grows"
        : $"{_samples.Count} samples: {Quarters.Early} in the second quarter, {Quarters.Late} in the last";

    /// <inheritdoc/>
    protected override int Step()
    {
        Say("sampling");
        _samples.Add(ResourceSample.Take());
        Say("sleeping");
        Thread.Sleep(Interval);
        return 1;
    }

    private static ResourceSample Middle(List<ResourceSample> samples)
        => new(Middle(samples, sample => sample.Memory), Middle(samples, sample => sample.Mappings), Middle(samples, sample => sample.Descriptors));

    private static long Middle(List<ResourceSample> samples, Func<ResourceSample, long> value) => samples.Select(value).Order().ElementAt(samples.Count / 2);

    private void Compare(string what, long early, long late, long room)
    {
        if (late > early + room)
        {
            findings.AddGrowth(string.Create(CultureInfo.InvariantCulture, $"Grown: {what} from {early} to {late}."));
        }
    }
}
