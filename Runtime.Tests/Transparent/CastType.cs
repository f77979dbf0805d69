namespace HmmGen.Tests.Transparent;

/// <summary>A type as which memory is used.</summary>
internal abstract class CastType
{
    /// <summary>The size of an element in bytes.</summary>
    public abstract int Size { get; }

    /// <summary>Makes memory of the type.</summary>
    /// <param name="space">Where.</param>
    /// <param name="length">The number of elements.</param>
    /// <returns>The memory.</returns>
    public abstract CastRoot Make(HmmSpace space, long length);

    /// <summary>Does something random to random elements of the type, and checks what can be seen.</summary>
    /// <param name="subject">The memory.</param>
    public abstract void Step(CastSubject subject);
}
