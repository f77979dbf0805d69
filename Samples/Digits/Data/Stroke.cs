namespace HmmGen.Digits;

/// <summary>A line that a pen draws: points in the unit square, the second coordinate downwards.</summary>
/// <param name="Points">The corners.</param>
internal sealed record Stroke(params (double X, double Y)[] Points)
{
    private const int StepsOfArc = 14;

    /// <summary>A part of an ellipse.</summary>
    /// <param name="x">The centre's first coordinate.</param>
    /// <param name="y">The centre's second coordinate.</param>
    /// <param name="radiusX">Half the width.</param>
    /// <param name="radiusY">Half the height.</param>
    /// <param name="from">Where it starts, in degrees clockwise from the right.</param>
    /// <param name="to">Where it ends.</param>
    /// <returns>The stroke.</returns>
    public static Stroke Arc(double x, double y, double radiusX, double radiusY, double from = 0, double to = 360)
    {
        return new Stroke([.. Enumerable.Range(0, StepsOfArc + 1).Select(Corner)]);

        (double, double) Corner(int step)
        {
            double angle = (from + (to - from) * step / StepsOfArc) * Math.PI / 180;
            return (x + radiusX * Math.Cos(angle), y + radiusY * Math.Sin(angle));
        }
    }

    /// <summary>Goes on with another stroke.</summary>
    /// <param name="next">The other stroke.</param>
    /// <returns>Both in one.</returns>
    public Stroke Then(Stroke next) => new([.. Points, .. next.Points]);
}
