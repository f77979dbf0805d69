using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace HmmGen.Kernels.Lanes;

/// <summary>
/// C#'s operators and functions over eight work items at once, bit for bit what the scalar expression gives. The names are those of
/// <see cref="DeviceMath"/>; where <see cref="Vector256{T}"/> and <see cref="LanePair{T}"/> have an operator of C#'s meaning, that is used.
/// </summary>
/// <remarks>
/// <para>
/// Lanes of <see cref="float"/>, <see cref="int"/> and <see cref="uint"/> are a <see cref="Vector256{T}"/>, those of <see cref="double"/>,
/// <see cref="long"/> and <see cref="ulong"/> a <see cref="LanePair{T}"/>. Narrower integers are lanes of <see cref="int"/>, as C# computes with them.
/// Truth is a mask: lanes of <see cref="int"/> with all bits set, or none, for <c>!</c>, <c>&amp;</c>, <c>|</c> and <c>^</c> of vectors.
/// </para>
/// <para>
/// Nothing throws, also not in lanes that are not wanted: generated code guards what C# would throw for. A result that is NaN may have
/// other bits than the scalar one where both operands are NaN, since compilers exchange operands too.
/// </para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class LaneMath
{
    /// <summary>The number of lanes.</summary>
    public const int Count = 8;

    /// <summary>The last index of eight work items that follow each other.</summary>
    /// <param name="first">The first of them.</param>
    /// <returns>first, first + 1, ..., first + 7.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Index(int first) => Steps(first, 1);

    /// <summary>The lanes of a group that are within a range: for the rest of a row.</summary>
    /// <param name="count">How many there are; any number.</param>
    /// <returns>A mask with the first lanes.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> First(int count) => Vector256.GreaterThan(Vector256.Create(count), Vector256.Create(0, 1, 2, 3, 4, 5, 6, 7));

    /// <summary>A mask that is the same in all lanes.</summary>
    /// <param name="value">Whether the lanes are set.</param>
    /// <returns>The mask.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Mask(bool value) => Vector256.Create(value ? -1 : 0);

    /// <summary>The operator <c>?:</c>, with both values computed.</summary>
    /// <param name="mask">Where the first value is taken.</param>
    /// <param name="first">The first value.</param>
    /// <param name="second">The second value.</param>
    /// <returns>One of them in each lane.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Select<T>(Vector256<int> mask, Vector256<T> first, Vector256<T> second)
        => Avx.IsSupported
            ? Avx.BlendVariable(second.AsSingle(), first.AsSingle(), mask.AsSingle()).As<float, T>()
            : Vector256.ConditionalSelect(mask.As<int, T>(), first, second);

    /// <inheritdoc cref="Select{T}(Vector256{int}, Vector256{T}, Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<T> Select<T>(Vector256<int> mask, LanePair<T> first, LanePair<T> second)
        => new(
            Select(Vector256.WidenLower(mask).AsInt32(), first.Low, second.Low),
            Select(Vector256.WidenUpper(mask).AsInt32(), first.High, second.High));

    /// <summary>Whether a lane is set.</summary>
    /// <param name="mask">The mask.</param>
    /// <returns>False only where none is.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(Vector256<int> mask) => mask != Vector256<int>.Zero;

    /// <summary>Whether all lanes are set.</summary>
    /// <param name="mask">The mask.</param>
    /// <returns>True only where all are.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool All(Vector256<int> mask) => mask == Vector256<int>.AllBitsSet;

    /// <summary>The lanes that are set, as bits.</summary>
    /// <param name="mask">The mask.</param>
    /// <returns>Bit k for lane k.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Bits(Vector256<int> mask) => mask.ExtractMostSignificantBits();

    /// <summary>Where an index is one of a span.</summary>
    /// <param name="indices">The indices.</param>
    /// <param name="length">The span's length.</param>
    /// <returns>A mask.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> InBounds(Vector256<int> indices, int length)
        => Vector256.LessThan(indices.AsUInt32(), Vector256.Create((uint)length)).AsInt32();
}
