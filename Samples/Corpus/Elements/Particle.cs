namespace HmmGen.Corpus;

/// <summary>An element of 20 bytes with a nested struct and a method that changes it.</summary>
public struct Particle
{
    /// <summary>Where it is.</summary>
    public Float3 Position;

    /// <summary>How fast it moves along the first axis.</summary>
    public float Speed;

    /// <summary>How often it met a wall.</summary>
    public int Bounces;

    /// <summary>Moves the particle and reflects it at the walls of the unit interval.</summary>
    /// <param name="time">The time step.</param>
    public void Advance(float time)
    {
        Position.X += Speed * time;
        if (Position.X < 0f || Position.X > 1f)
        {
            Speed = -Speed;
            Bounces++;
        }
    }
}
