using HmmGen.Base;
using Xunit;

namespace HmmGen.Tests.Launching;

/// <summary>The lock of devices and regions: who takes it without an object waits for nobody and passes nobody.</summary>
public sealed class SharedLockTests
{
    [Fact]
    public void Readers_share_it_and_a_writer_does_not()
    {
        SharedLock held = new();
        Assert.True(held.TryEnter(shared: true));
        Assert.True(held.TryEnter(shared: true));
        Assert.False(held.TryEnter(shared: false));
        held.Leave(shared: true);
        Assert.False(held.TryEnter(shared: false));
        held.Leave(shared: true);
        Assert.True(held.TryEnter(shared: false));
        Assert.False(held.TryEnter(shared: true));
        held.Leave(shared: false);
        using SharedLock.Holder last = held.Enter(shared: false, TestContext.Current.CancellationToken);
        Assert.False(held.TryEnter(shared: false));
    }

    [Fact]
    public async Task Nobody_passes_a_writer_that_waits()
    {
        SharedLock held = new();
        Assert.True(held.TryEnter(shared: true));
        Task<SharedLock.Holder> writer = held.EnterAsync(shared: false, TestContext.Current.CancellationToken);
        Assert.False(held.TryEnter(shared: true));
        Assert.False(writer.IsCompleted);
        held.Leave(shared: true);
        (await writer).Dispose();
        Assert.True(held.TryEnter(shared: true));
    }

    [Fact]
    public async Task Whoever_leaves_lets_the_next_one_in()
    {
        SharedLock held = new();
        Assert.True(held.TryEnter(shared: false));
        Task<SharedLock.Holder> first = held.EnterAsync(shared: true, TestContext.Current.CancellationToken);
        Task<SharedLock.Holder> second = held.EnterAsync(shared: true, TestContext.Current.CancellationToken);
        held.Leave(shared: false);
        (await first).Dispose();
        (await second).Dispose();
        Assert.True(held.TryEnter(shared: false));
    }

    [Fact]
    public void Who_waits_needs_no_thread_of_the_pool()
    {
        SharedLock held = new();
        Assert.True(held.TryEnter(shared: false));
        Task<SharedLock.Holder> waiter = held.EnterAsync(shared: false, CancellationToken.None);
        Assert.False(waiter.IsCompleted);
        held.Leave(shared: false);

        // The task has ended before any other thread could have run.
        Assert.True(waiter.IsCompletedSuccessfully);
    }
}
