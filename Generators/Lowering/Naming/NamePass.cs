using HmmGen.Generators.Model;
using HmmGen.Generators.Signatures;

namespace HmmGen.Generators.Lowering.Naming;

/// <summary>
/// Gives a kernel's indices, locals and arguments names that nothing else in generated code has, and that are names in C#. What errors
/// and callers see keeps the user's names: they are taken from the model before this pass.
/// </summary>
internal static class NamePass
{
    /// <summary>Renames what must be.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <returns>The kernel, equal but for names.</returns>
    public static KernelModel Run(KernelModel kernel)
    {
        FreeNames names = new([.. GeneratedNames.Reserved, kernel.Kernel, .. kernel.DeviceStructs.Select(m => m.Name)]);
        EquatableArray<string> indices = kernel.Indices.ConvertAll(name => names.Take(name.Length == 0 ? "index" : name));
        EquatableArray<LocalModel> locals = kernel.Body.Locals.ConvertAll(local => local with { Name = names.Take(local.Name) });

        // They are fields of a struct, which must not have its name.
        FreeNames fields = new([GeneratedNames.Arguments]);
        EquatableArray<ParameterModel> parameters = kernel.Parameters.ConvertAll(parameter => parameter with { Name = fields.Take(parameter.Name) });
        return kernel with { Indices = indices, Parameters = parameters, Body = kernel.Body with { Locals = locals } };
    }
}
