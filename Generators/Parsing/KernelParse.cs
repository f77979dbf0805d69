using HmmGen.Generators.Model;
using Microsoft.CodeAnalysis;

namespace HmmGen.Generators.Parsing;

/// <summary>The result of parsing a method.</summary>
/// <param name="Kernel">The kernel; null when there are errors, or none that could be launched.</param>
/// <param name="Errors">The errors, each at its place.</param>
/// <param name="Sites">The place of each site of the kernel's body, by its number.</param>
internal sealed record KernelParse(KernelModel? Kernel, IReadOnlyList<Diagnostic> Errors, IReadOnlyList<Location> Sites);
