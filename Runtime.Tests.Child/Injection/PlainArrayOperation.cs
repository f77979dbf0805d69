using HmmGen.Devices;
using HmmGen.Tests.Transparent;

namespace HmmGen.Tests.Child.Injection;

/// <summary>A launch writes every other element of a plain array, on a device that holds a part of it, and the host writes the others before each wave.</summary>
/// <param name="space">The space; it has no array.</param>
internal sealed class PlainArrayOperation(HmmSpace space) : InjectedOperation(space)
{
    private const int Length = 21 * ExpectedArray.Page - 7;
    private const int Items = (Length + 1) / 2;
    private const int Added = 1000;

    private readonly int[] _array = Numbers(Length, 100);
    private readonly int[] _others = Numbers(Length, 100);
    private HmmDevice _device = null!;

    /// <inheritdoc/>
    public override void Prepare()
    {
        SimulatedOptions options = new() { MaxDegreeOfParallelism = 1, MemoryBudget = 8 << 12 };
        int waves = 0;
        GatedEngine engine = new(options) { Before = () => Write(++waves) };
        _device = Own(new HmmDevice(new FoundDevice(HmmDeviceKind.Simulated, "Gated", HmmMirrorMode.SoftwareFaults, "it is simulated", _ => engine, IsGpu: false), options));
    }

    /// <inheritdoc/>
    public override void Act() => Kernels.AddToEven(_device, Items, Added, _array);

    /// <inheritdoc/>
    public override void CheckOthers(bool done)
    {
        for (int i = 0; i < Length; i += 2)
        {
            Expect(_array[i] == 100 + i + Added || (!done && _array[i] == 100 + i), $"element {i} is {_array[i]}, done is {done}");
        }

        for (int i = 1; i < Length; i += 2)
        {
            Expect(_array[i] == _others[i], $"element {i} is {_array[i]}, the host wrote {_others[i]}");
        }
    }

    private void Write(int wave)
    {
        for (int i = 1; i < Length; i += 2)
        {
            _array[i] = _others[i] = (wave << 20) + i;
        }
    }
}
