using HmmGen.Base.Teams;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Launching;

/// <summary>Threads that claim ranges of one run after another get each range once, however late they come.</summary>
public sealed class ClaimsTests
{
    // Those of a run are as many as two threads can claim and be late; the next run has more.
    private static readonly long[] Sizes = [2, 24, 1, 8, 3, 40];

    private Claims _claims = Claims.OfNothing();
    private int[] _taken = [];
    private long _done;
    private bool _isOver;

    [Fact]
    public void Each_range_is_claimed_once()
    {
        Thread[] helpers = [.. Enumerable.Range(0, 3).Select(_ => new Thread(Help))];
        Array.ForEach(helpers, static helper => helper.Start());
        try
        {
            for (int run = 0; run < TestScale.Iterations(100_000, 500_000, 20_000_000); run++)
            {
                long ranges = Sizes[run % Sizes.Length];
                _taken = new int[ranges];
                Volatile.Write(ref _done, 0);
                _claims.Prepare(ranges);
                _claims.Publish();
                Take();
                long claimed = _claims.Close();
                Assert.Equal(ranges, claimed);
                SpinWait.SpinUntil(() => Volatile.Read(ref _done) >= claimed);
                Assert.True(Volatile.Read(ref _done) == claimed && _taken.All(static count => count == 1), $"Run {run} of {ranges}: {string.Join(' ', _taken)}");
            }
        }
        finally
        {
            Volatile.Write(ref _isOver, true);
            Array.ForEach(helpers, static helper => helper.Join());
        }

        Assert.False(_claims.TryTake(out _));
    }

    [Fact]
    public void Ranges_that_nobody_has_claimed_are_not_counted()
    {
        Assert.False(_claims.TryTake(out _));
        _claims.Prepare(3);
        _claims.Publish();
        Assert.True(_claims.TryTake(out long first));
        Assert.Equal(0, first);
        Assert.Equal(1, _claims.Close());
        Assert.False(_claims.TryTake(out _));
    }

    private void Help()
    {
        while (!Volatile.Read(ref _isOver))
        {
            Take();
        }
    }

    private void Take()
    {
        while (_claims.TryTake(out long range))
        {
            Interlocked.Increment(ref _taken[range]);
            Interlocked.Increment(ref _done);
        }
    }
}
