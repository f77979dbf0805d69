using HmmGen.Memory;

namespace HmmGen.Launching.Accesses;

/// <summary>A range of elements, and what a library does with them.</summary>
/// <param name="Buffer">The elements.</param>
/// <param name="Access">What the library does.</param>
internal readonly record struct AccessRange(LaunchBuffer Buffer, HmmAccess Access)
{
    /// <summary>Whether the library may write elements.</summary>
    public bool Writes => Access != HmmAccess.Read;
}
