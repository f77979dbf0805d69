namespace HmmGen.Tool.Verification;

/// <summary>A variant of a kernel that cannot be compiled.</summary>
/// <param name="Variant">The variant.</param>
/// <param name="Message">The reason.</param>
internal sealed record VariantFailure(string Variant, string Message);
