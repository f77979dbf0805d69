namespace HmmGen.Tests.Transparent;

/// <summary>A thread that allocates, so that collections begin at any moment; what it makes is pinned at times, on pages that were an array's before.</summary>
internal sealed class GarbageThread : IDisposable
{
    private readonly Thread _thread;
    private volatile bool _ended;

    /// <summary>Starts it.</summary>
    public GarbageThread()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "garbage" };
        _thread.Start();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ended = true;
        _thread.Join();
    }

    private void Run()
    {
        Random random = new(1);
        while (!_ended)
        {
            GC.KeepAlive(new byte[random.Next(100_000)]);
            long[] pinned = GC.AllocateArray<long>(random.Next(1, 8_000), pinned: true);
            if (pinned.AsSpan().IndexOfAnyExcept(0) >= 0)
            {
                Environment.FailFast("a new array is not zero");
            }

            pinned.AsSpan().Fill(-1);
            Thread.Sleep(1);
            if (pinned.AsSpan().IndexOfAnyExcept(-1) >= 0)
            {
                Environment.FailFast("a new array does not keep what is written to it");
            }
        }
    }
}
