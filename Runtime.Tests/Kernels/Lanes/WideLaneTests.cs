using System.Reflection;
using System.Runtime.Intrinsics;
using HmmGen.Kernels.Lanes;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Runtime.Tests.Kernels.Lanes;

/// <summary>Sixteen lanes are what two times eight lanes are: every function and every way to reach memory, found by reflection so that none is left out.</summary>
public sealed class WideLaneTests
{
    private static readonly Type[] Numbers = [typeof(float), typeof(int), typeof(uint)];

    /// <summary>Neighbours that are put together from two loads, at all distances.</summary>
    [Fact]
    public void Slides_are_the_elements_between()
    {
        uint[] memory = [.. Enumerable.Range(0, 2 * WideLaneMath.Count).Select(static n => (uint)n * 2654435761u)];
        for (int distance = 0; distance <= WideLaneMath.Count; distance++)
        {
            for (int ahead = 0; ahead <= distance; ahead++)
            {
                Vector512<uint> slid = WideLaneMath.Slide(Vector512.Create(memory), Vector512.Create(memory.AsSpan(distance)), WideLaneMath.Sliding(ahead, distance));
                Assert.True(slid == Vector512.Create(memory.AsSpan(ahead)), $"{ahead} of {distance}: {slid}");
            }
        }
    }

    /// <summary>All functions that have a vector among their parameters.</summary>
    [Fact]
    public void Functions_are_those_of_the_halves()
    {
        Random random = new(TestSeeds.First);
        int tried = 0;
        MethodInfo[] all =
        [
            .. typeof(WideLaneMath).GetMethods(BindingFlags.Public | BindingFlags.Static),
            .. typeof(WideFastLaneMath).GetMethods(BindingFlags.Public | BindingFlags.Static),
        ];
        // Of one only the sum of what it gives is defined, one has no form for eight lanes, one gives whole vectors, and one takes what lies in another order.
        foreach (MethodInfo open in all.Where(static method => method.Name is not (nameof(WideLaneMath.AddProducts) or nameof(WideLaneMath.Slide) or nameof(WideLaneMath.WholeTurns) or nameof(WideLaneMath.Deinterleave)) && method.GetParameters().Any(IsVector)))
        {
            foreach (MethodInfo wide in Closed(open))
            {
                MethodInfo narrow = Narrow(wide);
                for (int round = 0; round < TestScale.Iterations(200, 2_000, 50_000); round++)
                {
                    object[] given = [.. wide.GetParameters().Select(parameter => Any(parameter, random))];
                    (object lower, object upper) = (narrow.Invoke(null, Half(given, 0))!, narrow.Invoke(null, Half(given, 1))!);
                    object whole = wide.Invoke(null, given)!;
                    string place = $"{wide}, seed {TestSeeds.First}, round {round}: {string.Join("; ", given)}";
                    if (whole is bool truth)
                    {
                        Assert.True(truth == ((bool)lower | (bool)upper), place);
                    }
                    else if (whole is int greatest)
                    {
                        Assert.True(greatest == Math.Max((int)lower, (int)upper), place);
                    }
                    else
                    {
                        bool isFloat = whole is Vector512<float>;
                        Assert.True(Lanes(whole, isFloat).SequenceEqual([.. Lanes(lower, isFloat), .. Lanes(upper, isFloat)]), $"{place}: {whole}, not {lower} and {upper}");
                    }
                }

                tried++;
            }
        }

        Assert.True(tried > 60, $"Only {tried} functions were found.");
    }

    /// <summary>Functions of a scalar.</summary>
    [Fact]
    public void Indices_go_on_after_the_eighth_lane()
    {
        Random random = new(TestSeeds.First);
        for (int round = 0; round < 10_000; round++)
        {
            int first = random.Next(2) == 0 ? random.Next(-40, 40) : random.Next(int.MinValue, int.MaxValue), step = random.Next(-9, 9), length = random.Next(60);
            Vector512<int> steps = WideLaneMath.Steps(first, step);
            Assert.Equal(LaneMath.Steps(first, step), steps.GetLower());
            Assert.Equal(LaneMath.Steps(unchecked(first + 8 * step), step), steps.GetUpper());
            bool isOutside = Enumerable.Range(0, WideLaneMath.Count).Any(lane => first + (long)step * lane is var index && (index < 0 || index >= length));
            Assert.True(isOutside == WideLaneMath.Outside(first, step, length), $"first {first}, step {step}, length {length}");
        }

        Assert.Equal(Vector512<int>.AllBitsSet, WideLaneMath.Mask(true));
        Assert.Equal(Vector512<int>.Zero, WideLaneMath.Mask(false));
    }

