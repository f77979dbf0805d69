// Safety: arrays are pinned, and each function stays within the lengths that it is given (Floor/host_floor.cpp).
using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace HmmGen.Benchmarks.Host.Peers;

/// <summary>The loops of <c>Floor/host_floor.cpp</c>, compiled for this very machine.</summary>
internal sealed unsafe class NativeFloor
{
    private readonly nint _library;

    private NativeFloor(nint library, string description)
    {
        _library = library;
        Description = description;
    }

    /// <summary>Which compiler, or why there is none.</summary>
    public string Description { get; }

    /// <summary>Compiles the loops.</summary>
    /// <returns>The loops; without any where that fails.</returns>
    public static NativeFloor Compile()
    {
        string folder = Directory.CreateTempSubdirectory("hmmgen-floor-").FullName;
        try
        {
            string target = Path.Combine(folder, "host_floor.so");
            string source = Path.Combine(AppContext.BaseDirectory, "Floor", "host_floor.cpp");
            string[] options = ["-O3", "-march=native", "-ffp-contract=off", "-fno-math-errno", "-fno-trapping-math"];
            using Process compiler = Process.Start("g++", [.. options, "-shared", "-fPIC", "-o", target, source]);
            compiler.WaitForExit();
            return compiler.ExitCode == 0
                ? new NativeFloor(NativeLibrary.Load(target), $"g++ {string.Join(' ', options)}")
                : new NativeFloor(0, $"missing, g++ ended with {compiler.ExitCode}");
        }
        catch (Win32Exception failure)
        {
            return new NativeFloor(0, $"missing, g++ cannot be started: {failure.Message}");
        }
        finally
        {
            // A library that is loaded needs its file no longer.
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A loop as a peer.</summary>
    /// <param name="name">The function's name.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="arrays">Its arrays, all <see cref="Pinned"/>.</param>
    /// <param name="numbers">Its numbers.</param>
    /// <param name="pieces">How many pieces a thread gets; 0 where it computes on one thread always.</param>
    /// <returns>The peer, or null without a compiler.</returns>
    public HostPeer? Peer(string name, int rows, Array[] arrays, double[] numbers, int pieces = 4)
    {
        if (_library == 0)
        {
            return null;
        }

        delegate* unmanaged<long, long, nint*, double*, void> function =
            (delegate* unmanaged<long, long, nint*, double*, void>)NativeLibrary.GetExport(_library, name);
        return HostPeer.ByRows(PeerKind.Native, rows, (from, to) =>
        {
            nint* addresses = stackalloc nint[arrays.Length];
            for (int k = 0; k < arrays.Length; k++)
            {
                addresses[k] = Marshal.UnsafeAddrOfPinnedArrayElement(arrays[k], 0);
            }

            fixed (double* given = numbers)
            {
                function(from, to, addresses, given);
            }
        }, pieces);
    }
}
