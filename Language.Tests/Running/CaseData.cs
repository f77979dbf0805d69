using System.Reflection;

namespace HmmGen.Language.Tests.Running;

/// <summary>
/// Fills the arrays of a case. Places 50 to 59 of each block of 60 have extremes, the same in each block, since cases name them;
/// <c>b</c> and <c>r</c> have small numbers everywhere.
/// </summary>
internal static class CaseData
{
    /// <summary>Elements in each array.</summary>
    public const int Length = 4096;

    private const int Block = 60;
    private const int FirstExtreme = 50;

    private static readonly Dictionary<string, Array> Extremes = new()
    {
        ["a"] = new[] { int.MinValue, int.MaxValue, -1, 0, 1, -128, 255, 32768, 31, -33 },
        ["f"] = new[]
        {
            float.NaN, float.PositiveInfinity, float.NegativeInfinity, -0f, float.MaxValue,
            -3e9f, float.Epsilon, 2147483648f, -2.5f, 300.5f,
        },
        ["d"] = new[]
        {
            double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, 1e300, -1e19, double.Epsilon, 4294967296.0, 9.3e18, -2.5,
        },
        ["l"] = new long[] { long.MinValue, long.MaxValue, -1, 0, (1L << 53) + 1, 1L << 32, -(1L << 40), int.MinValue - 1L, 1, 63 },
        ["u"] = new uint[] { uint.MaxValue, 0, 1, 0x80000000, 0x7FFFFFFF, 255, 65536, 31, 32, 0xFFFF0000 },
        ["y"] = new byte[] { 255, 0, 128, 127, 1, 2, 64, 254, 7, 8 },
        ["h"] = new[] { char.MaxValue, '\0', 'A', 'Z', 'z', 'a', '0', '\u8000', '\u7FFF', ' ' },
    };

    /// <summary>Fills arrays, always with the same elements.</summary>
    /// <param name="names">The parameters' names.</param>
    /// <param name="arrays">The arrays.</param>
    public static void Fill(IReadOnlyList<string> names, Array[] arrays)
    {
        for (int parameter = 0; parameter < arrays.Length; parameter++)
        {
            Random random = new(17 + parameter);
            Array array = arrays[parameter];
            string name = names[parameter];
            Type type = array.GetType().GetElementType()!;
            Extremes.TryGetValue(name, out Array? extremes);
            for (int k = 0; k < array.Length; k++)
            {
                int extreme = (k % Block) - FirstExtreme;
                array.SetValue(
                    extremes is not null && extreme >= 0 ? extremes.GetValue(extreme) : Ordinary(type, small: name is "b" or "r", random),
                    k);
            }
        }
    }

    private static object Ordinary(Type type, bool small, Random random)
    {
        if (type.IsEnum)
        {
            return Enum.ToObject(type, random.Next(8));
        }

        return Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean => random.Next(2) == 1,
            TypeCode.Char => (char)random.Next('0', 'z' + 1),
            TypeCode.Byte => (byte)random.Next(256),
            TypeCode.SByte => (sbyte)random.Next(-128, 128),
            TypeCode.Int16 => (short)random.Next(-999, 999),
            TypeCode.UInt16 => (ushort)random.Next(999),
            TypeCode.Int32 => small ? random.Next(-30, 71) : random.Next(-999, 1000),
            TypeCode.UInt32 => random.Next(8) > 0 ? (uint)random.Next(1000) : (uint)random.NextInt64(),
            TypeCode.Int64 => random.Next(8) > 0 ? random.NextInt64(-99999, 99999) : random.NextInt64() << 1,
            TypeCode.UInt64 => (ulong)random.NextInt64() << 1,
            TypeCode.Single => (random.NextSingle() * 200) - 100,
            TypeCode.Double => (random.NextDouble() * 200) - 100,
            _ => Structure(type, random),
        };
    }

    private static object Structure(Type type, Random random)
    {
        object value = Activator.CreateInstance(type)!;
        foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            field.SetValue(value, Ordinary(field.FieldType, small: true, random));
        }

        return value;
    }
}
