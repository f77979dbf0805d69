namespace HmmGen.Corpus;

/// <summary>An element of 12 bytes, with a constructor, operators and methods.</summary>
public struct Float3
{
    /// <summary>The first coordinate.</summary>
    public float X;

    /// <summary>The second coordinate.</summary>
    public float Y;

    /// <summary>The third coordinate.</summary>
    public float Z;

    /// <summary>Makes a vector of its coordinates.</summary>
    /// <param name="x">The first coordinate.</param>
    /// <param name="y">The second coordinate.</param>
    /// <param name="z">The third coordinate.</param>
    public Float3(float x, float y, float z)
    {
        X = x;
        Y = y;
        Z = z;
    }

    /// <summary>The square of the length.</summary>
    public readonly float LengthSquared => X * X + Y * Y + Z * Z;

    /// <summary>Adds coordinate by coordinate.</summary>
    /// <param name="a">A vector.</param>
    /// <param name="b">Another.</param>
    /// <returns>The sum.</returns>
    public static Float3 operator +(Float3 a, Float3 b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    /// <summary>Multiplies every coordinate.</summary>
    /// <param name="a">A vector.</param>
    /// <param name="factor">The factor.</param>
    /// <returns>The product.</returns>
    public static Float3 operator *(Float3 a, float factor) => new(a.X * factor, a.Y * factor, a.Z * factor);

    /// <summary>The scalar product.</summary>
    /// <param name="other">The other vector.</param>
    /// <returns>The sum of the products of the coordinates.</returns>
    public readonly float Dot(Float3 other) => X * other.X + Y * other.Y + Z * other.Z;
}
