namespace HmmGen.Digits;

/// <summary>What came of training.</summary>
/// <param name="Accuracy">The part of the test samples that the classifier gets right.</param>
/// <param name="Losses">The mean loss of each epoch.</param>
/// <param name="Elapsed">The time of training and test.</param>
/// <param name="Statistics">What the device did.</param>
public sealed record TrainingResult(double Accuracy, IReadOnlyList<double> Losses, TimeSpan Elapsed, HmmStatistics Statistics);
