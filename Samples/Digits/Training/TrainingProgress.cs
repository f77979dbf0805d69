namespace HmmGen.Digits;

/// <summary>How far training is.</summary>
/// <param name="Epoch">The epoch, from 0.</param>
/// <param name="Samples">How many samples of the epoch have been used.</param>
/// <param name="Total">How many samples an epoch uses.</param>
/// <param name="Loss">The mean loss of the epoch before; not a number in the first one.</param>
public readonly record struct TrainingProgress(int Epoch, int Samples, int Total, double Loss);
