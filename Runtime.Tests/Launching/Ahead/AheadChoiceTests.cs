using HmmGen.Launching.Ahead;
using Xunit;

namespace HmmGen.Tests.Launching.Ahead;

/// <summary>Which steps come beside a chunk, for times that are given: so the counts do not depend on the machine.</summary>
public sealed class AheadChoiceTests
{
    private const int Row = AheadChoice.StepsInRow;

    /// <summary>A trial has rows of steps of each way, those in turn first. Then the faster way is taken, for each time that a trial pauses.</summary>
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
            for (int step = 0; step < AheadChoice.TrialSteps; step += 2 * Row)
            {
                Assert.Equal(0, Steps(choice, Row, _ => inTurn));
                Assert.Equal(Row, Steps(choice, Row, _ => beside));
            }

            int steps = Math.Min(pause, AheadChoice.LongestPause);
            Assert.Equal(wins ? steps : 0, Steps(choice, steps, _ => 1));
        }
    }

    /// <summary>Less than half of the steps of each way may be interrupted, and the first step of each row.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Steps_that_were_interrupted_do_not_count(int way)
    {
        AheadChoice choice = new();
        Steps(choice, AheadChoice.TrialSteps, step => step % Row == 0 || (step / Row % 2 == way && step < Row * 2 + 2) ? 1000 : choice.IsBeside ? 3 : 4);
        Assert.True(choice.IsBeside);
    }

    /// <summary>What else the machine does slows both ways, even if it goes on for a third of the trial.</summary>
    [Fact]
    public void A_burst_of_other_work_decides_nothing()
    {
        for (int first = 0; first < AheadChoice.TrialSteps; first++)
        {
            AheadChoice choice = new();
            Steps(choice, AheadChoice.TrialSteps, step => step >= first && step < first + 2 * Row ? 1000 : choice.IsBeside ? 3 : 4);
            Assert.True(choice.IsBeside, $"a burst from step {first} on");
        }
    }

    /// <summary>Chunks of different sizes are compared by their items.</summary>
    [Fact]
    public void A_larger_chunk_may_take_longer()
    {
        AheadChoice choice = new();
        for (int step = 0; step < AheadChoice.TrialSteps; step++)
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
        Steps(choice, AheadChoice.TrialSteps + AheadChoice.FirstPause, _ => choice.IsBeside ? 3 : 4);
        Assert.Equal(AheadChoice.TrialSteps / 2, Steps(choice, AheadChoice.TrialSteps, _ => choice.IsBeside ? 4 : 3));
        Assert.False(choice.IsBeside);
    }

    /// <summary>A trial that changes the way may have been disturbed, so it is tried again after the first pause.</summary>
    [Fact]
    public void A_trial_that_changes_the_way_is_followed_by_another_one_soon()
    {
        AheadChoice choice = new();
        for (int pause = AheadChoice.FirstPause; pause <= AheadChoice.LongestPause; pause *= 2)
        {
            Steps(choice, AheadChoice.TrialSteps + pause, _ => choice.IsBeside ? 3 : 4);
        }

        Steps(choice, AheadChoice.TrialSteps, _ => choice.IsBeside ? 4 : 3);
        Assert.Equal(0, Steps(choice, AheadChoice.FirstPause, _ => 1));
        Steps(choice, AheadChoice.TrialSteps, _ => choice.IsBeside ? 3 : 4);
        Assert.True(choice.IsBeside);
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
