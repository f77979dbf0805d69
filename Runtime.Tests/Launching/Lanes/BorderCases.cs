namespace HmmGen.Tests.Launching.Lanes;

/// <summary>Runs the kernels with borders on a device and item after item, and compares.</summary>
internal static class BorderCases
{
    private delegate void Launch(int[] source, int[] target);

    /// <summary>Compares the kernels of one index.</summary>
    public static void Line(HmmDevice device, int width, int n, int shift)
    {
        string where = $"width {width}, n {n}, shift {shift}";
        Compare("guarded, " + where, width,
            (source, target) => BorderKernels.Guarded(device, width, Math.Min(n, width), shift, source, target),
            (source, target) => { for (int i = 0; i < width; i++) BorderKernels.Guarded(i, Math.Min(n, width), shift, source, target); });
        Compare("nearest, " + where, width,
            (source, target) => BorderKernels.Nearest(device, width, n, shift, source, target),
            (source, target) => { for (int i = 0; i < width; i++) BorderKernels.Nearest(i, n, shift, source, target); });
        Compare("sides, " + where, width,
            (source, target) => BorderKernels.Sides(device, width, n, shift, source, target),
            (source, target) => { for (int i = 0; i < width; i++) BorderKernels.Sides(i, n, shift, source, target); });
        Compare("wraps, " + where, width,
            (source, target) => BorderKernels.Wraps(device, width, n, shift, source, target),
            (source, target) => { for (int i = 0; i < width; i++) BorderKernels.Wraps(i, n, shift, source, target); });
    }

    /// <summary>Compares the kernels of two indices.</summary>
    public static void Plane(HmmDevice device, int rows, int width)
    {
        Plane("stencil", rows, width, (source, target) => BorderKernels.Stencil(device, (rows, width), rows, width, source, target),
            (row, column, source, target) => BorderKernels.Stencil(row, column, rows, width, source, target));
        Plane("framed", rows, width, (source, target) => BorderKernels.Framed(device, (rows, width), rows, width, source, target),
            (row, column, source, target) => BorderKernels.Framed(row, column, rows, width, source, target));
        Plane("convolve", rows, width, (source, target) => BorderKernels.Convolve(device, (rows, width), rows, width, source, target),
            (row, column, source, target) => BorderKernels.Convolve(row, column, rows, width, source, target));
        Plane("multiply", rows, width, (source, target) => BorderKernels.Multiply(device, (rows, width), rows, width, source, target),
            (row, column, source, target) => BorderKernels.Multiply(row, column, rows, width, source, target));
        Plane("triangle", rows, width, (source, target) => BorderKernels.Triangle(device, (rows, width), rows, width, source, target),
            (row, column, source, target) => BorderKernels.Triangle(row, column, rows, width, source, target));
    }

    /// <summary>Compares the kernels of three indices.</summary>
    public static void Volume(HmmDevice device, int planes, int rows, int width)
        => Compare($"volume of {planes} x {rows} x {width}", planes * rows * width,
            (source, target) => BorderKernels.Volume(device, (planes, rows, width), rows, width, source, target),
            (source, target) =>
            {
                for (int at = 0; at < source.Length; at++) BorderKernels.Volume(at / width / rows, at / width % rows, at % width, rows, width, source, target);
            });

    private static void Plane(string name, int rows, int width, Launch launch, Action<int, int, int[], int[]> item)
        => Compare($"{name} of {rows} x {width}", rows * width, launch, (source, target) =>
        {
            for (int at = 0; at < source.Length; at++) item(at / width, at % width, source, target);
        });

    private static void Compare(string what, int length, Launch launch, Launch plain)
    {
        Random random = new(length);
        int[] source = [.. Enumerable.Range(0, length).Select(_ => random.Next())];
        int[] expected = [.. Enumerable.Range(0, length)];
        int[] actual = [.. expected];
        plain(source, expected);
        launch(source, actual);
        if (!expected.AsSpan().SequenceEqual(actual))
        {
            int at = expected.AsSpan().CommonPrefixLength(actual);
            throw new InvalidOperationException($"{what}: item {at} gave {actual[at]}, not {expected[at]}.");
        }
    }
}
