using System.Globalization;

namespace HmmGen.VectorSearch;

/// <summary>Vectors, drawn or of a file.</summary>
internal sealed class VectorSet : IDisposable
{
    private VectorSet(HmmArray<float> numbers, VectorLayout layout)
    {
        Numbers = numbers;
        Layout = layout;
        Count = (int)(numbers.Length / layout.Stride);
    }

    /// <summary>The numbers of all vectors.</summary>
    public HmmArray<float> Numbers { get; }

    /// <summary>Where each vector lies in them.</summary>
    public VectorLayout Layout { get; }

    /// <summary>How many vectors there are.</summary>
    public int Count { get; }

    /// <summary>Makes vectors of zeros.</summary>
    /// <param name="count">How many.</param>
    /// <param name="dimensions">How many numbers each has.</param>
    /// <returns>The vectors.</returns>
    public static VectorSet Empty(int count, int dimensions)
        => new(HmmSpace.Shared.Allocate<float>((long)count * dimensions), new VectorLayout(dimensions, dimensions, 0));

    /// <summary>Maps a file in the fvecs format: before each vector stands the number of its dimensions. Nothing is copied.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The vectors.</returns>
    /// <exception cref="InvalidDataException">The file is no such file, or is cut.</exception>
    public static VectorSet Map(string path)
    {
        long bytes = new FileInfo(path).Length;
        if (bytes < sizeof(int))
            throw new InvalidDataException($"{path}: the file holds no vectors.");
        if (bytes % sizeof(float) != 0)
            throw new InvalidDataException($"{path}: the file ends within a number; is the download complete?");

        HmmArray<float> numbers = HmmSpace.Shared.MapFile<float>(path, FileAccess.Read);
        try
        {
            int dimensions = BitConverter.SingleToInt32Bits(numbers[0]);
            if (dimensions is < 1 or > 65_536)
                throw new InvalidDataException($"{path}: this is no fvecs file: its first vector would have {dimensions} dimensions.");
            if (numbers.Length % (dimensions + 1) != 0)
            {
                throw new InvalidDataException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{path}: the file ends within vector {numbers.Length / (dimensions + 1)}; is the download complete?"));
            }

            if (numbers.Length > int.MaxValue)
                throw new InvalidDataException($"{path}: the file has more than 2^31 numbers, more than a span of a kernel.");
            if (BitConverter.SingleToInt32Bits(numbers[^(dimensions + 1)]) != dimensions)
                throw new InvalidDataException($"{path}: the last vector has other dimensions than the first.");
            return new VectorSet(numbers, new VectorLayout(dimensions, dimensions + 1, 1));
        }
        catch
        {
            numbers.Dispose();
            throw;
        }
    }

    /// <summary>A vector.</summary>
    /// <param name="row">Its number.</param>
    /// <returns>Its numbers.</returns>
    public ReadOnlySpan<float> Vector(int row) => Numbers.AsReadOnlySpan(Layout.At(row), Layout.Dimensions);

    /// <inheritdoc/>
    public void Dispose() => Numbers.Dispose();
}
