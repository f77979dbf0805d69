using System.Runtime.InteropServices;

namespace HmmGen.Interop.Tests;

/// <summary>The matrix product of a BLAS library for the processor: OpenBLAS, or the reference BLAS.</summary>
internal static partial class Blas
{
    /// <summary>The library, as Debian names it.</summary>
    public const string Library = "libblas.so.3";

    [LibraryImport(Library, EntryPoint = "cblas_sgemm")]
    public static partial void Multiply(
        int order, int left, int right, int rows, int columns, int inner, float alpha, nint a, int aRow, nint b, int bRow, float beta, nint c, int cRow);
}
