namespace HmmGen.Tests.Transparent.Meanwhile;

/// <summary>The kernels over one type of elements.</summary>
/// <typeparam name="T">The type.</typeparam>
internal sealed record MeanwhileKernels<T> where T : unmanaged
{
    /// <summary>Makes an element of a number.</summary>
    public required Func<long, T> Of { get; init; }

    /// <summary>The sum of two elements.</summary>
    public required Func<T, T, T> Sum { get; init; }

    /// <summary>Adds a value to each element.</summary>
    public required Action<HmmDevice, HmmExtent, T, HmmBuffer<T>> Add { get; init; }

    /// <summary>Adds a value to elements from a start on, some apart.</summary>
    public required Action<HmmDevice, HmmExtent, int, int, T, HmmBuffer<T>> AddStrided { get; init; }

    /// <summary>Adds a value at the places that data name.</summary>
    public required Action<HmmDevice, HmmExtent, T, HmmReadOnlyBuffer<int>, HmmBuffer<T>> AddAt { get; init; }

    /// <summary>Adds a value where a flag says so.</summary>
    public required Action<HmmDevice, HmmExtent, T, HmmReadOnlyBuffer<int>, HmmBuffer<T>> AddWhere { get; init; }

    /// <summary>Adds a value to the first columns of rows.</summary>
    public required Action<HmmDevice, HmmExtent, int, int, T, HmmBuffer<T>> AddRow { get; init; }

    /// <summary>Overwrites.</summary>
    public required Action<HmmDevice, HmmExtent, T, HmmBuffer<T>> Fill { get; init; }

    /// <summary>Overwrites by the sum of another element and a value.</summary>
    public required Action<HmmDevice, HmmExtent, T, HmmReadOnlyBuffer<T>, HmmBuffer<T>> Map { get; init; }

    /// <summary>Overwrites by elements that data name.</summary>
    public required Action<HmmDevice, HmmExtent, HmmReadOnlyBuffer<int>, HmmReadOnlyBuffer<T>, HmmBuffer<T>> Gather { get; init; }

    /// <summary>Overwrites places that data name by elements that data name.</summary>
    public required Action<HmmDevice, HmmExtent, HmmReadOnlyBuffer<int>, HmmReadOnlyBuffer<int>, HmmReadOnlyBuffer<T>, HmmBuffer<T>> Move { get; init; }

    /// <summary>Overwrites the inside of a matrix by the sums of four neighbours in another one.</summary>
    public required Action<HmmDevice, HmmExtent, int, HmmReadOnlyBuffer<T>, HmmBuffer<T>> Blur { get; init; }

    /// <summary>Adds a value at places that data name several times; null where there are no atomics.</summary>
    public Action<HmmDevice, HmmExtent, T, HmmReadOnlyBuffer<int>, HmmBuffer<T>>? Count { get; init; }
}
