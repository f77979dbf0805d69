namespace HmmGen.Digits;

/// <summary>Draws a set of digits as different hands would write them: the same set for the same seed, on every machine.</summary>
public static class SyntheticDigits
{
    private const double Tremble = 0.05;
    private const double Slant = 0.45;
    private const double Turn = 0.35;
    private const double Shift = 0.12;
    private const double Noise = 0.25;
    private const int Reach = 3;

    /// <summary>Draws a set.</summary>
    /// <param name="count">The number of images.</param>
    /// <param name="seed">The seed.</param>
    /// <returns>The set.</returns>
    public static DigitSet Draw(int count, int seed)
    {
        Random random = new(seed);
        byte[] images = new byte[count * DigitSet.Pixels];
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = (byte)random.Next(DigitSet.Classes);
            Draw(labels[i], random, images.AsSpan(i * DigitSet.Pixels, DigitSet.Pixels));
        }

        return new DigitSet(images, labels);
    }

    private static void Draw(int digit, Random random, Span<byte> image)
    {
        IReadOnlyList<Stroke[]> ways = DigitGlyphs.All[digit];
        double[] nearest = new double[DigitSet.Pixels];
        Array.Fill(nearest, double.MaxValue);
        Func<(double X, double Y), (double X, double Y)> hand = Hand(random);
        foreach (Stroke stroke in ways[random.Next(ways.Count)])
        {
            (double X, double Y)[] corners = [.. stroke.Points.Select(hand)];
            for (int k = 1; k < corners.Length; k++)
                Approach(nearest, corners[k - 1], corners[k]);
        }

        double thickness = 0.7 + 0.9 * random.NextDouble();
        double ink = 0.75 + 0.25 * random.NextDouble();
        for (int pixel = 0; pixel < image.Length; pixel++)
        {
            double noise = Noise * (random.NextDouble() + random.NextDouble() - 1);
            double grey = ink * Math.Clamp(thickness + 0.5 - nearest[pixel], 0, 1) + noise;
            image[pixel] = (byte)(255 * Math.Clamp(grey, 0, 1));
        }
    }

    /// <summary>A way of placing points of the unit square on the image: turned, slanted, stretched, shifted and trembling.</summary>
    private static Func<(double X, double Y), (double X, double Y)> Hand(Random random)
    {
        double angle = Turn * Spread();
        double slant = Slant * Spread();
        double width = 17 + 5 * Spread();
        double height = 20 + 5 * Spread();
        double centreX = DigitSet.Side * (0.5 + Shift * Spread());
        double centreY = DigitSet.Side * (0.5 + Shift * Spread());
        return point =>
        {
            double y = point.Y - 0.5 + Tremble * Spread();
            double x = point.X - 0.5 + Tremble * Spread() - slant * y;
            return (
                centreX + width * (x * Math.Cos(angle) - y * Math.Sin(angle)),
                centreY + height * (x * Math.Sin(angle) + y * Math.Cos(angle)));
        };

        double Spread() => 2 * random.NextDouble() - 1;
    }

    /// <summary>Notes how near a line is to each pixel around it.</summary>
    private static void Approach(double[] nearest, (double X, double Y) from, (double X, double Y) to)
    {
        (double x, double y) = (to.X - from.X, to.Y - from.Y);
        double length = Math.Max(x * x + y * y, 1e-9);
        (int left, int right) = Around(from.X, to.X);
        (int top, int bottom) = Around(from.Y, to.Y);
        for (int row = top; row <= bottom; row++)
        {
            for (int column = left; column <= right; column++)
            {
                double toX = column + 0.5 - from.X;
                double toY = row + 0.5 - from.Y;
                double along = Math.Clamp((toX * x + toY * y) / length, 0, 1);
                (double awayX, double awayY) = (toX - along * x, toY - along * y);
                ref double distance = ref nearest[row * DigitSet.Side + column];
                distance = Math.Min(distance, Math.Sqrt(awayX * awayX + awayY * awayY));
            }
        }
    }

    private static (int First, int Last) Around(double a, double b) => (
        Math.Max(0, (int)(Math.Min(a, b) - Reach)),
        Math.Min(DigitSet.Side - 1, (int)(Math.Max(a, b) + Reach)));
}
