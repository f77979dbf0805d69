using System.Text;

namespace HmmGen.Generators.Tests.Projects;

/// <summary>Kernels of a chosen size, as C# text.</summary>
internal static class KernelText
{
    /// <summary>The shapes, by name.</summary>
    public static IReadOnlyDictionary<string, Func<int, string>> Shapes { get; } = new Dictionary<string, Func<int, string>>
    {
        ["statements"] = n => Kernel(Many(n, i => $"s{i % 7} = s{(i + 1) % 7} * {i} + s{(i + 3) % 7};"), locals: 7),
        ["statements of one local"] = n => Kernel(Many(n, i => $"s0 = s0 * {i} + n;"), locals: 1),
        ["sum"] = n => Kernel("int t = " + Joined(n, " + ", i => $"(n ^ {i})") + "; y[i] = t;"),
        ["sum of products in one statement"] = n => Kernel("y[i] = " + Joined(n, " + ", i => $"x[i + {i}] * {i}") + ";"),
        ["sum to the right"] = n => Kernel("y[i] = " + Many(n, i => $"n + (") + "n" + new string(')', n) + ";"),
        ["parentheses"] = n => Kernel("y[i] = " + new string('(', n) + "n" + new string(')', n) + ";"),
        ["unary"] = n => Kernel("y[i] = " + Many(n, _ => "- ") + "n;"),
        ["casts"] = n => Kernel("y[i] = " + Many(n, i => i % 2 == 0 ? "(int)" : "(long)") + "n;"),
        ["nested ifs"] = n => Kernel(Many(n, i => $"if (x[i + {i}] > {i}) {{ ") + "y[i] = 1;" + new string('}', n)),
        ["nested blocks"] = n => Kernel(new string('{', n) + "y[i] = 1;" + new string('}', n)),
        ["nested loops"] = n => Kernel(Many(n, i => $"for (int k{i} = 0; k{i} < n; k{i}++) {{ ") + "y[i] += 1;" + new string('}', n)),
        ["nested whiles"] = n => Kernel(Many(n, i => "while (y[i] > 0) { ") + "y[i] -= 1;" + new string('}', n)),
        ["nested switches"] = n => Kernel(Many(n, i => $"switch (x[i] + {i}) {{ case 1: y[i] = 2; break; default: ") + "y[i] = 1;" + Many(n, _ => " break; }")),
        ["nested conditionals"] = n => Kernel("y[i] = " + Many(n, i => $"n > {i} ? {i} : ") + "0;"),
        ["nested conditionals in conditions"] = n => Kernel("y[i] = " + new string('(', n) + "n > 3" + Many(n, i => $" ? n > {i} : n < {i})") + " ? 1 : 0;"),
        ["nested switch expressions"] = n => Kernel("y[i] = " + Many(n, i => $"n switch {{ {i} => 1, _ => ") + "0" + Many(n, _ => " }") + ";"),
        ["conjunction"] = n => Kernel("if (" + Joined(n, " && ", i => $"x[i] != {i}") + ") y[i] = 1;"),
        ["disjunction"] = n => Kernel("bool b = " + Joined(n, " || ", i => $"n == {i}") + "; if (b) y[i] = 1;"),
        ["else ifs"] = n => Kernel(Many(n, i => $"if (n == {i}) y[i] = {i}; else ") + "y[i] = 0;"),
        ["pattern"] = n => Kernel("if (n is " + Joined(n, " or ", i => $"{i * 2}") + ") y[i] = 1;"),
        ["switch of cases"] = n => Kernel("switch (x[i]) { " + Many(n, i => $"case {i}: y[i] = {i * 3}; break; ") + "}"),
        ["switch expression of arms"] = n => Kernel("y[i] = x[i] switch { " + Many(n, i => $"{i} => {i * 3}, ") + "_ => 0 };"),
        ["switch that goes on to the next case"] = n => Kernel("switch (x[i]) { " + Many(n, i => $"case {i}: y[i] += {i}; goto case {i + 1}; ") + $"case {n}: break; }}"),
        ["gotos"] = n => Kernel(Many(n, i => $"L{i}: if (x[i] == {i}) goto L{(i * 7919) % n}; y[i]++; ")),
        ["chained doublings"] = n => Kernel("int a0 = i; " + Many(n, i => $"int a{i + 1} = a{i} + a{i}; ") + $"y[a{n} & 1023] = x[a{n}];"),
        ["chained extremes"] = n => Kernel("int a0 = i; " + Many(n, i => $"int a{i + 1} = Math.Max(a{i} - 1, a{i} ^ {i}); ") + $"y[i] = x[a{n} & 1023];"),
        ["chained squares"] = n => Kernel("int a0 = i; " + Many(n, i => $"int a{i + 1} = a{i} * a{i}; ") + $"y[i] = x[a{n} & 1023];"),
        ["chained masks"] = n => Kernel("int a0 = i; " + Many(n, i => $"int a{i + 1} = a{i} + a{i} * 3 & 1023; ") + $"y[i] = x[a{n}];"),
        ["xor-shift rounds"] = n => Kernel("uint h = (uint)i; " + Many(n, _ => "h ^= h << 13; h ^= h >> 17; h ^= h << 5; ") + "y[i] = x[(int)(h % 1024u)];"),
        ["conditional additions"] = n => Kernel(Many(n, i => $"if (n > {i}) s0 += {i}; ") + "y[s0] = 1;", locals: 1),
        ["merged indices"] = n => Kernel(Many(n, i => $"int w{i} = i > {i} ? i - {i} : i; s0 += x[w{i}]; ") + "y[i] = s0;", locals: 1),
        ["locals"] = n => Kernel(Many(n, i => $"int v{i} = x[i + {i}]; ") + "y[i] = " + Joined(n, " + ", i => $"v{i}") + ";"),
        ["locals that live over accesses"] = n => Kernel(Many(n, i => $"int v{i} = x[i * {i}]; ") + Many(n, i => $"y[i + {i}] = v{i}; ")),
        ["accesses"] = n => Kernel(Many(n, i => $"y[i + {i}] = x[i + {i}]; ")),
        ["accesses that depend"] = n => Kernel(Many(n, i => $"s0 = x[s0]; ") + "y[i] = s0;", locals: 1),
        ["early returns"] = n => Kernel(Many(n, i => $"if (n == {i}) return; y[i + {i}] = {i}; ")),
        ["running pointer"] = n => Kernel(Many(n, i => "for (int k = 0; k < n; k++) y[s0++] = k; "), locals: 1),
        ["loops one after another"] = n => Kernel(Many(n, i => $"for (int k = 0; k < n; k++) {{ if (x[k] > {i}) break; y[i] += k; }} ")),
        ["fan-out of three"] = n => Helpers(n, "int H0(int v) => v + 1;", (i, p) => $"static int H{i}(int v) => H{p}(v) + H{p}(v + 1) + H{p}(v + 2);"),
        ["chain of calls"] = n => Helpers(n, "int H0(int v) => v + 1;", (i, p) => $"static int H{i}(int v) {{ if (v > {i}) return H{p}(v - 1); return v; }}"),
        ["calls in arguments"] = n => Kernel("y[i] = " + Many(n, _ => "Math.Max(") + "n" + Many(n, i => $", {i})") + ";"),
        ["own calls in arguments"] = n => Kernel("y[i] = " + Many(n, _ => "One(") + "n" + new string(')', n) + ";", members: "static int One(int v) => v + 1;"),
        ["calls one after another"] = n => Kernel(Many(n, i => $"s0 = Two(s0, {i}); ") + "y[i] = s0;", locals: 1, members: "static int Two(int v, int w) { if (v > w) return v - w; return v + w; }"),
        ["table"] = n => Kernel("y[i] = T[i & 7];", members: "static readonly int[] T = new int[] { " + Joined(n, ", ", i => $"{i}") + " };"),
        ["constant local table"] = n => Kernel("Span<int> t = stackalloc int[] { " + Joined(n, ", ", i => $"{i}") + " }; y[i] = t[n & 7];"),
        ["local arrays"] = n => Kernel(Many(n, i => $"Span<int> t{i} = stackalloc int[4]; t{i}[n & 3] = {i}; s0 += t{i}[1]; ") + "y[i] = s0;", locals: 1),
        ["fields of a struct"] = n => Kernel("S s = z[i]; s.F1 = s.F0; z[i] = s; S t = new S { F0 = s.F1 }; z[i] = t; if (z[i] is { F0: 3 }) y[i] = 1;", structs: n),
        ["parameters"] = n => Kernel("y[i] = " + Joined(n, " + ", i => $"p{i}") + ";", parameters: string.Concat(Enumerable.Range(0, n).Select(i => $", int p{i}"))),
        ["spans"] = n => Kernel("y[i] = " + Joined(n, " + ", i => $"p{i}[i]") + ";", parameters: string.Concat(Enumerable.Range(0, n).Select(i => $", ReadOnlySpan<int> p{i}"))),
        ["slices of slices"] = n => Kernel("Span<int> q0 = y; " + Many(n, i => $"Span<int> q{i + 1} = q{i}.Slice(1); ") + $"q{n}[0] = 1;"),
        ["tuples in tuples"] = n => Kernel("var t = " + Many(n, _ => "(1, ") + "n" + new string(')', n) + "; y[i] = t.Item1;"),
        ["assignments as values"] = n => Kernel("y[i] = " + Many(n, _ => "s0 = ") + "n;", locals: 1),
        ["compound assignments as values"] = n => Kernel("y[i] = " + Many(n, _ => "s0 += ") + "n;", locals: 1),
        ["increments"] = n => Kernel("y[i] = " + Joined(n, " + ", _ => "s0++") + ";", locals: 1),
        ["local functions in one another"] = n => Kernel(Many(n, i => $"int F{i}(int v) {{ ") + "return v;" + Many(n, i => $"}} s0 = F{n - 1 - i}(s0); " + (i == n - 1 ? "" : "return v; ")) + "y[i] = s0;", locals: 1),
        ["lambdas in one another"] = n => Kernel("Func<int> f = " + Many(n, _ => "() => { Func<int> f = ") + "() => 1" + Many(n, _ => "; return f(); }") + ";"),
    };

