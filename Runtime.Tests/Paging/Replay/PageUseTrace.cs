using HmmGen.Paging;
using HmmGen.Paging.Eviction;

namespace HmmGen.Tests.Paging.Replay;

/// <summary>The pages that launches used on a device, in order, and how many of them were not there.</summary>
internal sealed class PageUseTrace : IPageUseObserver
{
    private readonly Dictionary<MirroredPage, int> _numbers = [];
    private readonly List<int> _uses = [];
    private readonly HashSet<int> _step = [];

    /// <summary>The pages used, as numbers from 0 on. A page stands there once for each step that uses it.</summary>
    public IReadOnlyList<int> Uses => _uses;

    /// <summary>The number of different pages.</summary>
    public int Pages => _numbers.Count;

    /// <summary>How many uses found their page missing.</summary>
    public int Misses { get; private set; }

    /// <summary>Records the uses on a device from now on.</summary>
    /// <param name="device">The device, whose pages have one frame each.</param>
    /// <returns>The record.</returns>
    public static PageUseTrace Of(HmmDevice device)
    {
        PageUseTrace trace = new();
        device.Session.Memory.Observer = trace;
        return trace;
    }

    /// <inheritdoc/>
    public void BeginStep() => _step.Clear();

    /// <inheritdoc/>
    public void NoteUse(MirroredPage page, bool wasResident)
    {
        if (!_numbers.TryGetValue(page, out int number))
        {
            _numbers.Add(page, number = _numbers.Count);
        }

        if (_step.Add(number))
        {
            _uses.Add(number);
            Misses += wasResident ? 0 : 1;
        }
    }
}
