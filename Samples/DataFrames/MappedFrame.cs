using System.Buffers.Binary;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;

namespace HmmGen.DataFrames;

/// <summary>
/// An Arrow IPC file. Apache.Arrow reads what the file says of itself, over the mapped bytes; what a record batch has of a column then becomes an array
/// over its part of the file. No value is copied.
/// </summary>
internal sealed class MappedFrame : IDisposable
{
    private static readonly byte[] Magic = "ARROW1"u8.ToArray();

    private readonly string _path;
    private readonly List<FrameBatch> _batches = [];
    private IFrameColumn?[] _columns = [];
    private string _schema = "";

    private MappedFrame(string path) => _path = path;

    /// <summary>The columns of types that the sample reads.</summary>
    public IReadOnlyList<IFrameColumn> Columns => [.. _columns.OfType<IFrameColumn>()];

    /// <summary>The record batches that have rows.</summary>
    public IReadOnlyList<FrameBatch> Batches => _batches;

    /// <summary>How many rows there are.</summary>
    public int Rows { get; private set; }

    /// <summary>Maps a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The frame. The caller disposes of it.</returns>
    /// <exception cref="InvalidDataException">The file is no such file, is cut, or holds what this sample does not read.</exception>
    public static MappedFrame Map(string path)
    {
        long length = new FileInfo(path).Length;
        if (length == 0)
            throw new InvalidDataException($"{path}: the file is empty.");
        if (length > int.MaxValue)
            throw new InvalidDataException($"{path}: the file has {length} bytes, and this sample reads up to 2 GiB: write several files.");
        MappedFrame frame = new(path);
        try
        {
            using HmmArray<byte> file = HmmSpace.Shared.MapFile<byte>(path, FileAccess.Read);
            frame.Read(file.AsReadOnlyMemory());
            return frame;
        }
        catch (Exception failure)
        {
            frame.Dispose();
            if (failure is ArgumentException or IndexOutOfRangeException or InvalidOperationException or OverflowException or EndOfStreamException)
                throw new InvalidDataException($"{path}: the file is damaged: {failure.Message}", failure);
            throw;
        }
    }

    /// <summary>A column by its name.</summary>
    /// <typeparam name="T">The type of its values.</typeparam>
    /// <param name="name">The name.</param>
    /// <returns>The column.</returns>
    /// <exception cref="InvalidDataException">There is no such column.</exception>
    public FrameColumn<T> Column<T>(string name) where T : unmanaged
        => _columns.OfType<FrameColumn<T>>().FirstOrDefault(column => column.Name == name)
            ?? throw new InvalidDataException($"{_path}: the queries need a column '{name}' of type {typeof(T).Name}; the file has {_schema}.");

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (IFrameColumn? column in _columns)
            column?.Dispose();
    }

    private void Read(ReadOnlyMemory<byte> file)
    {
        // A file is a stream between two magic words, with a footer that says it all again.
        int tail = Magic.Length + sizeof(int);
        if (file.Length < 8 + tail || !file.Span.StartsWith(Magic) || !file.Span.EndsWith(Magic))
            throw new InvalidDataException($"{_path}: this is no Arrow file, or it is cut: it does not begin and end with ARROW1.");
        int footer = BinaryPrimitives.ReadInt32LittleEndian(file.Span[^tail..]);
        if (footer < 0 || footer > file.Length - tail - 8)
            throw new InvalidDataException($"{_path}: the file is damaged: its footer would have {footer} bytes.");

        MappedBytes bytes = new(_path, file);
        using ArrowStreamReader reader = new(file[8..^(footer + tail)], new PlainBodies(_path));
        while (reader.ReadNextRecordBatch() is { } batch)
        {
            if (batch.Length > 0)
                Add(batch, bytes);
        }

        if (_batches.Count == 0)
            throw new InvalidDataException($"{_path}: the file holds no rows.");
    }

    private void Add(RecordBatch batch, MappedBytes file)
    {
        if (_batches.Count == 0)
        {
            _columns = [.. batch.Schema.FieldsList.Select(ColumnOf)];
            _schema = string.Join(", ", batch.Schema.FieldsList.Select(field => $"'{field.Name}' ({field.DataType.Name})"));
        }

        for (int k = 0; k < batch.ColumnCount; k++)
            _columns[k]?.Add(batch.Column(k).Data, file);
        FrameBatch? last = _batches.LastOrDefault();
        _batches.Add(new FrameBatch(_batches.Count, Rows, batch.Length, last is null ? 0 : last.FirstBlock + last.Blocks));
        Rows += batch.Length;
    }

    /// <summary>Makes a column of a type that the sample reads; others stay in the file.</summary>
    private static IFrameColumn? ColumnOf(Field field) => field.DataType.TypeId switch
    {
        ArrowTypeId.Int16 => new FrameColumn<short>(field.Name),
        ArrowTypeId.Int32 => new FrameColumn<int>(field.Name),
        ArrowTypeId.Float => new FrameColumn<float>(field.Name),
        ArrowTypeId.Double => new FrameColumn<double>(field.Name),
        _ => null,
    };
}