    /// <summary>Loads and stores, with and without a mask; what no lane names stays what it was.</summary>
    [Fact]
    public void Memory_is_that_of_a_loop_over_the_lanes()
    {
        Random random = new(TestSeeds.First);
        int[] memory = new int[1024];
        for (int round = 0; round < TestScale.Iterations(2_000, 20_000, 200_000); round++)
        {
            for (int i = 0; i < memory.Length; i++)
            {
                memory[i] = random.Next();
            }

            int[] before = (int[])memory.Clone(), expected = (int[])memory.Clone();
            Vector512<int> mask = Vector512.Create<int>([.. Enumerable.Range(0, 16).Select(_ => -random.Next(2))]);
            Vector512<int> value = Vector512.Create<int>([.. Enumerable.Range(0, 16).Select(_ => random.Next())]);
            int step = random.Next(-20, 21), distance = sizeof(int) * (step == 0 ? 1 : step);
            int[] numbers = [.. Enumerable.Range(0, 1024).OrderBy(_ => random.Next()).Take(16).Select(static index => index - 512)];
            Vector512<int> indices = Vector512.Create<int>(numbers);
            ref int origin = ref memory[512];
            bool masked = random.Next(2) == 0;
            (Func<int, int> at, Vector512<int>? loaded) = Reach(round % 6, ref origin, distance, indices, value, mask, masked, numbers);
            for (int lane = 0; lane < 16; lane++)
            {
                bool isLive = !masked || mask[lane] != 0;
                if (loaded is { } lanes)
                {
                    Assert.True(!isLive || lanes[lane] == before[512 + at(lane)], $"load {round % 6}, lane {lane}, masked {masked}, seed {TestSeeds.First}");
                }
                else if (isLive)
                {
                    expected[512 + at(lane)] = value[lane];
                }
            }

            Assert.True(memory.AsSpan().SequenceEqual(expected), $"store {round % 6}, masked {masked}, seed {TestSeeds.First}");
        }
    }

    /// <summary>Rows become columns.</summary>
    [Fact]
    public void Rows_and_columns_change_places()
    {
        Random random = new(TestSeeds.First);
        int[] cells = [.. Enumerable.Range(0, 256).Select(_ => random.Next(int.MinValue, int.MaxValue))];
        Vector512<int>[] rows = [.. Enumerable.Range(0, 16).Select(row => Vector512.Create<int>(cells.AsSpan(16 * row, 16)))];
        WideLaneMemory.Transpose(
            ref rows[0], ref rows[1], ref rows[2], ref rows[3], ref rows[4], ref rows[5], ref rows[6], ref rows[7],
            ref rows[8], ref rows[9], ref rows[10], ref rows[11], ref rows[12], ref rows[13], ref rows[14], ref rows[15]);
        for (int cell = 0; cell < 256; cell++)
        {
            Assert.Equal(cells[cell], rows[cell % 16][cell / 16]);
        }
    }

    private static (Func<int, int> At, Vector512<int>? Loaded) Reach(
        int kind, ref int origin, int distance, Vector512<int> indices, Vector512<int> value, Vector512<int> mask, bool masked, int[] numbers)
    {
        switch (kind)
        {
            case 0:
                return (static lane => lane, masked ? WideLaneMemory.Load(ref origin, 0, mask) : WideLaneMemory.Load(ref origin));
            case 1:
                return (lane => lane * distance / sizeof(int), masked ? WideLaneMemory.LoadStrided(ref origin, 0, distance, mask) : WideLaneMemory.LoadStrided(ref origin, distance));
            case 2:
                return (lane => numbers[lane], masked ? WideLaneMemory.Gather(ref origin, sizeof(int), indices, mask) : WideLaneMemory.Gather(ref origin, sizeof(int), indices));
            case 3 when masked:
                WideLaneMemory.Store(ref origin, 0, value, mask);
                return (static lane => lane, null);
            case 3:
                WideLaneMemory.Store(ref origin, value);
                return (static lane => lane, null);
            case 4 when masked:
                WideLaneMemory.StoreStrided(ref origin, 0, distance, value, mask);
                return (lane => lane * distance / sizeof(int), null);
            case 4:
                WideLaneMemory.StoreStrided(ref origin, distance, value);
                return (lane => lane * distance / sizeof(int), null);
            case 5 when masked:
                WideLaneMemory.Scatter(ref origin, sizeof(int), indices, value, mask);
                return (lane => numbers[lane], null);
            default:
                WideLaneMemory.Scatter(ref origin, sizeof(int), indices, value);
                return (lane => numbers[lane], null);
        }
    }

