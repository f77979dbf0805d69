namespace HmmGen.Digits;

/// <summary>Kernels that bring samples into a batch.</summary>
public static partial class BatchKernels
{
    /// <summary>
    /// Copies pixels of the next samples into a batch; an item a pixel. Which images are read is only known on the device: these are the
    /// accesses that fault.
    /// </summary>
    /// <param name="sample">The sample's number in the batch.</param>
    /// <param name="pixel">The pixel.</param>
    /// <param name="first">The batch's first place in <paramref name="order"/>.</param>
    /// <param name="pixels">The number of pixels of an image.</param>
    /// <param name="order">The images in the order in which they are used.</param>
    /// <param name="images">The grey levels of all images.</param>
    /// <param name="inputs">The batch, from 0 to 1.</param>
    [HmmKernel(Rank = 2)]
    public static void Load(
        int sample, int pixel, int first, int pixels, ReadOnlySpan<int> order, ReadOnlySpan<byte> images, Span<float> inputs)
        => inputs[sample * pixels + pixel] = images[order[first + sample] * pixels + pixel] * (1f / 255f);
}
