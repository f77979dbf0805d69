using HmmGen.Coherence;

namespace HmmGen.Tool.Information;

/// <summary>The native library that serves the host's page faults.</summary>
/// <param name="IsLoaded">Whether it is loaded.</param>
/// <param name="Reason">Why it is not; empty when it is.</param>
internal sealed record FaultServiceReport(bool IsLoaded, string Reason)
{
    /// <summary>Looks for the library.</summary>
    /// <returns>The report.</returns>
    public static FaultServiceReport OfProcess() => new(CoreLibrary.Current.Handle != 0, CoreLibrary.Current.Reason);
}
