using HmmGen.Generators.Model;
using HmmGen.Generators.Signatures;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>
/// Names for locals of lanes. Generated code adds the row and the group of a tile to a name, as in <c>x_r1_v0</c>. So no local is called like that, or two might
/// have one name.
/// </summary>
/// <param name="kernel">The kernel, whose names are taken.</param>
internal sealed class LaneLocalNames(KernelModel kernel)
{
    private readonly FreeNames _free = new([.. kernel.Indices, .. kernel.Body.Locals.Select(static local => local.Name)]);

    /// <summary>Renames the locals that are called like another one in a tile.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <returns>The kernel, which does the same.</returns>
    public static KernelModel Run(KernelModel kernel)
    {
        if (!kernel.Body.Locals.Any(static local => IsOfTile(local.Name)))
        {
            return kernel;
        }

        LaneLocalNames names = new(kernel);
        return kernel with
        {
            Body = kernel.Body with
            {
                Locals = kernel.Body.Locals.ConvertAll(local => IsOfTile(local.Name) ? local with { Name = names.Take(local.Name) } : local),
            },
        };
    }

    /// <summary>Takes the nearest free name.</summary>
    /// <param name="wanted">The name.</param>
    /// <returns>The name of a local.</returns>
    public string Take(string wanted) => _free.Take(IsOfTile(wanted) ? wanted + "Value" : wanted);

    private static bool IsOfTile(string name)
    {
        int last = name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9').Length - 1;
        return last > 0 && name[last] is 'r' or 'v' && name[last - 1] == '_';
    }
}
