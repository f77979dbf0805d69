using HmmGen.Launching.Ahead;
using Xunit;

namespace HmmGen.Tests.Launching.Ahead;

/// <summary>Which steps come beside a chunk, for times that are given: so the counts do not depend on the machine.</summary>
public sealed class AheadChoiceTests
{
    private const int Trial = 2 * AheadChoice.TrialSteps;

    /// <summary>A trial has so many steps of each way, those in turn first. Then the faster way is taken, for each time that a trial pauses.</summary>
    /// <param name="inTurn">The time of a step in turn.</param>
    /// <param name="beside">The time of a step beside a chunk.</param>
    /// <param name="wins">Whether the steps after a trial are beside a chunk.</param>
    [Theory]
    [InlineData(4, 3, true)]
    [InlineData(3, 4, false)]
    [InlineData(3, 3, false)]
    public void The_faster_way_is_taken_until_both_are_tried_again(int inTurn, int beside, bool wins)
    {
        AheadChoice choice = new();
        for (int pause = AheadChoice.FirstPause; pause <= 4 * AheadChoice.LongestPause; pause *= 2)
        {
            Assert.Equal(0, Steps(choice, AheadChoice.TrialSteps, _ => inTurn));
            Assert.Equal(AheadChoice.TrialSteps, Steps(choice, AheadChoice.TrialSteps, _ => beside));
            int steps = Math.Min(pause, AheadChoice.LongestPause);
            Assert.Equal(wins ? steps : 0, Steps(choice, steps, _ => 1));
        }
    }

    /// <summary>Less than half of the steps of a trial may be interrupted.</summary>
    [Fact]
    public void Steps_that_were_interrupted_do_not_count()
    {
        AheadChoice choice = new();
        Steps(choice, Trial, step => step % AheadChoice.TrialSteps < AheadChoice.TrialSteps / 2 ? 1000 : step < AheadChoice.TrialSteps ? 4 : 3);
        Assert.True(choice.IsBeside);
    }

    /// <summary>Chunks of different sizes are compared by their items.</summary>
    [Fact]
    public void A_larger_chunk_may_take_longer()
    {
        AheadChoice choice = new();
        for (int step = 0; step < Trial; step++)
        {
            choice.Note(items: choice.IsBeside ? 100 : 10, TimeSpan.FromSeconds(choice.IsBeside ? 90 : 10));
        }

        Assert.True(choice.IsBeside);
    }

    /// <summary>What the machine does may change: the next trial decides anew.</summary>
    [Fact]
    public void A_later_trial_decides_anew()
    {
        AheadChoice choice = new();
        Steps(choice, Trial + AheadChoice.FirstPause, step => step < AheadChoice.TrialSteps ? 4 : 3);
        Assert.Equal(AheadChoice.TrialSteps, Steps(choice, Trial, step => step < AheadChoice.TrialSteps ? 3 : 4));
        Assert.False(choice.IsBeside);
    }

    /// <summary>Notes steps that each take a given time, and counts those beside a chunk.</summary>
    private static int Steps(AheadChoice choice, int count, Func<int, int> seconds)
    {
        int beside = 0;
        for (int step = 0; step < count; step++)
        {
            beside += choice.IsBeside ? 1 : 0;
            choice.Note(items: 1, TimeSpan.FromSeconds(seconds(step)));
        }

        return beside;
    }
}
