using System.Globalization;
using HmmGen.Tool.Commands;

namespace HmmGen.Tool.Assemblies;

/// <summary>Finds kernels by the names that users write.</summary>
internal static class KernelSearch
{
    private const int MostNear = 5;

    /// <summary>Finds a kernel.</summary>
    /// <param name="app">The app.</param>
    /// <param name="asked">
    /// The method's name, with or without its type and namespace, or the name of the generated type. Case counts only where several names differ in nothing else.
    /// The line of the method may follow, as in <c>Ops.Add:12</c>: overloads have one name.
    /// </param>
    /// <returns>The kernel.</returns>
    /// <exception cref="ToolException">No kernel has the name, or several have.</exception>
    public static AppKernel Find(AppAssembly app, string asked)
    {
        AppKernel[] found = Matching(app, asked);
        if (found.Length == 1)
        {
            return found[0];
        }

        if (found.Length > 1)
        {
            throw new ToolException($"Several kernels are called {asked}. Name one of:", [.. found.Select(kernel => Distinct(app, kernel))]);
        }

        IReadOnlyList<string> near = Near(app, asked);
        throw new ToolException(
            $"{Path.GetFileName(app.File.Path)} has no kernel {asked}. " + (near.Count > 0 ? "Near ones:" : $"It has {app.Kernels.Count}; none has a name like this."),
            near);
    }

    /// <summary>A name for each kernel that finds it alone.</summary>
    /// <param name="app">The app.</param>
    /// <returns>The names.</returns>
    public static IEnumerable<string> Names(AppAssembly app) => [.. app.Kernels.Select(kernel => Distinct(app, kernel))];

    /// <summary>The kernels of a name, at a line if one follows.</summary>
    private static AppKernel[] Matching(AppAssembly app, string asked)
        => asked.Split(':') is [var name, var text] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int line)
            ? [.. Named(app, name).Where(kernel => kernel.Descriptor.Line == line)]
            : Named(app, asked);

    /// <summary>The kernels of a name. A whole name comes before one that lacks its namespace, and that before one that lacks types around it.</summary>
    private static AppKernel[] Named(AppAssembly app, string asked)
    {
        string end = "." + asked;
        foreach (StringComparison comparison in (StringComparison[])[StringComparison.Ordinal, StringComparison.OrdinalIgnoreCase])
        {
            bool isAsked(string name) => string.Equals(name, asked, comparison);
            foreach (Func<AppKernel, bool> hasName in (Func<AppKernel, bool>[])[
                kernel => isAsked(kernel.FullName) || isAsked(kernel.Type.FullName!),
                kernel => isAsked(kernel.Name),
                kernel => kernel.Name.EndsWith(end, comparison) || isAsked(kernel.Type.Name)])
            {
                AppKernel[] found = [.. app.Kernels.Where(hasName)];
                if (found.Length > 0)
                {
                    return found;
                }
            }
        }

        return [];
    }

    /// <summary>The shortest name that finds this kernel alone. Overloads differ in their lines, unless one line has several.</summary>
    private static string Distinct(AppAssembly app, AppKernel kernel)
        => ((string[])[kernel.Name, kernel.FullName, $"{kernel.Name}:{kernel.Descriptor.Line}", $"{kernel.FullName}:{kernel.Descriptor.Line}"])
            .FirstOrDefault(name => Matching(app, name) is [var only] && only == kernel) ?? kernel.Type.FullName!;

    private static IReadOnlyList<string> Near(AppAssembly app, string asked)
    {
        int most = Math.Max(2, asked.Length / 3);
        return [.. app.Kernels
            .Select(kernel => (kernel.Name, Distance: Math.Min(Distance(kernel.Name, asked), Distance(kernel.Method, asked[(asked.LastIndexOf('.') + 1)..]))))
            .Where(candidate => candidate.Distance <= most)
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Select(candidate => candidate.Name)
            .Distinct()
            .Take(MostNear)];
    }

    /// <summary>The least number of letters to add, remove or change; 1 where one name contains the other.</summary>
    private static int Distance(string one, string other)
    {
        string a = one.ToUpperInvariant();
        string b = other.ToUpperInvariant();
        if (b.Length > 2 && (a.Contains(b, StringComparison.Ordinal) || b.Contains(a, StringComparison.Ordinal)))
        {
            return 1;
        }

        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
