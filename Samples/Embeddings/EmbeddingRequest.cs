using HmmGen.Samples;

namespace HmmGen.Embeddings;

/// <summary>What the command line asks for.</summary>
/// <param name="Common">What all samples are asked for.</param>
/// <param name="File">The file of the table; null for a new one.</param>
/// <param name="Zipf">The exponent of the law by which rows are popular.</param>
/// <param name="IsHotFirst">Whether rows are numbered by popularity.</param>
internal sealed record EmbeddingRequest(WorkloadRequest Common, string? File, double Zipf, bool IsHotFirst);
