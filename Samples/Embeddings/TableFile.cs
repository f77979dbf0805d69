using System.Globalization;
using System.Runtime.InteropServices;
using HmmGen.Samples;
using Spectre.Console;

namespace HmmGen.Embeddings;

/// <summary>The file of a table: the numbers of each row, row after row.</summary>
internal sealed class TableFile : IDisposable
{
    private const int RowSize = EmbeddingKernels.Width * sizeof(float);

    private readonly bool _isTemporary;

    private TableFile(string path, bool isTemporary)
    {
        Path = path;
        _isTemporary = isTemporary;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>How many rows it has.</summary>
    public int Rows => (int)(new FileInfo(Path).Length / RowSize);

    /// <summary>Takes a file that exists.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The file of the table.</returns>
    /// <exception cref="InvalidDataException">It is no table, or is cut.</exception>
    public static TableFile Existing(string path)
    {
        long bytes = new FileInfo(path).Length;
        return bytes == 0 ? throw new InvalidDataException($"{path}: the file holds no rows.")
            : bytes % RowSize != 0 ? throw new InvalidDataException(string.Create(
                CultureInfo.InvariantCulture, $"{path}: the file ends within row {bytes / RowSize}; a row has {RowSize} bytes."))
            : bytes / sizeof(float) > int.MaxValue ? throw new InvalidDataException($"{path}: the table has more than 2^31 numbers, more than a span of a kernel.")
            : new TableFile(path, isTemporary: false);
    }

    /// <summary>Writes a new table, which is deleted at the end.</summary>
    /// <param name="rows">How many rows.</param>
    /// <param name="seed">The seed of its numbers.</param>
    /// <param name="progress">Shows how far it is.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The file of the table.</returns>
    public static async Task<TableFile> WriteAsync(int rows, int seed, WorkloadProgress progress, CancellationToken cancellationToken)
    {
        const int RowsAtOnce = 4_096;
        TableFile file = new(System.IO.Path.GetTempFileName(), isTemporary: true);
        try
        {
            ProgressTask bar = progress.Begin("write the table", rows);
            await using FileStream stream = new(file.Path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
            float[] numbers = new float[RowsAtOnce * EmbeddingKernels.Width];
            uint state = (uint)seed;
            for (int row = 0; row < rows; row += RowsAtOnce)
            {
                int count = Math.Min(RowsAtOnce, rows - row);
                for (int k = 0; k < count * EmbeddingKernels.Width; k++)
                {
                    state = state * 1664525u + 1013904223u;
                    numbers[k] = ((state >> 8) * (1f / 16777216f) - 0.5f) * 0.2f;
                }

                cancellationToken.ThrowIfCancellationRequested();
                stream.Write(MemoryMarshal.AsBytes(numbers.AsSpan(0, count * EmbeddingKernels.Width)));
                bar.Increment(count);
            }

            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads the whole file in the plain way.</summary>
    /// <returns>Its numbers.</returns>
    public float[] ReadAll()
    {
        float[] numbers = new float[Rows * EmbeddingKernels.Width];
        using FileStream stream = File.OpenRead(Path);
        stream.ReadExactly(MemoryMarshal.AsBytes(numbers.AsSpan()));
        return numbers;
    }

    /// <summary>Writes a whole table beside the file and deletes it: what a program pays that writes everything back.</summary>
    /// <param name="numbers">The numbers.</param>
    public void WriteCopy(float[] numbers)
    {
        string copy = $"{Path}.{System.IO.Path.GetRandomFileName()}";
        try
        {
            using FileStream stream = new(copy, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
            stream.Write(MemoryMarshal.AsBytes(numbers.AsSpan()));
            stream.Flush(flushToDisk: true);
        }
        finally
        {
            File.Delete(copy);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isTemporary)
            File.Delete(Path);
    }
}
