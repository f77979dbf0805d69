using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace HmmGen.Devices;

/// <summary>Whether this program can compile kernels while it runs, which CUDA and OpenCL devices need.</summary>
internal static class KernelCompilation
{
    private const string Switch = "HmmGen.KernelCompilation";

    /// <summary>A public type of .NET's core library that hardly any program uses: a trimmed program lacks it.</summary>
    private const string Seldom = "System.Runtime.InteropServices.ComTypes.ITypeLib2";

    /// <summary>Whether this program keeps the compiler of kernels. The package's targets say false for programs that are trimmed or compiled ahead of time.</summary>
    /// <remarks>The trimmer puts the value in place of the property. So it leaves ILGPU out, and what it would warn about there.</remarks>
    [FeatureSwitchDefinition(Switch)]
    public static bool IsKept => !AppContext.TryGetSwitch(Switch, out bool isKept) || isKept;

    /// <summary>Why it cannot; null when it can.</summary>
    public static string? Refusal { get; } = RefusalOf(RuntimeFeature.IsDynamicCodeSupported, !IsKept || IsTrimmed(Seldom));

    /// <summary>Why a program cannot compile kernels.</summary>
    /// <param name="isDynamic">Whether the program can make code while it runs.</param>
    /// <param name="isTrimmed">Whether .NET's libraries lack the parts that the program does not call itself.</param>
    /// <returns>The reason; null when it can.</returns>
    public static string? RefusalOf(bool isDynamic, bool isTrimmed)
    {
        const string What = "CUDA and OpenCL: their devices are left out, since kernels are compiled for them while the program runs, and this one";
        return !isDynamic ? $"{What} was compiled ahead of time (NativeAOT). Publish it without PublishAot to use them."
            : isTrimmed ? $"{What} was built to be trimmed, so that parts are missing which the compiler needs. Build it without PublishTrimmed to use them."
            : null;
    }

    /// <summary>Whether a type of the core library is missing. Trimmers do not follow names that are looked up like this.</summary>
    /// <param name="type">The type's name.</param>
    /// <returns>True when it is.</returns>
    public static bool IsTrimmed(string type) => typeof(object).Assembly.GetType(type) is null;
}
