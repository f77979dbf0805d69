using HmmGen.Launching.Accesses;

namespace HmmGen;

/// <summary>A range of elements, and what a library does with them in <c>HmmDevice.Access</c>.</summary>
/// <remarks>
/// Arrays, memories, segments and <see cref="HmmArray{T}"/> convert to the buffers that the methods take. The access throws for what it cannot use. Values do
/// not change and may be used by any thread.
/// </remarks>
public readonly struct HmmOperand
{
    private HmmOperand(AccessRange range) => Range = range;

    /// <summary>The range as accesses use it.</summary>
    internal AccessRange Range { get; }

    /// <summary>Makes an operand that the library reads (<see cref="HmmAccess.Read"/>).</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="elements">The elements.</param>
    /// <returns>The operand.</returns>
    public static HmmOperand Read<T>(HmmReadOnlyBuffer<T> elements) where T : unmanaged => new(new AccessRange(elements, HmmAccess.Read));

    /// <summary>Makes an operand of which the library writes every element and reads none (<see cref="HmmAccess.Write"/>).</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="elements">The elements.</param>
    /// <returns>The operand.</returns>
    public static HmmOperand Write<T>(HmmBuffer<T> elements) where T : unmanaged => new(new AccessRange(elements, HmmAccess.Write));

    /// <summary>Makes an operand that the library reads and writes (<see cref="HmmAccess.ReadWrite"/>).</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="elements">The elements.</param>
    /// <returns>The operand.</returns>
    public static HmmOperand ReadWrite<T>(HmmBuffer<T> elements) where T : unmanaged => new(new AccessRange(elements, HmmAccess.ReadWrite));
}