    private static string Kernel(string body, int locals = 0, string members = "", string parameters = "", int structs = 0) =>
        "static partial class Ops\n{\n"
        + (structs > 0 ? "public struct S { " + string.Concat(Enumerable.Range(0, structs).Select(i => $"public int F{i}; ")) + "}\n" : "")
        + members
        + "\n[HmmKernel]\npublic static void K(int i, int n, ReadOnlySpan<int> x, Span<int> y" + (structs > 0 ? ", Span<S> z" : "") + parameters + ")\n{\n"
        + string.Concat(Enumerable.Range(0, locals).Select(i => $"int s{i} = n + {i};\n"))
        + body + "\n" + (locals > 0 ? "y[i] = s0;\n" : "") + "}\n}\n";

    private static string Helpers(int depth, string first, Func<int, int, string> next) => Kernel(
        $"y[i] = H{depth}(x[i]);", members: "static " + first + string.Concat(Enumerable.Range(1, depth).Select(i => "\n" + next(i, i - 1))));

    private static string Many(int count, Func<int, string> text)
    {
        StringBuilder all = new();
        for (int i = 0; i < count; i++)
        {
            all.Append(text(i)).Append(i % 10 == 9 ? "\n" : "");
        }

        return all.ToString();
    }

    private static string Joined(int count, string separator, Func<int, string> text) => string.Join(separator, Enumerable.Range(0, count).Select(text));
}
