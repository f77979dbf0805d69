using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace HmmGen.Devices.Ilgpu;

/// <summary>What a driver said when it failed. ILGPU's exceptions have the error's name, but not always in their message.</summary>
internal static class DriverWords
{
    /// <summary>Reads the words from an exception.</summary>
    /// <param name="failure">The exception; what it wraps counts.</param>
    /// <returns>The words, without a full stop.</returns>
    public static string Of(Exception failure) => failure.GetBaseException() switch
    {
        CLException error => $"OpenCL error {error.Error}",
        CudaException { Error: { Length: > 0 } name } error => $"{error.Message.TrimEnd('.')} ({name})",
        Exception { Message: { } words } when !string.IsNullOrWhiteSpace(words) => words.Trim().TrimEnd('.'),
        Exception other => other.GetType().Name,
    };
}
