namespace HmmGen.Launching.Lanes;

/// <summary>The times of a trial: of each part in each form.</summary>
internal sealed class LaneTimes
{
    /// <summary>The parts. Other work may add to the times of two of five, and then the other three decide.</summary>
    public const int Parts = 5;

    // A loop that is no more than a little faster may be so by chance.
    private const double Clearly = 0.97;

    private readonly long[] _lanes = new long[Parts];
    private readonly long[] _loop = new long[Parts];

    /// <summary>The form that takes less time in parts that make up half of it.</summary>
    /// <remarks>A part weighs as much as it is longer than others, in the form where it is less so: other work adds to one of its times only.</remarks>
    public LaneForm Better
    {
        get
        {
            double faster = 0, all = 0, lanes = Middle(_lanes), loop = Middle(_loop);
            for (int part = 0; part < Parts; part++)
            {
                double weight = Math.Min(_lanes[part] / lanes, _loop[part] / loop);
                faster += _loop[part] < Clearly * _lanes[part] ? weight : 0;
                all += weight;
            }

            return faster > all / 2 ? LaneForm.Loop : LaneForm.Lanes;
        }
    }

    /// <summary>Notes a time.</summary>
    /// <param name="part">The part.</param>
    /// <param name="form">The form that it ran in.</param>
    /// <param name="ticks">The time.</param>
    public void Note(int part, LaneForm form, long ticks) => (form == LaneForm.Lanes ? _lanes : _loop)[part] = Math.Max(1, ticks);

    private static double Middle(ReadOnlySpan<long> times)
    {
        Span<long> sorted = stackalloc long[Parts];
        times.CopyTo(sorted);
        sorted.Sort();
        return sorted[Parts / 2];
    }
}
