using HmmGen.Base;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Launching;

/// <summary>Places that are taken in turn: never more than there are, none lost, and nobody is passed.</summary>
public sealed class TurnGateTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    public async Task Threads_never_take_more_than_there_is_and_lose_nothing(int room)
    {
        TurnGate gate = new(room);
        int seed = TestSeeds.First, rounds = TestScale.Iterations(quick: 2_000, full: 20_000);
        long taken = 0, excess = 0;

        async Task Work(int number)
        {
            Random random = new(seed + number);
            for (int round = 0; round < rounds; round++)
            {
                int places = random.Next(4) == 0 ? room : 1 + random.Next(room);
                using CancellationTokenSource? soon = random.Next(3) == 0 ? new() : null;
                if (random.Next(2) == 0)
                {
                    if (!gate.TryEnter(places))
                    {
                        continue;
                    }
                }
                else
                {
                    Task entered = gate.EnterAsync(places, ticket: true, soon?.Token ?? CancellationToken.None);
                    soon?.Cancel();
                    try
                    {
                        await entered.WaitAsync(Patience);
                    }
                    catch (OperationCanceledException)
                    {
                        continue;
                    }
                }

                long now = Interlocked.Add(ref taken, places);
                if (now > room)
                {
                    Interlocked.Exchange(ref excess, now);
                }

                Interlocked.Add(ref taken, -places);
                gate.Leave(places);
            }
        }

        Task[] threads = [.. Enumerable.Range(0, 4).Select(number => Task.Run(() => Work(number)))];
        await Task.WhenAll(threads);
        Assert.True(excess == 0, $"Seed {seed}: {excess} of {room} places were taken at a time.");
        Assert.False(gate.IsAwaited, $"Seed {seed}: somebody is said to wait.");
        Assert.True(gate.TryEnter(room), $"Seed {seed}: places were lost.");
        Assert.False(gate.TryEnter(1));
    }

    [Fact]
    public async Task Places_go_to_who_asked_first()
    {
        TurnGate gate = new(2);
        Assert.True(gate.TryEnter(2));
        Task both = gate.EnterAsync(2, ticket: true, TestContext.Current.CancellationToken);
        Task one = gate.EnterAsync(1, ticket: true, TestContext.Current.CancellationToken);
        Assert.True(gate.IsAwaited);
        gate.Leave(1);

        // One place is free, but it is kept for who wants two.
        Assert.False(gate.TryEnter(1));
        Assert.False(one.IsCompleted);
        gate.Leave(1);
        await both.WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.False(one.IsCompleted);
        gate.Leave(2);
        await one.WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.False(gate.IsAwaited);
        Assert.True(gate.TryEnter(1));
    }

    [Fact]
    public async Task Who_gives_up_lets_those_behind_pass()
    {
        TurnGate gate = new(2);
        Assert.True(gate.TryEnter(1));
        using CancellationTokenSource soon = new();
        Task both = gate.EnterAsync(2, ticket: true, soon.Token);
        Task one = gate.EnterAsync(1, ticket: true, TestContext.Current.CancellationToken);
        Assert.False(one.IsCompleted);
        await soon.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => both);
        await one.WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.False(gate.IsAwaited);
        gate.Leave(2);
        Assert.True(gate.TryEnter(2));
    }
}
