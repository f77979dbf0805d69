namespace HmmGen.Digits;

/// <summary>What the command line asks for.</summary>
/// <param name="Device">The device's name on the command line, or <see cref="Compare"/>.</param>
/// <param name="Budget">The most memory of the device that is used; null for all of it.</param>
/// <param name="Images">The file of images; null for digits that are drawn.</param>
/// <param name="Labels">The file of labels.</param>
/// <param name="Training">How to train.</param>
internal sealed record DigitsRequest(string Device, long? Budget, string? Images, string? Labels, TrainingOptions Training)
{
    /// <summary>In place of a device's name: the host first, then a simulated device with little memory.</summary>
    public const string Compare = "compare";
}
