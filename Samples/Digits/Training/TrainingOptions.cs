namespace HmmGen.Digits;

/// <summary>How a classifier is trained.</summary>
public sealed record TrainingOptions
{
    /// <summary>How often every training sample is used.</summary>
    public int Epochs { get; init; } = 5;

    /// <summary>How many samples share a step.</summary>
    public int Batch { get; init; } = 50;

    /// <summary>The learning rate of the first step; it falls evenly, to nothing after the last one.</summary>
    public float LearningRate { get; init; } = 0.1f;

    /// <summary>The part of its velocity that a parameter keeps from step to step.</summary>
    public float Momentum { get; init; } = 0.9f;

    /// <summary>The seed of the first parameters and of the order of the samples.</summary>
    public int Seed { get; init; } = 1;
}
