using System.Runtime.InteropServices;
using Xunit;

namespace HmmGen.Tests.Transparent.Meanwhile;

/// <summary>An array of <see cref="MeanwhileModel{T}"/>, beside what it must hold. It is of a space, or the caller's own.</summary>
/// <typeparam name="T">The type of its elements.</typeparam>
internal sealed class MeanwhileArray<T> : IDisposable where T : unmanaged
{
    private readonly Dictionary<int, List<T>> _values = [];
    private readonly T[]? _plain;

    /// <summary>Makes an array.</summary>
    /// <param name="name">Its name in messages.</param>
    /// <param name="space">Where it comes from; null for the caller's own memory.</param>
    /// <param name="contents">What it holds.</param>
    public MeanwhileArray(string name, HmmSpace? space, T[] contents)
    {
        Name = name;
        Model = contents;
        Closed = new bool[contents.Length];
        _plain = space is null ? [.. contents] : null;
        Shared = space?.Allocate<T>(contents.Length);
        contents.CopyTo(Writing(0, contents.Length));
    }

    /// <summary>Its name in messages.</summary>
    public string Name { get; }

    /// <summary>What it must hold. Of elements that a launch changes: what they held before.</summary>
    public T[] Model { get; }

    /// <summary>Elements that the host must leave alone: a launch changes them, or relies on them.</summary>
    public bool[] Closed { get; }

    /// <summary>The array of the space; null for the caller's own.</summary>
    public HmmArray<T>? Shared { get; }

    /// <summary>The number of elements.</summary>
    public int Length => Model.Length;

    /// <summary>Some elements, to read.</summary>
    public ReadOnlySpan<T> Reading(int start, int length) => Shared is null ? _plain.AsSpan(start, length) : Shared.AsReadOnlySpan(start, length);

    /// <summary>Some elements, to write.</summary>
    public Span<T> Writing(int start, int length) => Shared is null ? _plain.AsSpan(start, length) : Shared.AsSpan(start, length);

    /// <summary>Some elements as an argument of a kernel.</summary>
    public HmmBuffer<T> Part(int start, int length)
        => Shared is null ? _plain.AsMemory(start, length) : length == Length ? Shared : Shared.Slice(start, length);

    /// <summary>The host writes an element, in the model.</summary>
    /// <param name="index">The element.</param>
    /// <param name="value">Its new value.</param>
    public void Note(int index, T value)
    {
        ref List<T>? values = ref CollectionsMarshal.GetValueRefOrAddDefault(_values, index, out _);
        values ??= [Model[index]];
        values.Add(value);
        Model[index] = value;
    }

    /// <summary>The values that an element has had since the last launch began, the first one first.</summary>
    /// <param name="index">The element.</param>
    /// <returns>The values.</returns>
    public ReadOnlySpan<T> Values(int index)
        => _values.Count > 0 && _values.TryGetValue(index, out List<T>? values) ? CollectionsMarshal.AsSpan(values) : new ReadOnlySpan<T>(ref Model[index]);

    /// <summary>A launch begins: elements have one value each, and the host may write all of them.</summary>
    public void Begin()
    {
        _values.Clear();
        Closed.AsSpan().Clear();
    }

    /// <summary>Compares all elements.</summary>
    public void Compare()
    {
        ReadOnlySpan<byte> found = MemoryMarshal.AsBytes(Reading(0, Length));
        ReadOnlySpan<byte> wanted = MemoryMarshal.AsBytes<T>(Model);
        int same = found.CommonPrefixLength(wanted);
        Assert.True(same == found.Length, same == found.Length ? "" : $"byte {same} of {Name} is {found[same]}, in place of {wanted[same]}");
    }

    /// <inheritdoc/>
    public void Dispose() => Shared?.Dispose();
}
