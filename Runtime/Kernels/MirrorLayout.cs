using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace HmmGen.Kernels;

/// <summary>Confirms that generated code sees a struct's fields where they are.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class MirrorLayout
{
    /// <summary>Compares a struct with the generated one that stands for it.</summary>
    /// <typeparam name="TSource">The struct.</typeparam>
    /// <typeparam name="TMirror">The generated struct.</typeparam>
    /// <exception cref="NotSupportedException">They have different sizes.</exception>
    public static void Confirm<TSource, TMirror>()
        where TSource : unmanaged
        where TMirror : unmanaged
    {
        if (Unsafe.SizeOf<TSource>() != Unsafe.SizeOf<TMirror>())
        {
            throw new NotSupportedException(
                $"{typeof(TSource)} has {Unsafe.SizeOf<TSource>()} bytes, its fields one after the other have {Unsafe.SizeOf<TMirror>()}:"
                + " a kernel cannot see a struct whose layout is not sequential.");
        }
    }
}
