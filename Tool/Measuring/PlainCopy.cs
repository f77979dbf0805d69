namespace HmmGen.Tool.Measuring;

/// <summary>The copy that figures are compared with. It is measured anew beside each of them, since what else runs on the machine changes.</summary>
/// <param name="elements">The elements that are copied.</param>
internal sealed class PlainCopy(int elements)
{
    private const int Rounds = 5;

    private readonly int[] _source = new int[elements];
    private readonly int[] _target = new int[elements];
    private readonly List<double> _seconds = [];

    /// <summary>The median rate of all that was measured, in bytes a second.</summary>
    public double BytesPerSecond => Rate(MedianTime.Of(_seconds));

    /// <summary>Measures the copy.</summary>
    /// <returns>Bytes a second.</returns>
    public double Measure()
    {
        double seconds = MedianTime.Seconds(Rounds, () => _source.CopyTo(_target, 0), () => _source.AsSpan().Fill(_seconds.Count));
        _seconds.Add(seconds);
        return Rate(seconds);
    }

    private double Rate(double seconds) => (double)elements * sizeof(int) / seconds;
}
