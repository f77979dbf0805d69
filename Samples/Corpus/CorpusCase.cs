using System.Runtime.CompilerServices;

namespace HmmGen.Corpus;

/// <summary>A kernel with data to run it on, and what plain C# makes of them.</summary>
/// <param name="Name">The kernel's name and, after a comma, what is special about the case.</param>
public abstract record CorpusCase(string Name)
{
    /// <summary>
    /// Whether every index is affine in the work item's index, the loop variables and the scalar arguments, so that a launch is planned
    /// exactly and nothing faults.
    /// </summary>
    public bool Affine { get; init; }

    /// <summary>
    /// How far a fraction may be from the host's, relative to the larger of 1 and its magnitude; 0 asks for the same bits.
    /// Above 0 only where atomics add fractions or transcendental functions are called.
    /// </summary>
    public double Tolerance { get; init; }

    /// <summary>Runs the kernel on a device.</summary>
    /// <param name="device">The device.</param>
    /// <param name="seed">The seed of the data.</param>
    /// <param name="size">About how many elements the largest array has.</param>
    /// <returns>Every array of the case afterwards, those that are only read too: they must not have changed.</returns>
    public abstract IReadOnlyList<Array> Run(HmmDevice device, int seed, int size);

    /// <summary>Calls the annotated method for one index after the other.</summary>
    /// <param name="seed">The seed of the data.</param>
    /// <param name="size">About how many elements the largest array has.</param>
    /// <returns>Every array of the case afterwards.</returns>
    public abstract IReadOnlyList<Array> Expected(int seed, int size);

    /// <inheritdoc/>
    public sealed override string ToString() => Name;

    /// <summary>Defines a case of rank 1.</summary>
    /// <typeparam name="TData">A tuple of the kernel's arguments; each array in it is compared.</typeparam>
    /// <param name="name">The kernel's name and, after a comma, what is special about the case.</param>
    /// <param name="items">The work items for a size.</param>
    /// <param name="data">Draws the arguments.</param>
    /// <param name="item">Calls the method for one index.</param>
    /// <param name="launch">Launches the kernel.</param>
    /// <returns>The case.</returns>
    public static CorpusCase Of<TData>(
        string name,
        Func<int, HmmExtent> items,
        Func<CorpusInput, TData> data,
        Action<int, TData> item,
        Action<HmmDevice, HmmExtent, TData> launch)
        where TData : ITuple
        => new TupleCase<TData>(name, items, data, (i, _, _, values) => item(i, values), launch);

    /// <summary>Defines a case of rank 2.</summary>
    /// <inheritdoc cref="Of{TData}(string, Func{int, HmmExtent}, Func{CorpusInput, TData}, Action{int, TData}, Action{HmmDevice, HmmExtent, TData})"/>
    public static CorpusCase Of<TData>(
        string name,
        Func<int, HmmExtent> items,
        Func<CorpusInput, TData> data,
        Action<int, int, TData> item,
        Action<HmmDevice, HmmExtent, TData> launch)
        where TData : ITuple
        => new TupleCase<TData>(name, items, data, (i, j, _, values) => item(i, j, values), launch);

    /// <summary>Defines a case of rank 3.</summary>
    /// <inheritdoc cref="Of{TData}(string, Func{int, HmmExtent}, Func{CorpusInput, TData}, Action{int, TData}, Action{HmmDevice, HmmExtent, TData})"/>
    public static CorpusCase Of<TData>(
        string name,
        Func<int, HmmExtent> items,
        Func<CorpusInput, TData> data,
        Action<int, int, int, TData> item,
        Action<HmmDevice, HmmExtent, TData> launch)
        where TData : ITuple
        => new TupleCase<TData>(name, items, data, item, launch);

    private sealed record TupleCase<TData>(
        string Name,
        Func<int, HmmExtent> Items,
        Func<CorpusInput, TData> Data,
        Action<int, int, int, TData> Item,
        Action<HmmDevice, HmmExtent, TData> Launch) : CorpusCase(Name)
        where TData : ITuple
    {
        public override IReadOnlyList<Array> Run(HmmDevice device, int seed, int size)
        {
            TData data = Data(new CorpusInput(seed, size));
            Launch(device, Items(size), data);
            return Arrays(data);
        }

        public override IReadOnlyList<Array> Expected(int seed, int size)
        {
            TData data = Data(new CorpusInput(seed, size));
            HmmExtent extent = Items(size);
            for (long i = extent.First(0); i < extent.End(0); i++)
            {
                for (long j = extent.First(1); j < extent.End(1); j++)
                {
                    for (long k = extent.First(2); k < extent.End(2); k++)
                        Item((int)i, (int)j, (int)k, data);
                }
            }

            return Arrays(data);
        }

        private static List<Array> Arrays(TData data)
        {
            List<Array> arrays = [];
            for (int k = 0; k < data.Length; k++)
            {
                if (data[k] is Array array)
                    arrays.Add(array);
            }

            return arrays;
        }
    }
}
