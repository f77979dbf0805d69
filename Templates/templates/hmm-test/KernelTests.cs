using HmmGen;
using Xunit;

namespace HmmTest;

public sealed class KernelTests
{
    private const int Rows = 300;
    private const int Width = 20;

    private readonly int[] _columns = new int[Rows * Width];
    private readonly float[] _values = new float[10_000];

    public KernelTests()
    {
        Random random = new(1);
        for (int i = 0; i < _columns.Length; i++)
        {
            _columns[i] = random.Next(_values.Length);
        }

        for (int i = 0; i < _values.Length; i++)
        {
            _values[i] = random.NextSingle();
        }
    }

    [Theory]
    [MemberData(nameof(Devices.Names), MemberType = typeof(Devices))]
    public void Every_device_gives_what_the_plain_method_gives(string name)
    {
        float[] expected = new float[Rows];
        for (int row = 0; row < Rows; row++)
        {
            Kernels.SumRows(row, Width, _columns, _values, expected);
        }

        float[] sums = new float[Rows];
        using HmmDevice device = Devices.Open(name);
        Kernels.SumRows(device, Rows, Width, _columns, _values, sums);

        Assert.Equal(expected, sums);
    }

    [Fact]
    public void Faults_are_forced()
    {
        using HmmDevice device = Devices.Open("a fault at every access");
        Kernels.SumRows(device, Rows, Width, _columns, _values, new float[Rows]);

        Assert.True(device.Statistics.PageFaults > 0);
    }
}
