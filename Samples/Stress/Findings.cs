using System.Collections.Concurrent;
using System.Globalization;

namespace HmmGen.Stress;

/// <summary>What was found to be wrong.</summary>
internal sealed class Findings
{
    private const int Most = 20;

    private readonly ConcurrentQueue<string> _first = new();
    private long _lost;
    private long _torn;
    private long _grown;

    /// <summary>Values that somebody wrote and that are not there.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <summary>Values that nobody wrote where they are.</summary>
    public long Torn => Interlocked.Read(ref _torn);

    /// <summary>What the process had more and more of.</summary>
    public long Grown => Interlocked.Read(ref _grown);

    /// <summary>The first findings, described.</summary>
    public IEnumerable<string> First => _first;

    /// <summary>Notes a value that is not what it should be.</summary>
    /// <param name="finder">Who found it.</param>
    /// <param name="cell">The cell.</param>
    /// <param name="lane">The place in the cell.</param>
    /// <param name="found">What is there.</param>
    /// <param name="expected">What should be there; null for any value that belongs there.</param>
    /// <param name="torn">Whether nobody ever wrote that there.</param>
    public void Add(string finder, int cell, int lane, long found, long? expected, bool torn)
    {
        if (torn)
        {
            Interlocked.Increment(ref _torn);
        }
        else
        {
            Interlocked.Increment(ref _lost);
        }

        if (_first.Count < Most)
        {
            _first.Enqueue(string.Create(
                CultureInfo.InvariantCulture,
                $"{(torn ? "Torn" : "Lost")}: {finder} found {found:x16} in cell {cell}, lane {lane}, not {expected?.ToString("x16", CultureInfo.InvariantCulture) ?? "a value of its own"}."));
        }
    }

    /// <summary>Notes that the process had more and more of something.</summary>
    /// <param name="description">Of what.</param>
    public void AddGrowth(string description)
    {
        Interlocked.Increment(ref _grown);
        _first.Enqueue(description);
    }

    /// <summary>Notes what a kernel found.</summary>
    /// <param name="finder">Whose kernel it is.</param>
    /// <param name="first">The first cell that it worked on.</param>
    /// <param name="lost">How many values were lost.</param>
    /// <param name="torn">How many were torn.</param>
    public void AddCounts(string finder, int first, int lost, int torn)
    {
        Interlocked.Add(ref _lost, lost);
        Interlocked.Add(ref _torn, torn);
        if (lost + torn > 0 && _first.Count < Most)
        {
            _first.Enqueue(string.Create(
                CultureInfo.InvariantCulture, $"{finder} found {lost} lost and {torn} torn values on the device, from cell {first} on."));
        }
    }
}
