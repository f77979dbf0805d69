namespace HmmGen.Digits;

/// <summary>Images of digits and what they show.</summary>
public sealed class DigitSet
{
    /// <summary>The width and height of an image.</summary>
    public const int Side = 28;

    /// <summary>The number of pixels of an image.</summary>
    public const int Pixels = Side * Side;

    /// <summary>The number of digits.</summary>
    public const int Classes = 10;

    /// <summary>Makes a set.</summary>
    /// <param name="images">The grey levels, row by row, image by image; 0 is paper, 255 is ink.</param>
    /// <param name="labels">The digit that each image shows.</param>
    /// <exception cref="InvalidDataException">The set is empty, the sizes do not fit together, or a label is no digit.</exception>
    public DigitSet(byte[] images, byte[] labels)
    {
        if (images.Length != (long)labels.Length * Pixels)
            throw new InvalidDataException($"There are {images.Length / Pixels} images but {labels.Length} labels.");
        if (labels.Length < 10)
            throw new InvalidDataException($"{labels.Length} images are too few: a part is set aside for the test.");
        int wrong = Array.FindIndex(labels, label => label >= Classes);
        if (wrong >= 0)
            throw new InvalidDataException($"Label {wrong} is {labels[wrong]}, which is no digit.");
        Images = images;
        Labels = labels;
    }

    /// <summary>The grey levels, row by row, image by image.</summary>
    public byte[] Images { get; }

    /// <summary>The digit that each image shows.</summary>
    public byte[] Labels { get; }

    /// <summary>The number of images.</summary>
    public int Count => Labels.Length;

    /// <summary>How many images, from the first, are for training; the others are for the test.</summary>
    public int TrainingCount => Count / 5 * 4;

    /// <summary>Reads the set from files in the IDX format.</summary>
    /// <param name="imagePath">The file of images.</param>
    /// <param name="labelPath">The file of labels.</param>
    /// <returns>The set.</returns>
    /// <exception cref="InvalidDataException">The files are no such files, or their images are of another size.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static DigitSet Read(string imagePath, string labelPath)
    {
        IdxFile images = IdxFile.Read(imagePath, dimensions: 3);
        IdxFile labels = IdxFile.Read(labelPath, dimensions: 1);
        if (images.Sizes[1] != Side || images.Sizes[2] != Side)
        {
            throw new InvalidDataException(
                $"{imagePath}: the images are {images.Sizes[1]} by {images.Sizes[2]} pixels, not {Side} by {Side}.");
        }

        return new DigitSet(images.Elements, labels.Elements);
    }
}
