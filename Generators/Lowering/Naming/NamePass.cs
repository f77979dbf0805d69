using HmmGen.Generators.Model;
using HmmGen.Generators.Signatures;

namespace HmmGen.Generators.Lowering.Naming;

/// <summary>
/// Gives a kernel's indices, locals and arguments valid C# names that are unique in generated code. Errors and callers see the user's names:
/// they are taken from the model before this pass.
/// </summary>
internal static class NamePass
{
    /// <summary>Renames where needed.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <returns>The kernel, equal except for names.</returns>
    public static KernelModel Run(KernelModel kernel)
    {
        FreeNames names = new([.. GeneratedNames.Reserved, kernel.Kernel, .. kernel.DeviceStructs.Select(m => m.Name)]);
        EquatableArray<string> indices = kernel.Indices.ConvertAll(name => names.Take(name.Length == 0 ? "index" : name));
        EquatableArray<LocalModel> locals = kernel.Body.Locals.ConvertAll(local => local with { Name = names.Take(local.Name) });

        // Arguments are fields of a struct, and a field must not have the struct's name.
        FreeNames fields = new([GeneratedNames.Arguments]);
        EquatableArray<ParameterModel> parameters = kernel.Parameters.ConvertAll(parameter => parameter with { Name = fields.Take(parameter.Name) });
        return kernel with { Indices = indices, Parameters = parameters, Body = kernel.Body with { Locals = locals } };
    }
}
