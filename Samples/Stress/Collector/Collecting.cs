using HmmGen.Stress.Watching;

namespace HmmGen.Stress.Collector;

/// <summary>Collects garbage all the time.</summary>
internal sealed class Collecting() : Worker("collecting")
{
    private int _generation;

    /// <inheritdoc/>
    protected override int Step()
    {
        Say("collecting");
        GC.Collect(_generation++ % (GC.MaxGeneration + 1));
        Say("sleeping");
        Thread.Sleep(2);
        return 1;
    }
}
