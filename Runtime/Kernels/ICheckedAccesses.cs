namespace HmmGen.Kernels;

/// <summary>Which accesses <see cref="CheckedMemory{TStore, TAccesses}"/> checks.</summary>
internal interface ICheckedAccesses
{
    /// <summary>Whether those are among them whose index the access plan names. It is a constant, so that their checks vanish where it is false.</summary>
    static abstract bool HavePlanned { get; }
}