    private static bool IsVector(ParameterInfo parameter)
        => parameter.ParameterType is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(Vector512<>);

    private static IEnumerable<MethodInfo> Closed(MethodInfo open)
        => open.IsGenericMethodDefinition ? Numbers.Select(number => open.MakeGenericMethod(number)) : [open];

    // The function of eight lanes with the same name and the halves of the parameters.
    private static MethodInfo Narrow(MethodInfo wide)
    {
        Type[] wanted = [.. wide.GetParameters().Select(static parameter => Halved(parameter.ParameterType))];
        return (wide.DeclaringType == typeof(WideLaneMath) ? typeof(LaneMath) : typeof(FastLaneMath)).GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Where(method => method.Name == wide.Name && method.GetParameters().Length == wanted.Length)
            .Where(method => method.IsGenericMethodDefinition == wide.IsGenericMethod)
            .Select(method => wide.IsGenericMethod ? method.MakeGenericMethod(wide.GetGenericArguments()) : method)
            .Single(method => method.GetParameters().Select(static parameter => parameter.ParameterType).SequenceEqual(wanted));
    }

    private static Type Halved(Type type)
        => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Vector512<>) ? typeof(Vector256<>).MakeGenericType(type.GetGenericArguments()) : type;

    private static object Any(ParameterInfo parameter, Random random)
    {
        Type type = parameter.ParameterType;
        if (type == typeof(int))
        {
            return random.Next(1, 31);
        }

        if (type == typeof(uint))
        {
            return (uint)random.Next(1, int.MaxValue);
        }

        if (type == typeof(Vector512<float>))
        {
            float[] floats = LaneSamples.Special<float>();
            return Vector512.Create<float>([.. Enumerable.Range(0, 16).Select(_ =>
                random.Next(3) == 0 ? floats[random.Next(floats.Length)] : random.Next(3) == 0 ? BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue))
                : random.NextSingle() * 40 - 20)]);
        }

        int[] integers = LaneSamples.Special<int>();
        Vector512<int> lanes = Vector512.Create<int>([.. Enumerable.Range(0, 16).Select(_ =>
            random.Next(2) == 0 ? integers[random.Next(integers.Length)] : random.Next(int.MinValue, int.MaxValue))]);
        bool isMask = parameter.Name == "mask" || random.Next(3) == 0;
        lanes = isMask ? Vector512.LessThan(lanes, Vector512<int>.Zero) : lanes;
        return type == typeof(Vector512<int>) ? lanes : lanes.AsUInt32();
    }

    private static object[] Half(object[] given, int half) => [.. given.Select(value => value switch
    {
        Vector512<float> lanes => half == 0 ? lanes.GetLower() : lanes.GetUpper(),
        Vector512<int> lanes => half == 0 ? lanes.GetLower() : lanes.GetUpper(),
        Vector512<uint> lanes => half == 0 ? lanes.GetLower() : lanes.GetUpper(),
        _ => value,
    })];

    // A NaN is any NaN: compilers exchange operands.
    private static IEnumerable<int> Lanes(object vector, bool isFloat)
    {
        Vector512<int> lanes = vector switch
        {
            Vector512<float> all => all.AsInt32(),
            Vector512<uint> all => all.AsInt32(),
            Vector512<int> all => all,
            Vector256<float> half => half.AsInt32().ToVector512(),
            Vector256<uint> half => half.AsInt32().ToVector512(),
            Vector256<int> half => half.ToVector512(),
            _ => throw new InvalidOperationException($"{vector.GetType()} is no vector."),
        };
        return Enumerable.Range(0, vector.GetType().GetGenericTypeDefinition() == typeof(Vector512<>) ? 16 : 8)
            .Select(lane => isFloat && float.IsNaN(BitConverter.Int32BitsToSingle(lanes[lane])) ? int.MinValue + 1 : lanes[lane]);
    }
}
