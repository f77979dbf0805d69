namespace HmmGen.Digits;

/// <summary>What came of training.</summary>
/// <param name="Accuracy">The part of the test samples that the classifier gets right.</param>
/// <param name="Losses">The mean loss of each epoch.</param>
/// <param name="Elapsed">The time of training and test.</param>
/// <param name="Statistics">What the device did.</param>
/// <param name="Parameters">The bits of all parameters of the classifier.</param>
/// <param name="WholeCopies">The bytes that would have moved if each launch had copied its arrays whole.</param>
public sealed record TrainingResult(
    double Accuracy, IReadOnlyList<double> Losses, TimeSpan Elapsed, HmmStatistics Statistics, int[] Parameters, long WholeCopies)
{
    /// <summary>Whether two trainings came to the same, to the bit.</summary>
    /// <param name="other">The other one.</param>
    /// <returns>True when accuracy, losses and parameters are equal.</returns>
    public bool IsSame(TrainingResult other)
        => Accuracy == other.Accuracy && Losses.SequenceEqual(other.Losses) && Parameters.AsSpan().SequenceEqual(other.Parameters);
}
