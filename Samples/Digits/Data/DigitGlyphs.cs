namespace HmmGen.Digits;

/// <summary>How a pen writes the ten digits, some of them in two ways.</summary>
internal static class DigitGlyphs
{
    /// <summary>The ways to write each digit; each way is a number of strokes.</summary>
    public static IReadOnlyList<IReadOnlyList<Stroke[]>> All { get; } =
    [
        [[Stroke.Arc(0.5, 0.5, 0.27, 0.4)]],
        [[new Stroke((0.5, 0.1), (0.5, 0.9))], [new Stroke((0.32, 0.28), (0.54, 0.1), (0.54, 0.9))]],
        [
            [Stroke.Arc(0.5, 0.32, 0.26, 0.22, -160, 30).Then(new Stroke((0.24, 0.88), (0.78, 0.88)))],
            [Stroke.Arc(0.48, 0.3, 0.25, 0.2, -170, 50).Then(Stroke.Arc(0.34, 0.78, 0.1, 0.1, -60, -300)).Then(new Stroke((0.8, 0.9)))],
        ],
        [[Stroke.Arc(0.46, 0.3, 0.24, 0.2, -150, 90).Then(Stroke.Arc(0.46, 0.7, 0.28, 0.2, -90, 150))]],
        [
            [new Stroke((0.66, 0.9), (0.66, 0.1), (0.2, 0.64), (0.84, 0.64))],
            [new Stroke((0.28, 0.12), (0.24, 0.52), (0.76, 0.52)), new Stroke((0.72, 0.14), (0.66, 0.9))],
        ],
        [[new Stroke((0.76, 0.1), (0.32, 0.1), (0.28, 0.45)).Then(Stroke.Arc(0.46, 0.65, 0.27, 0.24, -110, 140))]],
        [[Stroke.Arc(0.76, 0.62, 0.5, 0.52, -110, -180).Then(Stroke.Arc(0.5, 0.68, 0.24, 0.21, -180, 180))]],
        [
            [new Stroke((0.2, 0.12), (0.8, 0.12), (0.42, 0.9))],
            [new Stroke((0.2, 0.12), (0.8, 0.12), (0.42, 0.9)), new Stroke((0.38, 0.5), (0.76, 0.5))],
        ],
        [[Stroke.Arc(0.5, 0.3, 0.21, 0.2), Stroke.Arc(0.5, 0.7, 0.25, 0.2)]],
        [
            [Stroke.Arc(0.5, 0.32, 0.22, 0.22).Then(new Stroke((0.7, 0.5), (0.58, 0.9)))],
            [Stroke.Arc(0.48, 0.32, 0.23, 0.21).Then(Stroke.Arc(0.4, 0.5, 0.31, 0.38, -20, 110))],
        ],
    ];
}
