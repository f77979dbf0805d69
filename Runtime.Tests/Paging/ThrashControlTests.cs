using HmmGen.Launching;
using Xunit;

namespace HmmGen.Tests.Paging;

/// <summary>How many frames items may demand, by the pages that they lose.</summary>
public sealed class ThrashControlTests
{
    private const int Slots = 8;
    private const int Capacity = 64;

    [Fact]
    public void Chosen_items_that_lose_their_pages_halve_the_limit()
    {
        ThrashControl control = Started();
        for (int wave = 0; wave < 4; wave++)
        {
            Run(control, (0, wave % 2), (1, wave % 2));
        }

        Assert.Equal(Capacity / 8, control.Limit);
        Assert.True(control.HasLost);
    }

    /// <summary>What an item got before it was chosen was not kept for it.</summary>
    [Fact]
    public void Pages_of_items_that_were_not_chosen_do_not_count()
    {
        ThrashControl control = Started();
        for (int wave = 0; wave < 8; wave++)
        {
            for (int slot = 0; slot < Slots; slot++)
            {
                control.NoteFault(slot, mirror: 0, page: wave % 2);
            }

            control.EndWave();
        }

        Assert.Equal(Capacity / 4, control.Limit);
        Assert.False(control.HasLost);
    }

    [Fact]
    public void Pages_that_are_new_to_the_items_raise_the_limit()
    {
        ThrashControl control = Started();
        for (int wave = 0; wave < 16; wave++)
        {
            Run(control, (0, wave), (1, wave));
        }

        Assert.Equal(Capacity / 2, control.Limit);
    }

    [Fact]
    public void The_page_before_is_the_one_that_came_last()
    {
        ThrashControl control = Started();
        Assert.False(control.TryGetPrevious(3, out _, out _));
        control.NoteServed(3, mirror: 1, page: 7);
        control.NoteServed(3, mirror: 2, page: 1L << 33);

        Assert.True(control.TryGetPrevious(3, out int mirror, out long page));
        Assert.Equal((2, 1L << 33), (mirror, page));
    }

    private static ThrashControl Started()
    {
        ThrashControl control = new(Slots, Capacity);
        control.BeginChunk(Slots);
        return control;
    }

    /// <summary>Runs a wave: items fault on pages, which come.</summary>
    private static void Run(ThrashControl control, params ReadOnlySpan<(int Slot, long Page)> faults)
    {
        foreach ((int slot, long page) in faults)
        {
            control.NoteFault(slot, mirror: 0, page);
            control.NoteServed(slot, mirror: 0, page);
        }

        control.EndWave();
    }
}
