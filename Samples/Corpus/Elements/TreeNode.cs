namespace HmmGen.Corpus;

/// <summary>A node of a decision tree laid out in an array; 16 bytes.</summary>
/// <param name="feature">The feature to compare; -1 at a leaf.</param>
/// <param name="threshold">Where the node divides; at a leaf, the answer.</param>
/// <param name="left">The node for features below the threshold.</param>
/// <param name="right">The node for the others.</param>
public readonly struct TreeNode(int feature, float threshold, int left, int right)
{
    /// <summary>The feature to compare; -1 at a leaf.</summary>
    public readonly int Feature = feature;

    /// <summary>Where the node divides; at a leaf, the answer.</summary>
    public readonly float Threshold = threshold;

    /// <summary>The node for features below the threshold.</summary>
    public readonly int Left = left;

    /// <summary>The node for the others.</summary>
    public readonly int Right = right;
}
