using System.Runtime.InteropServices;
using Xunit;

namespace HmmGen.Interop.Tests;

/// <summary>The matrix product of cuBLAS. It counts by columns.</summary>
internal static partial class Cublas
{
    /// <summary>The library, as CUDA 12 names it.</summary>
    public const string Library = "libcublas.so.12";

    [LibraryImport(Library, EntryPoint = "cublasCreate_v2")]
    public static partial int Create(out nint handle);

    [LibraryImport(Library, EntryPoint = "cublasSetStream_v2")]
    public static partial int SetStream(nint handle, nint stream);

    [LibraryImport(Library, EntryPoint = "cublasSgemm_v2")]
    public static partial int Multiply(
        nint handle, int left, int right, int rows, int columns, int inner,
        in float alpha, nint a, int aColumn, nint b, int bColumn, in float beta, nint c, int cColumn);

    [LibraryImport(Library, EntryPoint = "cublasDestroy_v2")]
    public static partial int Destroy(nint handle);

    /// <summary>Fails the test for a status that is an error.</summary>
    /// <param name="status">The status.</param>
    public static void Check(int status) => Assert.Equal(0, status);
}
