using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;

namespace HmmGen.DataFrames;

/// <summary>
/// An Arrow IPC file of one record batch. Apache.Arrow reads what the file says of itself, over the mapped bytes; each column then becomes an array over
/// its part of the file. No value is copied.
/// </summary>
internal sealed class MappedFrame : IDisposable
{
    private static readonly byte[] Magic = "ARROW1"u8.ToArray();

    private readonly string _path;
    private readonly List<IFrameColumn> _columns = [];

    private MappedFrame(string path) => _path = path;

    /// <summary>The columns.</summary>
    public IReadOnlyList<IFrameColumn> Columns => _columns;

    /// <summary>How many rows there are.</summary>
    public int Rows { get; private set; }

    /// <summary>Maps a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The frame. The caller disposes of it.</returns>
    /// <exception cref="InvalidDataException">The file is no such file, is cut, or holds what this sample does not read.</exception>
    public static MappedFrame Map(string path)
    {
        if (new FileInfo(path).Length == 0)
            throw new InvalidDataException($"{path}: the file is empty.");
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
            ?? throw new InvalidDataException($"{_path}: there is no column '{name}' of type {typeof(T).Name}.");

    /// <inheritdoc/>
    public void Dispose() => _columns.ForEach(column => column.Dispose());

    private void Read(ReadOnlyMemory<byte> file)
    {
        // A file is a stream between two magic words, with a footer that says it all again.
        int tail = Magic.Length + sizeof(int);
        if (file.Length < 8 + tail || !file.Span.StartsWith(Magic) || !file.Span.EndsWith(Magic))
            throw new InvalidDataException($"{_path}: this is no Arrow file, or it is cut: it does not begin and end with ARROW1.");
        int footer = BinaryPrimitives.ReadInt32LittleEndian(file.Span[^tail..]);
        if (footer < 0 || footer > file.Length - tail - 8)
            throw new InvalidDataException($"{_path}: the file is damaged: its footer would have {footer} bytes.");

        using ArrowStreamReader reader = new(file[8..^(footer + tail)]);
        RecordBatch batch = reader.ReadNextRecordBatch() ?? throw new InvalidDataException($"{_path}: the file holds no rows.");
        if (reader.ReadNextRecordBatch() is not null)
            throw new InvalidDataException($"{_path}: the file has several record batches; this sample reads one. Write it as one batch.");
        Rows = batch.Length;
        for (int k = 0; k < batch.ColumnCount; k++)
            Add(batch.Schema.GetFieldByIndex(k), batch.Column(k).Data, file.Span);
    }

    /// <summary>Adds a column of a type that the sample reads; others stay in the file.</summary>
    private void Add(Field field, ArrayData data, ReadOnlySpan<byte> file)
    {
        switch (field.DataType.TypeId)
        {
            case ArrowTypeId.Int16:
                _columns.Add(Column<short>(field.Name, data, file));
                break;
            case ArrowTypeId.Int32:
                _columns.Add(Column<int>(field.Name, data, file));
                break;
            case ArrowTypeId.Float:
                _columns.Add(Column<float>(field.Name, data, file));
                break;
            case ArrowTypeId.Double:
                _columns.Add(Column<double>(field.Name, data, file));
                break;
        }
    }

    private FrameColumn<T> Column<T>(string name, ArrayData data, ReadOnlySpan<byte> file) where T : unmanaged
    {
        ReadOnlySpan<byte> bits = data.NullCount == 0 ? default : data.Buffers[0].Span;
        HmmArray<byte> mapped = Part<byte>(bits, bits.IsEmpty ? 0 : (Rows + 7) / 8, file);
        return new FrameColumn<T>(name, Part<T>(data.Buffers[1].Span, Rows, file), mapped);
    }

    private HmmArray<T> Part<T>(ReadOnlySpan<byte> buffer, int length, ReadOnlySpan<byte> file) where T : unmanaged
    {
        nint offset = length == 0 ? 0 : Unsafe.ByteOffset(ref MemoryMarshal.GetReference(file), ref MemoryMarshal.GetReference(buffer));
        if (offset < 0 || offset + (long)length * Unsafe.SizeOf<T>() > file.Length)
            throw new InvalidDataException($"{_path}: a column lies outside the file; is it compressed? This sample reads plain columns.");
        return HmmSpace.Shared.MapFile<T>(_path, FileAccess.Read, offset, length);
    }
}
