// Safety: sigaction reads and writes less than Size bytes; the signal whose handler is replaced is one that nobody sends.
using System.Globalization;
using System.Runtime.InteropServices;
using HmmGen.Devices.Ilgpu;
using HmmGen.Tests.Generated.Methods;
using HmmGen.Tests.HandWritten;
using Xunit;

namespace HmmGen.Tests.Ilgpu;

/// <summary>Drivers do not take the handlers by which .NET makes exceptions of faults.</summary>
public sealed unsafe class FaultHandlersTests
{
    private const int Size = 256;
    private const int Trap = 5;
    private const int DivideError = 8;
    private const int AccessViolation = 11;

    /// <summary>What a call changed is put back, and only that.</summary>
    [Fact]
    public void What_a_call_changed_is_put_back()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "handlers are kept on Linux only");
        byte* before = stackalloc byte[Size];
        byte* ignore = stackalloc byte[Size];
        new Span<byte>(before, Size).Clear();
        new Span<byte>(ignore, Size).Clear();
        *(nint*)ignore = 1;
        Assert.Equal(0, Change(Trap, null, before));
        using (SignalHandlers.Keep())
        {
            Assert.Equal(0, Change(Trap, ignore, null));
            Assert.Equal(1, Handler(Trap));
        }

        Assert.Equal(*(nint*)before, Handler(Trap));
    }

    /// <summary>After launches on OpenCL, and an exception between them, faults are still .NET's: those of its runtimes, ours among them.</summary>
    [Fact]
    [Trait("Device", "OpenCL")]
    public void After_a_launch_faults_are_the_runtimes()
    {
        _ = OpenCLDevice.Require();
        using HmmDevice first = new(new OpenCLDiscovery().Discover([]).First());
        using HmmDevice second = new(new OpenCLDiscovery().Discover([]).First());
        int[] values = new int[100];

        Ops.Fill(first, values.Length, 7, values);

        // LLVM's handler steps aside when it sees a fault, and comes back with the next kernel that is compiled.
        Assert.Throws<DivideByZeroException>(() => values[0] / (values[1] - 7));
        Ops.Fill(second, values.Length, 8, values);
        Assert.All(values, value => Assert.Equal(8, value));
        foreach (int signal in (int[])[DivideError, AccessViolation])
        {
            string? owner = Owner(Handler(signal));
            Assert.True(owner is "libcoreclr.so" or "hmmgen-faults.so", $"the handler of signal {signal} is {owner}'s");
        }
    }

    private static nint Handler(int signal)
    {
        byte* action = stackalloc byte[Size];
        Assert.Equal(0, Change(signal, null, action));
        return *(nint*)action;
    }

    /// <summary>The file whose code is at an address.</summary>
    private static string? Owner(nint address)
    {
        foreach (string line in File.ReadLines("/proc/self/maps"))
        {
            string[] parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            nint[] ends = [.. parts[0].Split('-').Select(end => nint.Parse(end, NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
            if (parts.Length > 5 && ends[0] <= address && address < ends[1])
            {
                return Path.GetFileName(parts[5]);
            }
        }

        return null;
    }

    [DllImport("libc", EntryPoint = "sigaction")]
    private static extern int Change(int signal, byte* action, byte* before);
}
