namespace HmmGen.DataFrames;

/// <summary>A record batch of a mapped file: some neighbouring rows, at least one.</summary>
/// <param name="Number">Its number, without the empty batches.</param>
/// <param name="FirstRow">Its first row in the file.</param>
/// <param name="Rows">How many rows it has.</param>
/// <param name="FirstBlock">The number of its first block of rows in the file.</param>
internal sealed record FrameBatch(int Number, int FirstRow, int Rows, int FirstBlock)
{
    /// <summary>How many blocks of rows it has.</summary>
    public int Blocks => BlocksOf(Rows);

    /// <summary>How many blocks some rows make.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <returns>The number of blocks.</returns>
    public static int BlocksOf(long rows) => (int)((rows + FrameKernels.Block - 1) / FrameKernels.Block);
}
