using HmmGen.Base;
using HmmGen.Paging;
using Xunit;

namespace HmmGen.Tests.Paging;

/// <summary>Promises of frames hold for their epoch, and two epochs may hold side by side.</summary>
public sealed class FramePoolTests
{
    [Fact]
    public void Promises_of_both_epochs_hold_until_the_older_one_ends()
    {
        FramePool pool = new(10, EvictionKind.Aged);
        pool.Grow(10);
        pool.BeginEpoch();
        pool.Promise(0, 2);
        pool.Promise(2, 1);
        Assert.Equal(3, pool.Promised);

        pool.BeginNext();
        pool.Promise(2, 1);
        pool.Promise(3, 4);
        pool.Promise(3, 4);
        Assert.Equal(7, pool.Promised);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6], Enumerable.Range(0, 10).Where(pool.IsPromised));

        pool.EndOlder();
        Assert.Equal(5, pool.Promised);
        Assert.Equal([2, 3, 4, 5, 6], Enumerable.Range(0, 10).Where(pool.IsPromised));

        pool.BeginEpoch();
        Assert.Equal(0, pool.Promised);
        Assert.DoesNotContain(Enumerable.Range(0, 10), pool.IsPromised);
    }

    [Fact]
    public void Frames_that_become_free_count_no_more_in_either_epoch()
    {
        FramePool pool = new(10, EvictionKind.Aged);
        pool.Grow(10);
        pool.BeginEpoch();
        pool.Promise(0, 2);
        pool.Promise(2, 1);
        pool.BeginNext();
        pool.Promise(2, 1);
        pool.Promise(3, 3);
        Assert.Equal(6, pool.Promised);
        pool.Release(1, 2);
        Assert.Equal(4, pool.Promised);
        pool.EndOlder();
        Assert.Equal(3, pool.Promised);
    }
}
