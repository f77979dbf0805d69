// Safety: arrays are pinned and have the sizes that are given with them.
using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace HmmGen.Benchmarks.Host.Peers;

/// <summary>OpenBLAS: this system's, or else the package of the system, unpacked beside this program and not installed.</summary>
internal sealed unsafe class OpenBlas
{
    private const int RowMajor = 101;
    private const int AsItIs = 111;
    private const string FileName = "libopenblas.so.0";
    private readonly nint _library;

    private OpenBlas(nint library, string description)
    {
        _library = library;
        Description = description;
    }

    /// <summary>Which kernels it chose for this machine, or why it is missing.</summary>
    public string Description { get; }

    /// <summary>Finds it.</summary>
    /// <returns>OpenBLAS; without a product where there is none.</returns>
    public static OpenBlas Find()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "openblas");
        if (!NativeLibrary.TryLoad(FileName, out nint library))
        {
            if (!Directory.Exists(folder) && Unpack(folder) is { } reason)
            {
                return new OpenBlas(0, $"missing, {reason}");
            }

            // What it needs comes first: it is found where it is loaded already.
            string[] files = [.. ((string[])["libquadmath.so.0", "libgfortran.so.5", FileName])
                .SelectMany(name => Directory.EnumerateFiles(folder, name, SearchOption.AllDirectories).Take(1))];
            foreach (string file in files)
            {
                if (!NativeLibrary.TryLoad(file, out library))
                {
                    return new OpenBlas(0, $"missing, {file} cannot be loaded");
                }
            }
        }

        delegate* unmanaged<byte*> configuration = (delegate* unmanaged<byte*>)NativeLibrary.GetExport(library, "openblas_get_config");
        return new OpenBlas(library, Marshal.PtrToStringUTF8((nint)configuration())!.Trim());
    }

    /// <summary>A matrix product as a peer.</summary>
    /// <param name="size">Rows and columns of all matrices.</param>
    /// <param name="a">The left factor.</param>
    /// <param name="b">The right factor.</param>
    /// <param name="c">The product.</param>
    /// <returns>The peer, or null where OpenBLAS is missing.</returns>
    public HostPeer? Product(int size, float[] a, float[] b, float[] c)
    {
        if (_library == 0)
        {
            return null;
        }

        delegate* unmanaged<int, void> setThreads = (delegate* unmanaged<int, void>)NativeLibrary.GetExport(_library, "openblas_set_num_threads");
        delegate* unmanaged<int, int, int, int, int, int, float, float*, int, float*, int, float, float*, int, void> multiply =
            (delegate* unmanaged<int, int, int, int, int, int, float, float*, int, float*, int, float, float*, int, void>)NativeLibrary.GetExport(
                _library, "cblas_sgemm");
        return new HostPeer(PeerKind.Blas, threads =>
        {
            setThreads(threads);
            multiply(RowMajor, AsItIs, AsItIs, size, size, size, 1, Pinned.At(a), size, Pinned.At(b), size, 0, Pinned.At(c), size);
        })
        {
            Tolerance = 1e-4,
        };
    }

    /// <summary>Fetches and unpacks the package.</summary>
    /// <returns>Null, or why that failed.</returns>
    private static string? Unpack(string folder)
    {
        string fetched = Directory.CreateTempSubdirectory("hmmgen-openblas-").FullName;
        try
        {
            if (Run("apt-get", ["-q", "download", "libopenblas0-pthread", "libgfortran5", "libquadmath0"], fetched) is { } failure)
            {
                return failure;
            }

            foreach (string package in Directory.GetFiles(fetched, "*.deb"))
            {
                if (Run("dpkg-deb", ["-x", package, folder], fetched) is { } reason)
                {
                    return reason;
                }
            }

            return null;
        }
        finally
        {
            Directory.Delete(fetched, recursive: true);
        }
    }

    private static string? Run(string program, string[] arguments, string folder)
    {
        try
        {
            ProcessStartInfo start = new(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
            using Process process = Process.Start(start)!;
            Task<string> said = process.StandardError.ReadToEndAsync();
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : $"{program} ended with {process.ExitCode}: {said.Result.Trim()}";
        }
        catch (Win32Exception failure)
        {
            return $"{program} cannot be started: {failure.Message}";
        }
    }
}
