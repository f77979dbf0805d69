using System.Runtime.CompilerServices;

namespace HmmGen.Devices;

/// <summary>Whether this program can compile kernels while it runs, which CUDA and OpenCL devices need.</summary>
internal static class KernelCompilation
{
    /// <summary>A public type of .NET's core library that hardly any program uses: a trimmed program lacks it.</summary>
    private const string Seldom = "System.Runtime.InteropServices.ComTypes.ITypeLib2";

    /// <summary>Why it cannot; null when it can.</summary>
    public static string? Refusal { get; } = RefusalOf(RuntimeFeature.IsDynamicCodeSupported, IsTrimmed(Seldom));

    /// <summary>Why a program cannot compile kernels.</summary>
    /// <param name="isDynamic">Whether the program can make code while it runs.</param>
    /// <param name="isTrimmed">Whether .NET's libraries lack the parts that the program does not call itself.</param>
    /// <returns>The reason; null when it can.</returns>
    public static string? RefusalOf(bool isDynamic, bool isTrimmed)
    {
        const string What = "CUDA and OpenCL: their devices are left out, since kernels are compiled for them while the program runs, and this one";
        return !isDynamic ? $"{What} was compiled ahead of time (NativeAOT). Publish it without PublishAot to use them."
            : isTrimmed ? $"{What} was trimmed, so that parts of .NET are missing which the compiler needs. Publish it without PublishTrimmed to use them."
            : null;
    }

    /// <summary>Whether a type of the core library is missing. Trimmers do not follow names that are looked up like this.</summary>
    /// <param name="type">The type's name.</param>
    /// <returns>True when it is.</returns>
    public static bool IsTrimmed(string type) => typeof(object).Assembly.GetType(type) is null;
}
